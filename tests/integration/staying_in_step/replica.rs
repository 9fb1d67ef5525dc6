//! A client that stores a learner's data and fetches changes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::client::Client;

pub(super) const CHANGES: &str =
    "query($since: String, $first: Int!) { viewer { changes(since: $since, first: $first) {
    cursor hasMore serverTime
    settings { timeZone dailyGoal } preset { number parameters learningStepsSeconds }
    lessonStarts { lesson { id slug } startedAt }
    cards { id skill phase dueAt intervalDays stability difficulty reps lapses lastReviewedAt }
    reviews { reviewId reviewedAt rating }
    reviewVoids { reviewId voidedAt }
    cardResets { cardId resetAt }
    learnerWords { wordId learnerWord { note synonyms { language texts } } }
    lessons { id slug }
    words { id headword glosses { language text } }
    withdrawn
} } }";

/// The stored rows of a client, by list and id.
#[derive(Debug, Default, Clone)]
pub(super) struct Replica {
    pub(super) cursor: Option<String>,
    pub(super) rows: BTreeMap<(&'static str, String), Value>,
    pub(super) withdrawn: BTreeSet<String>,
    pub(super) pages: usize,
}

/// Compares the data that two up-to-date clients must share.
impl PartialEq for Replica {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows && self.withdrawn == other.withdrawn
    }
}

const LISTS: [(&str, &str); 8] = [
    ("lessonStarts", "/lesson/id"),
    ("cards", "/id"),
    ("reviews", "/reviewId"),
    ("reviewVoids", "/reviewId"),
    ("cardResets", "/cardId"),
    ("learnerWords", "/wordId"),
    ("lessons", "/id"),
    ("words", "/id"),
];

impl Replica {
    /// Creates a replica with all current data.
    pub(super) async fn of(learner: &Client) -> Self {
        let mut replica = Self::default();
        replica.catch_up(learner, 500).await;
        replica
    }

    /// Fetches pages until there are no more.
    pub(super) async fn catch_up(&mut self, learner: &Client, first: usize) {
        while self.next_page(learner, first).await {}
    }

    /// Fetches one page, and returns whether there are more.
    pub(super) async fn next_page(&mut self, learner: &Client, first: usize) -> bool {
        let variables = json!({"since": self.cursor, "first": first});
        let page = learner.query(CHANGES, variables).await["viewer"]["changes"].take();
        let mut things = page["withdrawn"].as_array().unwrap().len();
        for (list, id) in LISTS {
            for row in page[list].as_array().unwrap() {
                let id = row.pointer(id).unwrap().as_str().unwrap().to_owned();
                self.withdrawn.remove(&id);
                self.rows.insert((list, id), row.clone());
                things += 1;
            }
        }
        for id in page["withdrawn"].as_array().unwrap() {
            let id = id.as_str().unwrap().to_owned();
            self.rows.remove(&("words", id.clone()));
            self.rows.remove(&("lessons", id.clone()));
            self.withdrawn.insert(id);
        }
        assert!(things <= first, "{things} of {first}");
        self.cursor = Some(page["cursor"].as_str().unwrap().to_owned());
        self.pages += 1;
        page["hasMore"].as_bool().unwrap()
    }

    pub(super) fn count(&self, list: &str) -> usize {
        self.rows.keys().filter(|(of, _)| *of == list).count()
    }
}
