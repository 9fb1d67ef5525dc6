//! A leader has members learn words, who find them first in their queue; and sees who has done it, late or not.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::club::{create_club, join, join_sharing, leader, learner, leave, problem, set_role};
use crate::support::service::Service;
use crate::support::study::{first_of_queue, outcomes, review, right_answer, start_lesson, submit};

const ASSIGN: &str = "mutation($input: CreateAssignmentInput!) { createAssignment(input: $input) {
    assignment { id note from until forAll withdrawnAt lessons { slug } words { headword }
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

const UPDATE: &str = "mutation($input: UpdateAssignmentInput!) { updateAssignment(input: $input) {
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

/// What came of assigning this in a club.
async fn try_to_assign(leader: &Client, club: &Value, mut input: Value) -> Value {
    input["clubId"] = club["id"].clone();
    leader.query(ASSIGN, json!({"input": input})).await["createAssignment"].take()
}

pub(super) async fn assign(leader: &Client, club: &Value, input: Value) -> Value {
    let mut made = try_to_assign(leader, club, input).await;
    assert_eq!(made["errors"], json!([]));
    made["assignment"].take()
}

/// The assignments that are the client's own.
pub(super) async fn own(client: &Client) -> Vec<Value> {
    let found = client.query(OWN, json!({})).await;
    let edges = found["viewer"]["assignments"]["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"].clone()).collect()
}

async fn own_status(client: &Client) -> Value {
    own(client).await.first().map_or(Value::Null, |own| own["viewerProgress"]["status"].clone())
}

/// How far each member is, as a leader sees it.
pub(super) async fn progress(client: &Client, assignment: &Value) -> Vec<(String, Value)> {
    let found = client.query(PROGRESS, json!({"id": assignment["id"]})).await;
    let edges = found["node"]["progress"]["edges"].as_array().unwrap().clone();
    let name = |edge: &Value| edge["node"]["displayName"].as_str().unwrap().replace("@example.kz", "");
    edges.iter().map(|edge| (name(edge), edge["progress"].clone())).collect()
}

async fn of_club(client: &Client, club: &Value) -> Value {
    client.query(OF_CLUB, json!({"id": club["id"]})).await["club"]["assignments"]["edges"].take()
}

/// The words that the queue asks for, each once.
pub(super) async fn asked(client: &Client) -> Vec<Value> {
    let mut words: Vec<Value> = first_of_queue(client, 100)
        .await
        .iter()
        .map(|item| item["card"]["word"]["headword"].clone())
        .collect();
    let mut seen = Vec::new();
    words.retain(|word| {
        !seen.contains(word) && {
            seen.push(word.clone());
            true
        }
    });
    words
}

/// Answers each of the words once.
async fn answer(service: &Service, client: &Client, words: &[&Value]) {
    let queue = first_of_queue(client, 100).await;
    let asked = queue.iter().filter(|item| words.contains(&&item["card"]["word"]["headword"]));
    let reviews: Vec<Value> = asked.map(|item| review(service, item, &right_answer(item))).collect();
    let submitted = submit(client, &reviews).await;
    assert_eq!(outcomes(&submitted), vec!["ACCEPTED"; reviews.len()]);
}

#[tokio::test]
async fn what_is_assigned_comes_first_and_the_leader_sees_who_has_done_it() {
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
    let made = assign(&dana, &club, input).await;
    assert_eq!((&made["from"], &made["until"]), (&json!("2026-11-23"), &json!("2026-11-25")));
    assert_eq!((&made["note"], &made["forAll"]), (&json!("Дүйсенбіге дейін"), &json!(true)));
    assert_eq!((&made["lessons"], &made["club"]), (&json!([{"slug": "otbasy"}]), &json!({"id": club["id"]})));
    assert_eq!(headwords(&made["words"]), headwords(&assigned["words"]));
    assert_eq!(made["viewerProgress"], json!(null), "it is not for her");

    // Somebody who joins now gets it, too.
    service.clock.advance(Duration::minutes(1));
    join(&berik, &club).await;
    let words = headwords(&assigned["words"]);
    for client in [&aigul, &berik, &gulnar] {
        let mine = own(client).await;
        let nothing = json!({"status": "OPEN", "words": 5, "wordsDone": 0, "doneOn": null, "isLate": false});
        assert_eq!((mine.len(), &mine[0]["viewerProgress"]), (1, &nothing));
        assert_eq!(
            (&mine[0]["id"], &mine[0]["progress"]),
            (&made["id"], &json!(null)),
            "only leaders see others"
        );
        assert_eq!(asked(client).await[..5].iter().collect::<Vec<_>>(), words);
        assert_eq!(of_club(client, &club).await, json!([{"node": {"id": made["id"]}}]));
    }
    assert_eq!(
        asked(&aigul).await[5..].iter().collect::<Vec<_>>(),
        headwords(&other["words"]),
        "her own come behind"
    );

    answer(&service, &aigul, &words).await;
    answer(&service, &gulnar, &words).await;
    answer(&service, &berik, &words[..2]).await;
    let done = json!({"status": "DONE", "words": 5, "wordsDone": 5, "doneOn": "2026-11-23", "isLate": false});
    let begun = json!({"status": "OPEN", "words": 5, "wordsDone": 2, "doneOn": null, "isLate": false});
    assert_eq!(own(&aigul).await[0]["viewerProgress"], done);
    let seen = progress(&dana, &made).await;
    let told: Vec<(&str, &Value)> = seen.iter().map(|(name, progress)| (name.as_str(), progress)).collect();
    assert_eq!(
        told,
        [("aigul", &done), ("gulnar", &json!(null)), ("berik", &begun)],
        "she shares no results"
    );

    // What was learned once comes back first, too.
    start_lesson(&berik, "amandasu").await;
    let first = headwords(&other["words"]);
    answer(&service, &berik, &first).await;
    service.clock.advance(Duration::minutes(11));
    let due = asked(&berik).await;
    assert!(words[..2].iter().all(|word| due[..2].contains(word)), "{due:?}");

    let looks = "{ viewer { clubAccessLog { edges { node { subject accessedBy } } } } }";
    let look = json!([{"node": {"subject": "ASSIGNMENT", "accessedBy": "dana@example.kz"}}]);
    for (client, seen) in [(&aigul, &look), (&berik, &look), (&gulnar, &json!([]))] {
        let found = client.query(looks, json!({})).await;
        assert_eq!(&found["viewer"]["clubAccessLog"]["edges"], seen);
    }
}

#[tokio::test]
async fn an_assignment_begins_and_ends_by_each_members_own_days() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    let zone = "mutation { updateSettings(input: {timeZone: \"America/Los_Angeles\"}) { errors { code } } }";
    // There it is the evening of the 22nd.
    berik.query(zone, json!({})).await;
    for client in [&aigul, &berik] {
        join(client, &club).await;
        service.clock.advance(Duration::minutes(1));
    }
    let words = lesson(&dana, "amandasu").await["words"].take();
    let input = json!({"wordIds": [words[0]["id"], words[1]["id"]], "until": "2026-11-24"});
    let today = assign(&dana, &club, input).await;
    assert_eq!((&today["lessons"], headwords(&today["words"]).len()), (&json!([]), 2));
    let input = json!({"wordIds": [words[2]["id"]], "from": "2026-11-25", "until": "2026-11-25"});
    assign(&dana, &club, input).await;

    assert_eq!((own_status(&aigul).await, own_status(&berik).await), (json!("OPEN"), json!("UPCOMING")));
    assert_eq!(
        (asked(&aigul).await.len(), asked(&berik).await.len()),
        (2, 0),
        "what begins later is not shown"
    );
    assert_eq!(own(&aigul).await[1]["viewerProgress"]["status"], "UPCOMING");
    service.clock.advance(Duration::hours(7));
    assert_eq!((own_status(&berik).await, asked(&berik).await.len()), (json!("OPEN"), 2));

    // At 23:30Z of the 24th, in Almaty it is the 25th.
    service.clock.advance(Duration::minutes(34 * 60 + 28));
    assert_eq!(asked(&aigul).await.len(), 3);
    let told = progress(&dana, &today).await;
    let statuses: Vec<&Value> = told.iter().map(|(_, progress)| &progress["status"]).collect();
    assert_eq!(statuses, [&json!("MISSED"), &json!("OPEN")]);
    for client in [&aigul, &berik] {
        answer(&service, client, &headwords(&today["words"])).await;
    }
    let told = progress(&dana, &today).await;
    let fields = |index: usize| {
        let progress = &told[index].1;
        (progress["status"].clone(), progress["doneOn"].clone(), progress["isLate"].clone())
    };
    assert_eq!(fields(0), (json!("LATE"), json!("2026-11-25"), json!(true)));
    assert_eq!(fields(1), (json!("DONE"), json!("2026-11-24"), json!(false)));
    assert_eq!(own(&aigul).await.len(), 1, "what is past is no longer listed");
    assert_eq!(own_status(&aigul).await, "OPEN");
}

#[tokio::test]
async fn an_assignment_for_some_is_not_there_for_others() {
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
    let made = assign(&dana, &club, input).await;
    assert_eq!(made["forAll"], false);
    assert_eq!((own(&aigul).await.len(), own(&berik).await.len()), (1, 0));
    assert_eq!(progress(&dana, &made).await.len(), 1);
    assert_eq!(asked(&berik).await, [] as [Value; 0]);
    assert_eq!(of_club(&berik, &club).await, json!([]));

    let nobody = service.client();
    for (who, client) in [("a member", &berik), ("another leader", &erlan), ("nobody", &nobody)] {
        let seen = client.query(PROGRESS, json!({"id": made["id"]})).await;
        assert_eq!(seen["node"], json!(null), "{who}");
    }
    let seen = aigul.query(PROGRESS, json!({"id": made["id"]})).await;
    assert_eq!(
        (&seen["node"]["viewerProgress"]["status"], &seen["node"]["progress"]),
        (&json!("OPEN"), &json!(null))
    );
    let update = json!({"input": {"id": made["id"], "note": "x"}});
    let create = json!({"lessonIds": [otbasy["id"]], "until": "2026-11-25"});
    for (who, client) in [("whom it is for", &aigul), ("a member", &berik), ("another leader", &erlan)] {
        let refused = client.query(UPDATE, update.clone()).await;
        assert_eq!(problem(&refused["updateAssignment"]), ("NOT_FOUND", "id"), "{who}");
        let refused = client.query(WITHDRAW, json!({"id": made["id"]})).await;
        assert_eq!(problem(&refused["withdrawAssignment"]), ("NOT_FOUND", "id"), "{who}");
        assert_eq!(
            problem(&try_to_assign(client, &club, create.clone()).await),
            ("NOT_FOUND", "clubId"),
            "{who}"
        );
    }
    assert_eq!(nobody.execute(UPDATE, update).await.code(), "UNAUTHENTICATED");
    assert_eq!(nobody.execute(WITHDRAW, json!({"id": made["id"]})).await.code(), "UNAUTHENTICATED");

    // It ends with the membership, and is there again with it; the cards stay.
    leave(&aigul, &club).await;
    assert_eq!((own(&aigul).await.len(), progress(&dana, &made).await.len()), (0, 0));
    assert_eq!(asked(&aigul).await.len(), 5);
    join(&aigul, &other).await;
    assert_eq!(own(&aigul).await.len(), 0);
    assert_eq!(erlan.query(PROGRESS, json!({"id": made["id"]})).await["node"], json!(null));
}

#[tokio::test]
async fn an_assignment_is_changed_and_withdrawn() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    join(&aigul, &club).await;
    start_lesson(&aigul, "amandasu").await;
    service.clock.advance(Duration::minutes(1));
    let otbasy = lesson(&dana, "otbasy").await;
    let made = assign(&dana, &club, json!({"lessonIds": [otbasy["id"]], "until": "2026-11-25"})).await;

    let update = async |input: Value| {
        let mut input = input;
        input["id"] = made["id"].clone();
        dana.query(UPDATE, json!({"input": input})).await["updateAssignment"].take()
    };
    let updated = update(json!({"note": "тағы бір апта", "until": "2026-12-02"})).await;
    assert_eq!(updated["assignment"], json!({"note": "тағы бір апта", "until": "2026-12-02"}));
    let updated = update(json!({"note": null})).await;
    assert_eq!(updated["assignment"], json!({"note": null, "until": "2026-12-02"}));
    for (input, refused) in [
        (json!({"until": "2026-11-22"}), ("INVALID_DEADLINE", "until")),
        (json!({"until": "2027-11-25"}), ("INVALID_DEADLINE", "until")),
        (json!({"note": "a\u{7}"}), ("INVALID_NOTE", "note")),
    ] {
        assert_eq!(problem(&update(input.clone()).await), refused, "{input}");
    }

    assert_eq!(asked(&aigul).await.len(), 10, "she has come, and got the cards");
    let mut withdrawn = Vec::new();
    for _ in 0..2 {
        let done = dana.query(WITHDRAW, json!({"id": made["id"]})).await["withdrawAssignment"].take();
        assert_eq!(done["errors"], json!([]));
        withdrawn.push(done["assignment"]["withdrawnAt"].clone());
        service.clock.advance(Duration::minutes(1));
    }
    assert!(withdrawn[0].is_string() && withdrawn[0] == withdrawn[1], "the first time counts");
    assert_eq!(problem(&update(json!({"note": "x"})).await), ("ASSIGNMENT_WITHDRAWN", ""));
    assert_eq!(own(&aigul).await.len(), 0);
    assert_eq!(of_club(&aigul, &club).await, json!([]));
    assert_eq!(aigul.query(PROGRESS, json!({"id": made["id"]})).await["node"], json!(null));
    assert_eq!(of_club(&dana, &club).await, json!([{"node": {"id": made["id"]}}]), "leaders see that it was");
    let amandasu = lesson(&dana, "amandasu").await;
    assert_eq!(asked(&aigul).await[..5].iter().collect::<Vec<_>>(), headwords(&amandasu["words"]));
    assert_eq!(asked(&aigul).await.len(), 10, "the cards stay");
    join(&berik, &club).await;
    assert_eq!((own(&berik).await.len(), asked(&berik).await.len()), (0, 0), "who comes later gets none");
}

#[tokio::test]
async fn an_assignment_that_cannot_be_is_not_made() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    let membership = join(&aigul, &club).await;
    let erlan = learner(&service, "erlan").await;
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
