//! What counts in a contest changes with the days, and with the members of the clubs.

use chrono::Duration;
use serde_json::{Value, json};

use super::{RANKING, create_contest, editor, enter, named, ranking};
use crate::support::club::{create_club, join, leave};
use crate::support::service::Service;
use crate::support::study::{queue, rate, start_lesson, submit};

#[tokio::test]
async fn answers_of_one_day_keep_no_word_and_take_none_away() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    let contest = create_contest(&service, &editor, json!(null), 30).await;
    let aigul = named(&service, "Айгүл").await;
    enter(&aigul, &contest, json!({})).await;
    start_lesson(&aigul, "amandasu").await;
    let cards: Vec<Value> = queue(&aigul).await.iter().map(|item| item["card"]["id"].clone()).collect();
    let rate_all = async |rating: &str| {
        let at = service.clock.now();
        submit(&aigul, &cards.iter().map(|card| rate(at, card, rating)).collect::<Vec<_>>()).await;
        service.clock.advance(Duration::seconds(3));
    };
    let kept = async || ranking(&aigul, &contest).await[0]["wordsKept"].as_i64().unwrap();
    rate_all("EASY").await;
    rate_all("GOOD").await;
    assert_eq!(kept().await, 0, "no card came back after a day");
    service.clock.advance(Duration::days(4));
    rate_all("GOOD").await;
    assert_eq!(kept().await, 5);
    rate_all("GOOD").await;
    assert_eq!(kept().await, 5, "more practice on the same day");
    rate_all("AGAIN").await;
    assert_eq!(kept().await, 0);
    service.clock.advance(Duration::minutes(15));
    rate_all("GOOD").await;
    assert_eq!(kept().await, 0, "learned anew, not remembered");
}

#[tokio::test]
async fn who_leaves_a_club_leaves_its_team_unless_the_contest_is_over() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    let contest = create_contest(&service, &editor, json!("CLUB"), 3).await;
    let club = create_club(&service, &editor, "Достар").await;
    let mut members = Vec::new();
    for name in ["Ә", "Б", "В", "Г"] {
        let member = named(&service, name).await;
        join(&member, &club).await;
        assert_eq!(enter(&member, &contest, json!({"clubId": club["id"]})).await["errors"], json!([]));
        members.push(member);
    }
    let entrants = async || {
        let found = editor.query(RANKING, json!({"id": contest["id"]})).await;
        found["contest"]["teamRanking"][0]["entrants"].clone()
    };
    assert_eq!(entrants().await, 4);
    leave(&members[0], &club).await;
    assert_eq!(entrants().await, 3);
    assert_eq!(ranking(&editor, &contest).await.len(), 4);
    service.clock.advance(Duration::days(6));
    leave(&members[1], &club).await;
    assert_eq!(entrants().await, 3);
}
