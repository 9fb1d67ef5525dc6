//! Leaders see members' progress as it is now, although what was computed is kept in memory.

use chrono::Duration;
use serde_json::{Value, json};

use super::members;
use crate::support::club::{create_club, join, leader, learner};
use crate::support::service::Service;
use crate::support::study::learn;

#[tokio::test]
async fn progress_follows_the_clock() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Достар").await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    learn(&service, &aigul, "amandasu").await;
    let today = "{ viewer { today { newWords due } } }";
    let mut seen = Vec::new();
    for _ in 0..40 {
        let own = aigul.query(today, json!({})).await["viewer"]["today"].take();
        let progress = members(&dana, &club).await[1]["progress"].take();
        let shown = json!({"newWords": progress["newWordsToday"], "due": progress["due"]});
        assert_eq!(shown, own, "{}", service.clock.now());
        seen.push(own);
        service.clock.advance(Duration::hours(6));
    }
    assert_eq!(seen[0], json!({"newWords": 5, "due": 0}));
    assert_eq!(seen[39]["newWords"], 0);
    assert!(seen[39]["due"].as_u64().unwrap() > 0, "{seen:?}");
}

#[tokio::test]
async fn progress_is_computed_again_after_a_change_of_the_members_data() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Достар").await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    learn(&service, &aigul, "amandasu").await;
    let roster = async || service.statements(members(&dana, &club)).await;
    let reviews = |members: &Value| members[1]["progress"]["reviews"].as_u64().unwrap();
    let (first, computing) = roster().await;
    assert_eq!(reviews(&first), 20);
    assert_eq!(roster().await, (first, computing - 1), "it is known");

    let other = service.start_second().await;
    other.clock.advance(service.clock.now() - other.clock.now());
    learn(&other, &other.client().with_token(aigul.token()), "otbasy").await;
    service.clock.advance(other.clock.now() - service.clock.now());
    let (changed, statements) = roster().await;
    assert_eq!((reviews(&changed) > 20, statements), (true, computing), "another process has stored answers");

    let last = "{ viewer { reviews(first: 1) { edges { node { reviewId } } } } }";
    let last = aigul.query(last, json!({})).await["viewer"]["reviews"]["edges"][0]["node"]["reviewId"].take();
    let undo = "mutation($ids: [UUID!]!) { undoReviews(input: {reviewIds: $ids}) { errors { code } } }";
    assert_eq!(aigul.query(undo, json!({"ids": [last]})).await["undoReviews"]["errors"], json!([]));
    assert_eq!(reviews(&roster().await.0), reviews(&changed) - 1, "an undone review no longer counts");
}
