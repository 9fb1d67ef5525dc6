//! Verifies that the filled rows are those that the service would have written: the cards equal the replay of their
//! review logs, and the study days equal a recount.

use dostyq::db::{self, Database};
use dostyq::domain::ids::{AccountId, CardId, WordId};
use dostyq::domain::learning::card::CardState;
use dostyq::domain::learning::preset::Presets;
use dostyq::domain::learning::scheduler::replay;
use dostyq::domain::learning::study_day::StudyDay;
use tokio_postgres::Client;

use super::course::uuid;
use crate::support::cluster::Cluster;

/// Verifies some learners, including those with the longest histories.
pub(crate) async fn verify(cluster: &Cluster) {
    let client = cluster.connect().await;
    let sample =
        "(SELECT learner_id::text FROM study_days GROUP BY 1 ORDER BY md5(learner_id::text) LIMIT 20)
         UNION (SELECT learner_id::text FROM study_days GROUP BY 1 ORDER BY count(*) DESC LIMIT 2)";
    let database = Database::for_command(&cluster.url).unwrap();
    for row in client.query(sample, &[]).await.unwrap() {
        let id: String = row.get(0);
        let learner: AccountId = uuid(&id).into();
        let cards = column(&client, &format!("SELECT id::text FROM cards WHERE learner_id = '{id}'")).await;
        let cards: Vec<CardId> = cards.iter().map(|id| uuid(id).into()).collect();
        let mut connection = database.session().connection(None).await.unwrap();
        let mut logs = db::learning::logs_of_cards(&mut connection, learner, &cards).await.unwrap();
        for card in db::learning::cards_by_ids(&mut connection, learner, &cards).await.unwrap() {
            let own = logs.remove(&card.id).unwrap_or_default();
            let begin = CardState::new(card.created_at);
            let (state, _) = replay(card.id, begin, own, &Presets::new(Vec::new())).unwrap();
            assert_eq!(card.state, state, "a card of {id}");
        }
        let days =
            format!("SELECT study_days::text FROM study_days WHERE learner_id = '{id}' ORDER BY study_day");
        let filled_days = column(&client, &days).await;
        let days_query = format!("SELECT DISTINCT study_day::text FROM reviews WHERE learner_id = '{id}'");
        let days_of_log = column(&client, &days_query).await;
        assert_eq!(filled_days.len(), days_of_log.len(), "the days of {id}");
        let days_of_log: Vec<StudyDay> =
            days_of_log.iter().map(|day| StudyDay(day.parse().unwrap())).collect();
        let tries_query =
            format!("SELECT word_attempts::text FROM word_attempts WHERE learner_id = '{id}' ORDER BY 1");
        let tries = column(&client, &tries_query).await;
        let words = format!("SELECT DISTINCT word_id::text FROM cards WHERE learner_id = '{id}'");
        let words: Vec<WordId> = column(&client, &words).await.iter().map(|word| uuid(word).into()).collect();
        db::learning::recount_affected(&mut connection, learner, &days_of_log, &words, &words).await.unwrap();
        assert_eq!(filled_days, column(&client, &days).await, "the counts of {id}");
        assert_eq!(tries, column(&client, &tries_query).await, "the tries of {id}");
    }
    database.close();
}

async fn column(client: &Client, query: &str) -> Vec<String> {
    client.query(query, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
}
