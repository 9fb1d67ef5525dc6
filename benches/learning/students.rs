//! Learners who send requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::SystemTime;

use chrono::{DateTime, Duration, Utc};
use dostyq::domain::clock::Clock;
use dostyq::domain::ids::{CardId, WordId};
use serde_json::{Value, json};

use super::course::uuid;
use super::history::token;
use super::random::SeededRandom;
use crate::support::cluster::Cluster;

/// The number of reviews that a student submits at once.
pub(crate) const ITEMS: usize = 20;
/// The maximum number of students, independent of the number of learners.
const STUDENTS: usize = 96;
/// The time between the reviews of two submissions of a student. The service takes equal answers within two seconds for
/// one.
const PAUSE: Duration = Duration::seconds(3);
/// How long before the benchmark the first submitted review was made. The histories end earlier, on the day before, except
/// in time zones where that day has just ended.
const HEAD_START: Duration = Duration::hours(4);

/// A learner who sends requests. Clones continue each other's submissions.
#[derive(Clone)]
pub(crate) struct Student {
    pub(crate) token: String,
    /// Cards in the review phase, with the correct answer to each.
    cards: Vec<(String, Value)>,
    /// The sync cursor of the learner's other device.
    pub(crate) cursor: Option<String>,
    first_submission: DateTime<Utc>,
    submissions: Arc<AtomicI32>,
}

impl Student {
    /// Returns the variables of a submission: new correct answers to the student's cards, later than all before.
    pub(crate) fn reviews(&self, random: &mut SeededRandom) -> Value {
        let reviewed_at = self.first_submission + PAUSE * self.submissions.fetch_add(1, Ordering::Relaxed);
        assert!(reviewed_at < Clock::system().now(), "a review in the future");
        let review = |(card, answer): &(String, Value)| {
            json!({
                "reviewId": random.uuid(),
                "cardId": card,
                "reviewedAt": reviewed_at,
                "durationMs": 3_500,
                "answer": answer,
            })
        };
        json!({"reviews": self.cards.iter().map(review).collect::<Vec<_>>()})
    }
}

/// Returns learners for whom a condition on `learners` holds, and who have enough cards in the review phase.
pub(crate) async fn students(cluster: &Cluster, condition: &str) -> Vec<Student> {
    let client = cluster.connect().await;
    let query = format!(
        "SELECT learner_id::text, substring(email FROM '[0-9]+')::int,
           (SELECT max(last_reviewed_at) FROM cards WHERE cards.learner_id = learners.learner_id)
         FROM learners JOIN accounts ON id = learner_id
         WHERE {condition}
           AND (SELECT count(*) FROM cards WHERE cards.learner_id = learners.learner_id AND state = 'review') >= {ITEMS}
         ORDER BY md5(learner_id::text) LIMIT {STUDENTS}"
    );
    let head_start = Clock::system().now() - HEAD_START;
    let mut students = Vec::new();
    for row in client.query(&query, &[]).await.unwrap() {
        let (id, number, last): (String, i32, SystemTime) = (row.get(0), row.get(1), row.get(2));
        let cards = format!(
            "SELECT cards.id::text, words.id::text, skill, headword FROM cards JOIN words ON words.id = word_id
             WHERE learner_id = '{id}' AND state = 'review' ORDER BY due_at, cards.id LIMIT {ITEMS}"
        );
        let card = |row: &tokio_postgres::Row| {
            let [card, word, skill, headword] = [0, 1, 2, 3].map(|column| row.get::<_, String>(column));
            let answer = match skill.as_str() {
                "recognize" => json!({"choice": WordId::from(uuid(&word)).to_global()}),
                _ => json!({"text": headword}),
            };
            (CardId::from(uuid(&card)).to_global(), answer)
        };
        let cards = client.query(&cards, &[]).await.unwrap().iter().map(card).collect();
        students.push(Student {
            token: token(u32::try_from(number).unwrap()),
            cards,
            cursor: None,
            first_submission: head_start.max(DateTime::from(last) + PAUSE),
            submissions: Arc::default(),
        });
    }
    students
}

/// Returns random numbers that differ from run to run, for ids of reviews.
pub(crate) fn fresh_random() -> SeededRandom {
    SeededRandom::new(Clock::system().now().timestamp_micros().cast_unsigned())
}
