//! The cards of assigned words: created at the member's next request, and shown from the first day on.

use chrono::Duration;
use futures_util::future::join_all;
use serde_json::json;

use super::assignments::{UPDATE, WITHDRAW, assign, headwords, lesson, own, progress, words_in_queue};
use crate::support::club::{create_club, join, leader, learner, learners, leave, set_role};
use crate::support::service::Service;
use crate::support::sql::{commit_during, connect};
use crate::support::study::{first_of_queue, know_lessons, start_lesson};

#[tokio::test]
async fn new_cards_reach_other_devices_and_come_first_in_packs() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    let changes = "query($since: String) { viewer { changes(since: $since, first: 500) {
        cursor hasMore cards { id word { headword } } lessons { slug } words { headword } } } }";
    let before = aigul.query(changes, json!({})).await["viewer"]["changes"]["cursor"].take();
    let words = lesson(&dana, "otbasy").await["words"].take();
    assign(&dana, &club, json!({"wordIds": [words[0]["id"]], "until": "2026-11-24"})).await;

    let delta = aigul.query(changes, json!({"since": before})).await["viewer"]["changes"].take();
    let headword = &words[0]["headword"];
    let cards = delta["cards"].as_array().unwrap();
    assert_eq!(cards.len(), 2);
    assert!(cards.iter().all(|card| card["word"]["headword"] == *headword));
    assert!(
        delta["words"].as_array().unwrap().iter().any(|word| word["headword"] == *headword),
        "and of the course"
    );
    let again = aigul.query(changes, json!({"since": delta["cursor"]})).await["viewer"]["changes"].take();
    assert_eq!((&again["cards"], &again["words"]), (&json!([]), &json!([])));

    start_lesson(&aigul, "amandasu").await;
    let pack = "{ viewer { offlinePack(days: 7, first: 100) { items { card { word { headword } } } } } }";
    let found = aigul.query(pack, json!({})).await;
    let items = found["viewer"]["offlinePack"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 12);
    assert!(items[..2].iter().all(|item| item["card"]["word"]["headword"] == *headword));

    // A newly practised skill also applies to assigned words.
    let skills =
        "mutation { updateSettings(input: {skills: [RECOGNIZE, PRODUCE, LISTEN]}) { errors { code } } }";
    aigul.query(skills, json!({})).await;
    let found = aigul.query(pack, json!({})).await;
    let items = found["viewer"]["offlinePack"]["items"].as_array().unwrap();
    assert_eq!(items.iter().filter(|item| item["card"]["word"]["headword"] == *headword).count(), 3);
}

#[tokio::test]
async fn packs_have_assigned_words_before_the_many_cards_that_come_back_later() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    assert!(know_lessons(&aigul, 26).await >= 250);
    service.clock.advance(Duration::days(1));
    let words = lesson(&dana, "qandai").await["words"].take();
    assign(&dana, &club, json!({"wordIds": [words[4]["id"]], "until": "2026-11-29"})).await;
    start_lesson(&aigul, "qandai").await;
    let pack = "{ viewer { offlinePack(days: 14, first: 200) { hasMore items { card { phase word { headword } } } } } }";
    let pack = aigul.query(pack, json!({})).await["viewer"]["offlinePack"].take();
    assert_eq!(pack["hasMore"], true);
    let cards: Vec<_> = pack["items"].as_array().unwrap().iter().map(|item| &item["card"]).collect();
    assert_eq!(cards.len(), 200);
    assert!(cards[..10].iter().all(|card| card["phase"] == "NEW"), "{cards:#?}");
    assert!(cards[..2].iter().all(|card| card["word"]["headword"] == words[4]["headword"]), "{cards:#?}");
}

#[tokio::test]
async fn members_who_join_during_the_assignment_get_it_too() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let otbasy = lesson(&dana, "otbasy").await;
    let all = learners(&service, 20).await;
    let (joined, made) = tokio::join!(
        join_all(all.iter().map(|client| join(client, &club))),
        join_all((0..4).map(|_| assign(
            &dana,
            &club,
            json!({"lessonIds": [otbasy["id"]], "until": "2026-11-25"})
        )))
    );
    assert_eq!((joined.len(), made.len()), (20, 4));
    for client in &all {
        assert_eq!((own(client).await.len(), words_in_queue(client).await.len()), (4, 5));
    }
    assert_eq!(progress(&dana, &made[0]).await.len(), 20);
}

#[tokio::test]
async fn cards_are_created_at_the_members_next_request() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    join(&aigul, &club).await;
    service.clock.advance(Duration::minutes(1));
    let his = join(&berik, &club).await;
    let otbasy = lesson(&dana, "otbasy").await;
    let input = json!({"lessonIds": [otbasy["id"]], "until": "2026-11-25"});
    let made = assign(&dana, &club, input.clone()).await;
    let database = connect(&service.database.url).await.unwrap();
    let cards = async || {
        let count = database.query_one("SELECT count(*) FROM cards", &[]).await.unwrap();
        count.get::<_, i64>(0)
    };
    assert_eq!(cards().await, 0);
    let open = json!({"status": "OPEN", "words": 5, "wordsDone": 0, "doneOn": null, "isLate": false});
    let members = progress(&dana, &made).await;
    assert_eq!(
        members,
        [("aigul".to_owned(), open.clone()), ("berik".to_owned(), open)],
        "as if they had the cards already"
    );

    // Any request creates the cards, and several requests at once create them once.
    let ask = || aigul.query("{ viewer { nextDueAt } }", json!({}));
    tokio::join!(ask(), ask(), ask());
    assert_eq!(cards().await, 10);
    assert_eq!((words_in_queue(&aigul).await.len(), cards().await), (5, 10));

    // An assignment withdrawn before their next request gives them no cards.
    dana.query(WITHDRAW, json!({"id": made["id"]})).await;
    assert_eq!((words_in_queue(&berik).await.len(), cards().await), (0, 10));
    // Nor does one of a club that they have left; after they join again, it does.
    assign(&dana, &club, input).await;
    let remove = "mutation($id: ID!) { removeClubMember(input: {id: $id}) { errors { code } } }";
    dana.query(remove, json!({"id": his["id"]})).await;
    assert_eq!(words_in_queue(&berik).await.len(), 0);
    join(&berik, &club).await;
    assert_eq!((own(&berik).await.len(), words_in_queue(&berik).await.len()), (1, 5));
}

#[tokio::test]
async fn starting_a_lesson_shows_it_before_the_first_day_of_its_assignment() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    join(&aigul, &club).await;
    let (amandasu, otbasy) = (lesson(&dana, "amandasu").await, lesson(&dana, "otbasy").await);
    let later =
        json!({"lessonIds": [amandasu["id"], otbasy["id"]], "from": "2026-11-27", "until": "2026-11-30"});
    assign(&dana, &club, later).await;
    assert_eq!(words_in_queue(&aigul).await.len(), 0);
    start_lesson(&aigul, "amandasu").await;
    let now = words_in_queue(&aigul).await;
    assert_eq!(now.iter().collect::<Vec<_>>(), headwords(&amandasu["words"]), "the other lesson waits");
    let item = &first_of_queue(&aigul, 1).await[0];
    // Cards that the learner buried stay buried, though they start the lesson again.
    let bury = "mutation($id: ID!) { buryCards(input: {cardIds: [$id]}) { errors { code } } }";
    aigul.query(bury, json!({"id": item["card"]["id"]})).await;
    let left = first_of_queue(&aigul, 100).await.len();
    start_lesson(&aigul, "amandasu").await;
    assert_eq!((left, first_of_queue(&aigul, 100).await.len()), (9, 9));
    service.clock.advance(Duration::days(4));
    assert_eq!(words_in_queue(&aigul).await.len(), 10);
}

#[tokio::test]
async fn a_leader_who_becomes_a_member_gets_the_assignments_for_all() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let erlan = leader(&service, "erlan").await;
    let his = join(&erlan, &club).await;
    set_role(&dana, &his, "LEADER").await;
    let otbasy = lesson(&dana, "otbasy").await;
    let made = assign(&dana, &club, json!({"lessonIds": [otbasy["id"]], "until": "2026-11-25"})).await;
    assert_eq!(
        (own(&erlan).await.len(), words_in_queue(&erlan).await.len()),
        (0, 0),
        "leaders don't learn in it"
    );
    assert_eq!(progress(&dana, &made).await.len(), 0);
    assert_eq!(set_role(&dana, &his, "MEMBER").await["errors"], json!([]));
    assert_eq!((own(&erlan).await.len(), words_in_queue(&erlan).await.len()), (1, 5));
    assert_eq!(progress(&dana, &made).await.len(), 1);
}

#[tokio::test]
async fn a_member_whose_account_is_deleted_meanwhile_stops_no_assignment() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    join(&aigul, &club).await;
    join(&berik, &club).await;
    let otbasy = lesson(&dana, "otbasy").await;
    let delete = "DELETE FROM accounts WHERE email = 'aigul@example.kz'";
    let new = assign(&dana, &club, json!({"lessonIds": [otbasy["id"]], "until": "2026-11-25"}));
    let made = commit_during(&service.database.url, delete, new).await;
    assert_eq!(progress(&dana, &made).await.len(), 1);
    assert_eq!((own(&berik).await.len(), words_in_queue(&berik).await.len()), (1, 5));
}

#[tokio::test]
async fn of_two_assignments_of_a_word_the_first_to_begin_shows_it() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (before, after) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    join(&before, &club).await;
    join(&after, &club).await;
    let otbasy = lesson(&dana, "otbasy").await;
    let later = json!({"lessonIds": [otbasy["id"]], "from": "2026-11-28", "until": "2026-12-05"});
    let later = assign(&dana, &club, later).await;
    assert_eq!(words_in_queue(&before).await.len(), 0);
    dana.query(WITHDRAW, json!({"id": later["id"]})).await;
    assign(&dana, &club, json!({"lessonIds": [otbasy["id"]], "from": "2026-12-01", "until": "2026-12-03"}))
        .await;
    assign(&dana, &club, json!({"lessonIds": [otbasy["id"]], "until": "2026-12-20"})).await;
    // The cards of the one were made, and hidden, before; those of the other are made now.
    for client in [&before, &after] {
        assert_eq!(words_in_queue(client).await.len(), 5);
    }
}

#[tokio::test]
async fn the_cards_of_an_assignment_are_made_after_coming_back_to_the_club() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    let hers = join(&aigul, &club).await;
    let otbasy = lesson(&dana, "otbasy").await;
    let selected = json!({"lessonIds": [otbasy["id"]], "until": "2026-12-20", "membershipIds": [hers["id"]]});
    let assignment = assign(&dana, &club, selected).await;
    // A connection that sends no request between the assignment and the removal.
    let remove = "mutation($id: ID!) { removeClubMember(input: {id: $id}) { errors { code } } }";
    dana.query(remove, json!({"id": hers["id"]})).await;
    assert_eq!(own(&aigul).await.len(), 0);
    join(&aigul, &club).await;
    assert_eq!((own(&aigul).await.len(), words_in_queue(&aigul).await.len()), (1, 5));
    assert_eq!(progress(&dana, &assignment).await[0].1["words"], 5);
    leave(&aigul, &club).await;
}

#[tokio::test]
async fn an_assignment_for_all_that_goes_on_reaches_those_who_joined_after_its_end() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    join(&learner(&service, "aigul").await, &club).await;
    let otbasy = lesson(&dana, "otbasy").await;
    let assignment = assign(&dana, &club, json!({"lessonIds": [otbasy["id"]], "until": "2026-11-24"})).await;
    service.clock.advance(Duration::days(3));
    let berik = learner(&service, "berik").await;
    join(&berik, &club).await;
    assert_eq!(own(&berik).await.len(), 0);
    let longer = json!({"input": {"id": assignment["id"], "until": "2026-12-20"}});
    assert_eq!(dana.query(UPDATE, longer).await["updateAssignment"]["errors"], json!([]));
    assert_eq!((own(&berik).await.len(), words_in_queue(&berik).await.len()), (1, 5));
    assert_eq!(progress(&dana, &assignment).await.len(), 2);
}
