//! Assignments: assigned words come first in the members' queues, and leaders see who has done them, on time or late.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::club::{create_club, join, join_sharing, leader, learner, leave, problem, set_role};
use crate::support::service::Service;
use crate::support::study::{first_of_queue, outcomes, review, right_answer, start_lesson, submit};

const ASSIGN: &str = "mutation($input: CreateAssignmentInput!) { createAssignment(input: $input) {
    assignment { id note from until timeZone endsAt forAll withdrawnAt lessons { slug } words { headword }
        viewerProgress { status } club { id } }
    errors { code path }
} }";

const OWN: &str = "{ viewer { assignments { edges { node {
    id note club { name } viewerProgress { status words wordsDone doneOn isLate } progress { edges { cursor } }
} } } } }";

const PROGRESS: &str =
    "query($id: ID!) { node(id: $id) { ... on Assignment { withdrawnAt viewerProgress { status }
    progress { edges { node { displayName } progress { status words wordsDone doneOn isLate } } }
} } }";

const OF_CLUB: &str = "query($id: ID!) { club(by: {id: $id}) { assignments { edges { node { id } } } } }";

pub(super) const UPDATE: &str = "mutation($input: UpdateAssignmentInput!) { updateAssignment(input: $input) {
    assignment { note until } errors { code path }
} }";

pub(super) const WITHDRAW: &str = "mutation($id: ID!) { withdrawAssignment(input: {id: $id}) {
    assignment { withdrawnAt } errors { code path }
} }";

const LESSON: &str =
    "query($slug: String!) { lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) {
    id words { id headword } } }";

pub(super) async fn lesson(client: &Client, slug: &str) -> Value {
    client.query(LESSON, json!({"slug": slug})).await["lesson"].take()
}

pub(super) fn headwords(words: &Value) -> Vec<&Value> {
    words.as_array().unwrap().iter().map(|word| &word["headword"]).collect()
}

/// Tries to create an assignment in a club, and returns the payload.
async fn try_to_assign(leader: &Client, club: &Value, mut input: Value) -> Value {
    input["clubId"] = club["id"].clone();
    leader.query(ASSIGN, json!({"input": input})).await["createAssignment"].take()
}

pub(super) async fn assign(leader: &Client, club: &Value, input: Value) -> Value {
    let mut created = try_to_assign(leader, club, input).await;
    assert_eq!(created["errors"], json!([]));
    created["assignment"].take()
}

/// Returns the client's own assignments.
pub(super) async fn own(client: &Client) -> Vec<Value> {
    let found = client.query(OWN, json!({})).await;
    let edges = found["viewer"]["assignments"]["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"].clone()).collect()
}

pub(super) async fn own_status(client: &Client) -> Value {
    own(client).await.first().map_or(Value::Null, |own| own["viewerProgress"]["status"].clone())
}

/// Returns each member's progress, as a leader sees it.
pub(super) async fn progress(client: &Client, assignment: &Value) -> Vec<(String, Value)> {
    let found = client.query(PROGRESS, json!({"id": assignment["id"]})).await;
    let edges = found["node"]["progress"]["edges"].as_array().unwrap().clone();
    let name = |edge: &Value| edge["node"]["displayName"].as_str().unwrap().replace("@example.kz", "");
    edges.iter().map(|edge| (name(edge), edge["progress"].clone())).collect()
}

async fn of_club(client: &Client, club: &Value) -> Value {
    client.query(OF_CLUB, json!({"id": club["id"]})).await["club"]["assignments"]["edges"].take()
}

/// Returns the words in the queue, each once.
pub(super) async fn words_in_queue(client: &Client) -> Vec<Value> {
    let mut words: Vec<Value> = first_of_queue(client, 100)
        .await
        .iter()
        .map(|item| item["card"]["word"]["headword"].clone())
        .collect();
    let mut returned = Vec::new();
    words.retain(|word| {
        !returned.contains(word) && {
            returned.push(word.clone());
            true
        }
    });
    words
}

/// Answers each of the words once.
pub(super) async fn answer(service: &Service, client: &Client, words: &[&Value]) {
    let queue = first_of_queue(client, 100).await;
    let items = queue.iter().filter(|item| words.contains(&&item["card"]["word"]["headword"]));
    let reviews: Vec<Value> = items.map(|item| review(service, item, &right_answer(item))).collect();
    let submitted = submit(client, &reviews).await;
    assert_eq!(outcomes(&submitted), vec!["ACCEPTED"; reviews.len()]);
}

#[tokio::test]
async fn assigned_words_come_first_and_the_leader_sees_who_has_done_them() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (aigul, berik, gulnar) = (
        learner(&service, "aigul").await,
        learner(&service, "berik").await,
        learner(&service, "gulnar").await,
    );
    join(&aigul, &club).await;
    service.clock.advance(Duration::minutes(1));
    join_sharing(&gulnar, &club, &["ACTIVITY"]).await;
    start_lesson(&aigul, "amandasu").await;
    let (assigned, other) = (lesson(&dana, "otbasy").await, lesson(&dana, "amandasu").await);
    service.clock.advance(Duration::minutes(1));

    let input = json!({"lessonIds": [assigned["id"]], "until": "2026-11-25", "note": " Дүйсенбіге дейін "});
    let created = assign(&dana, &club, input).await;
    assert_eq!((&created["from"], &created["until"]), (&json!("2026-11-23"), &json!("2026-11-25")));
    assert_eq!((&created["note"], &created["forAll"]), (&json!("Дүйсенбіге дейін"), &json!(true)));
    assert_eq!(
        (&created["lessons"], &created["club"]),
        (&json!([{"slug": "otbasy"}]), &json!({"id": club["id"]}))
    );
    assert_eq!(headwords(&created["words"]), headwords(&assigned["words"]));
    assert_eq!(created["viewerProgress"], json!(null), "it is not for her");

    // A member who joins now gets the assignment, too.
    service.clock.advance(Duration::minutes(1));
    join(&berik, &club).await;
    let words = headwords(&assigned["words"]);
    for client in [&aigul, &berik, &gulnar] {
        let mine = own(client).await;
        let nothing = json!({"status": "OPEN", "words": 5, "wordsDone": 0, "doneOn": null, "isLate": false});
        assert_eq!((mine.len(), &mine[0]["viewerProgress"]), (1, &nothing));
        assert_eq!(
            (&mine[0]["id"], &mine[0]["progress"]),
            (&created["id"], &json!(null)),
            "only leaders see others"
        );
        assert_eq!(words_in_queue(client).await[..5].iter().collect::<Vec<_>>(), words);
        assert_eq!(of_club(client, &club).await, json!([{"node": {"id": created["id"]}}]));
    }
    assert_eq!(
        words_in_queue(&aigul).await[5..].iter().collect::<Vec<_>>(),
        headwords(&other["words"]),
        "her own come behind"
    );

    answer(&service, &aigul, &words).await;
    answer(&service, &gulnar, &words).await;
    answer(&service, &berik, &words[..2]).await;
    let done = json!({"status": "DONE", "words": 5, "wordsDone": 5, "doneOn": "2026-11-23", "isLate": false});
    let begun = json!({"status": "OPEN", "words": 5, "wordsDone": 2, "doneOn": null, "isLate": false});
    assert_eq!(own(&aigul).await[0]["viewerProgress"], done);
    let members = progress(&dana, &created).await;
    let statuses: Vec<(&str, &Value)> =
        members.iter().map(|(name, progress)| (name.as_str(), progress)).collect();
    assert_eq!(
        statuses,
        [("aigul", &done), ("berik", &begun), ("gulnar", &json!(null))],
        "she shares no results"
    );

    // Learned words also come back first.
    start_lesson(&berik, "amandasu").await;
    let first = headwords(&other["words"]);
    answer(&service, &berik, &first).await;
    service.clock.advance(Duration::minutes(11));
    let due = words_in_queue(&berik).await;
    assert!(words[..2].iter().all(|word| due[..2].contains(word)), "{due:?}");

    let log = "{ viewer { clubAccessLog { edges { node { subject accessedBy } } } } }";
    let entry = json!([{"node": {"subject": "ASSIGNMENT", "accessedBy": "dana@example.kz"}}]);
    for (client, entries) in [(&aigul, &entry), (&berik, &entry), (&gulnar, &json!([]))] {
        let found = client.query(log, json!({})).await;
        assert_eq!(&found["viewer"]["clubAccessLog"]["edges"], entries);
    }
}

#[tokio::test]
async fn an_assignment_for_some_does_not_exist_for_others() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    let membership = join(&aigul, &club).await;
    join(&berik, &club).await;
    let erlan = leader(&service, "erlan").await;
    let other = create_club(&service, &erlan, "Ұлағат").await;
    let otbasy = lesson(&dana, "otbasy").await;
    let input =
        json!({"lessonIds": [otbasy["id"]], "membershipIds": [membership["id"]], "until": "2026-11-25"});
    let created = assign(&dana, &club, input).await;
    assert_eq!(created["forAll"], false);
    assert_eq!((own(&aigul).await.len(), own(&berik).await.len()), (1, 0));
    assert_eq!(progress(&dana, &created).await.len(), 1);
    assert_eq!(words_in_queue(&berik).await, [] as [Value; 0]);
    assert_eq!(of_club(&berik, &club).await, json!([]));

    let nobody = service.client();
    for (caller, client) in [("a member", &berik), ("another leader", &erlan), ("nobody", &nobody)] {
        let response = client.query(PROGRESS, json!({"id": created["id"]})).await;
        assert_eq!(response["node"], json!(null), "{caller}");
    }
    let response = aigul.query(PROGRESS, json!({"id": created["id"]})).await;
    assert_eq!(
        (&response["node"]["viewerProgress"]["status"], &response["node"]["progress"]),
        (&json!("OPEN"), &json!(null))
    );
    let update = json!({"input": {"id": created["id"], "note": "x"}});
    let create = json!({"lessonIds": [otbasy["id"]], "until": "2026-11-25"});
    for (caller, client) in
        [("a member with the assignment", &aigul), ("a member", &berik), ("another leader", &erlan)]
    {
        let refused = client.query(UPDATE, update.clone()).await;
        assert_eq!(problem(&refused["updateAssignment"]), ("NOT_FOUND", "id"), "{caller}");
        let refused = client.query(WITHDRAW, json!({"id": created["id"]})).await;
        assert_eq!(problem(&refused["withdrawAssignment"]), ("NOT_FOUND", "id"), "{caller}");
        assert_eq!(
            problem(&try_to_assign(client, &club, create.clone()).await),
            ("NOT_FOUND", "clubId"),
            "{caller}"
        );
    }
    assert_eq!(nobody.execute(UPDATE, update).await.code(), "UNAUTHENTICATED");
    assert_eq!(nobody.execute(WITHDRAW, json!({"id": created["id"]})).await.code(), "UNAUTHENTICATED");

    // It ends with the membership, and returns with it; the cards stay.
    leave(&aigul, &club).await;
    assert_eq!((own(&aigul).await.len(), progress(&dana, &created).await.len()), (0, 0));
    assert_eq!(words_in_queue(&aigul).await.len(), 5);
    join(&aigul, &other).await;
    assert_eq!(own(&aigul).await.len(), 0);
    assert_eq!(erlan.query(PROGRESS, json!({"id": created["id"]})).await["node"], json!(null));
}

#[tokio::test]
async fn an_assignment_can_be_changed_and_withdrawn() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    join(&aigul, &club).await;
    start_lesson(&aigul, "amandasu").await;
    service.clock.advance(Duration::minutes(1));
    let otbasy = lesson(&dana, "otbasy").await;
    let created = assign(&dana, &club, json!({"lessonIds": [otbasy["id"]], "until": "2026-11-25"})).await;

    let update = async |input: Value| {
        let mut input = input;
        input["id"] = created["id"].clone();
        dana.query(UPDATE, json!({"input": input})).await["updateAssignment"].take()
    };
    let updated = update(json!({"note": "тағы бір апта", "until": "2026-12-02"})).await;
    assert_eq!(updated["assignment"], json!({"note": "тағы бір апта", "until": "2026-12-02"}));
    let updated = update(json!({"note": null})).await;
    assert_eq!(updated["assignment"], json!({"note": null, "until": "2026-12-02"}));
    for (input, refused) in [
        (json!({"until": "2026-11-22"}), ("INVALID_DEADLINE", "until")),
        (json!({"until": "2027-11-25"}), ("INVALID_DEADLINE", "until")),
        (json!({"until": "next week"}), ("INVALID_DATE", "until")),
        (json!({"note": "a\u{7}"}), ("INVALID_NOTE", "note")),
    ] {
        assert_eq!(problem(&update(input.clone()).await), refused, "{input}");
    }

    assert_eq!(words_in_queue(&aigul).await.len(), 10, "she has created a request and got the cards");
    let mut withdrawn = Vec::new();
    for _ in 0..2 {
        let done = dana.query(WITHDRAW, json!({"id": created["id"]})).await["withdrawAssignment"].take();
        assert_eq!(done["errors"], json!([]));
        withdrawn.push(done["assignment"]["withdrawnAt"].clone());
        service.clock.advance(Duration::minutes(1));
    }
    assert!(withdrawn[0].is_string() && withdrawn[0] == withdrawn[1], "the first time counts");
    assert_eq!(problem(&update(json!({"note": "x"})).await), ("ASSIGNMENT_WITHDRAWN", ""));
    assert_eq!(own(&aigul).await.len(), 0);
    assert_eq!(of_club(&aigul, &club).await, json!([]));
    assert_eq!(aigul.query(PROGRESS, json!({"id": created["id"]})).await["node"], json!(null));
    assert_eq!(of_club(&dana, &club).await, json!([{"node": {"id": created["id"]}}]), "leaders still see it");
    let amandasu = lesson(&dana, "amandasu").await;
    assert_eq!(words_in_queue(&aigul).await[..5].iter().collect::<Vec<_>>(), headwords(&amandasu["words"]));
    assert_eq!(words_in_queue(&aigul).await.len(), 10, "the cards stay");
    join(&berik, &club).await;
    assert_eq!(
        (own(&berik).await.len(), words_in_queue(&berik).await.len()),
        (0, 0),
        "a later request gives no cards"
    );
}

#[tokio::test]
async fn an_invalid_assignment_is_refused() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    let membership = join(&aigul, &club).await;
    let erlan = leader(&service, "erlan").await;
    let second = join(&erlan, &club).await;
    set_role(&dana, &second, "LEADER").await;
    let slugs = "{ course(by: {slug: \"kunine-bes-soz\"}) { lessons { id words { id } } } }";
    let course = dana.query(slugs, json!({})).await["course"].take();
    let lessons: Vec<&Value> = course["lessons"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let word = &course["lessons"][0]["words"][0]["id"];
    assert!(lessons.len() > 10);
    let until = "2026-11-25";
    for (input, refused) in [
        (json!({"until": until}), ("INVALID_ASSIGNMENT_SIZE", "wordIds")),
        (json!({"until": until, "lessonIds": lessons[..11]}), ("INVALID_ASSIGNMENT_SIZE", "lessonIds")),
        (json!({"until": until, "lessonIds": [word]}), ("NOT_FOUND", "lessonIds")),
        (json!({"until": until, "lessonIds": ["nonsense"]}), ("NOT_FOUND", "lessonIds")),
        (json!({"until": until, "wordIds": [lessons[0]]}), ("NOT_FOUND", "wordIds")),
        (json!({"until": "2026-11-22", "wordIds": [word]}), ("INVALID_DEADLINE", "until")),
        (json!({"until": "2027-11-26", "wordIds": [word]}), ("INVALID_DEADLINE", "until")),
        (json!({"until": until, "from": "2026-11-26", "wordIds": [word]}), ("INVALID_DEADLINE", "until")),
        (json!({"until": until, "from": "26.11.2026", "wordIds": [word]}), ("INVALID_DATE", "from")),
        (json!({"until": "2026-11-31", "wordIds": [word]}), ("INVALID_DATE", "until")),
        (json!({"until": until, "wordIds": [word], "note": "ә".repeat(2_001)}), ("INVALID_NOTE", "note")),
        (json!({"until": until, "wordIds": [word], "membershipIds": []}), ("REQUIRED", "membershipIds")),
        (json!({"until": until, "wordIds": [word], "membershipIds": [word]}), ("NOT_FOUND", "membershipIds")),
        (
            json!({"until": until, "wordIds": [word], "membershipIds": [membership["id"], second["id"]]}),
            ("NOT_FOUND", "membershipIds"),
        ),
    ] {
        assert_eq!(problem(&try_to_assign(&dana, &club, input.clone()).await), refused, "{input}");
    }
    assert_eq!(of_club(&dana, &club).await, json!([]));
    for _ in 0..30 {
        assign(&dana, &club, json!({"until": until, "wordIds": [word, word]})).await;
    }
    let refused = try_to_assign(&erlan, &club, json!({"until": until, "wordIds": [word]})).await;
    assert_eq!(problem(&refused), ("TOO_MANY_ASSIGNMENTS", ""));
}
