//! An admin merges two accounts of one pupil: the log of the kept one is the union of both, and everything else follows.

use std::collections::BTreeSet;

use chrono::Duration;
use dostyq::app::Caller;
use dostyq::app::accounts::{self, delete_due_accounts};
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::club::{CREATE, create_club, join, join_sharing, leader, learner, problem};
use crate::support::service::Service;
use crate::support::sql::{commit_during, connect};
use crate::support::study::{assert_counts_are_right, learn, queue, rate, start_lesson, submit};

const MERGE: &str = "mutation($from: ID!, $into: ID!) {
    mergeAccounts(input: {fromAccountId: $from, intoAccountId: $into}) { managedAccount { accountId email } errors { code path } }
}";
/// Replays all cards with an option that no due date depends on, and returns how many due dates moved.
const REPLAY: &str = "mutation { updateScheduling(input: {maximumIntervalDays: 36499, reschedule: true}) {
    movedCards errors { code } } }";

async fn admin(service: &Service) -> Client {
    service.register_with_role("admin@example.kz", Role::Admin).await
}

async fn merge(client: &Client, from: &Value, into: &Value) -> Value {
    client.query(MERGE, json!({"from": from, "into": into})).await["mergeAccounts"].take()
}

/// Rates all cards that are due.
async fn rate_all(service: &Service, client: &Client, rating: &str) {
    let items = queue(client).await;
    let reviews: Vec<Value> =
        items.iter().map(|item| rate(service.clock.now(), &item["card"]["id"], rating)).collect();
    submit(client, &reviews).await;
}

async fn reviews(service: &Service) -> Vec<String> {
    let database = connect(&service.database.url).await.unwrap();
    let rows = database.query("SELECT id::text FROM reviews ORDER BY id", &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn the_kept_account_has_the_replay_of_both_logs_and_right_counts() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let dana = leader(&service, "dana").await;
    let (first, second) =
        (create_club(&service, &dana, "7 сынып").await, create_club(&service, &dana, "8 сынып").await);
    let (old, new) = (learner(&service, "old").await, learner(&service, "new").await);
    join_sharing(&old, &first, &["RESULTS"]).await;
    service.clock.advance(Duration::minutes(1));
    join(&old, &second).await;
    join_sharing(&new, &first, &[]).await;
    // Both study the same lesson, one of them another one, too, on interleaved days.
    learn(&service, &old, "amandasu").await;
    service.clock.advance(Duration::days(1));
    learn(&service, &new, "amandasu").await;
    learn(&service, &old, "otbasy").await;
    service.clock.advance(Duration::days(3));
    rate_all(&service, &old, "AGAIN").await;
    service.clock.advance(Duration::days(2));
    rate_all(&service, &new, "GOOD").await;
    // Cards that neither has reviewed.
    start_lesson(&old, "ui").await;
    service.clock.advance(Duration::minutes(1));
    start_lesson(&new, "ui").await;
    let before = reviews(&service).await;

    admin.reauthenticate().await;
    let (from, into) = (old.account_id().await, new.account_id().await);
    let merged = merge(&admin, &from, &into).await;

    assert_eq!(
        merged,
        json!({"managedAccount": {"accountId": into, "email": "new@example.kz"}, "errors": []})
    );
    assert_eq!(reviews(&service).await, before, "the union of both logs");
    assert_counts_are_right(&service).await;
    let replayed = new.query(REPLAY, json!({})).await["updateScheduling"].take();
    assert_eq!(replayed, json!({"movedCards": 0, "errors": []}), "the state is the replay already");
    let database = connect(&service.database.url).await.unwrap();
    let cards = "SELECT count(*), count(DISTINCT learner_id), count(DISTINCT (word_id, skill)) FROM cards";
    let row = database.query_one(cards, &[]).await.unwrap();
    assert_eq!((row.get::<_, i64>(0), row.get::<_, i64>(1)), (row.get(2), 1));

    let own = "{ viewer { clubMemberships { edges { node { shares club { name } } } }
        clubAccessLog { pageInfo { hasNextPage } } } }";
    let own = new.query(own, json!({})).await["viewer"]["clubMemberships"]["edges"].take();
    assert_eq!(
        own,
        json!([
            {"node": {"shares": [], "club": {"name": "7 сынып"}}},
            {"node": {"shares": ["ACTIVITY", "RESULTS"], "club": {"name": "8 сынып"}}},
        ]),
        "what the kept account shares stays"
    );
    let ended = old.execute("{ viewer { id } }", json!({})).await;
    assert_eq!(ended.code(), "UNAUTHENTICATED", "the sessions of the other account have ended");
    // The kept account goes on.
    service.clock.advance(Duration::days(1));
    rate_all(&service, &new, "GOOD").await;
    assert_counts_are_right(&service).await;
}

/// What moves to the kept account. Editors and leaders are among them, since a learner may have had another role.
const MOVED: [&str; 21] = [
    "assignment_members.learner_id",
    "card_resets.learner_id",
    "cards.learner_id",
    "club_access_log.learner_id",
    "club_join_requests.learner_id",
    "club_memberships.learner_id",
    "club_notes.author_id",
    "contest_entries.learner_id",
    "contests.created_by",
    "course_starts.learner_id",
    "learner_words.learner_id",
    "lesson_starts.learner_id",
    "practice_answers.learner_id",
    "proposals.decided_by",
    "proposals.proposer_id",
    "review_voids.learner_id",
    "reviews.learner_id",
    "revisions.editor_id",
    "word_lists.learner_id",
    "word_reports.learner_id",
    "word_reports.resolved_by",
];
/// Counts that are made anew from the log of the kept account.
const RECOUNTED: [&str; 3] =
    ["lesson_counts.learner_id", "study_days.learner_id", "word_attempts.learner_id"];
/// Logins and settings: those of the kept account stay. Log entries no longer name the merged account.
const ENDS: [&str; 16] = [
    "account_log.account_id",
    "account_log.actor_id",
    "club_access_log.leader_id",
    "email_links.account_id",
    "email_outbox.account_id",
    "known_devices.account_id",
    "learners.learner_id",
    "login_codes.account_id",
    "login_codes.leader_id",
    "optimization_jobs.learner_id",
    "passkey_challenges.account_id",
    "passkeys.account_id",
    "push_subscriptions.learner_id",
    "recovery_codes.account_id",
    "scheduling_presets.learner_id",
    "sessions.account_id",
];

#[tokio::test]
async fn each_reference_to_an_account_moves_is_recounted_or_ends_with_it() {
    let service = Service::start().await;
    let database = connect(&service.database.url).await.unwrap();
    let references = "SELECT conrelid::regclass::text || '.' || attname FROM pg_constraint
        JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
        WHERE contype = 'f' AND (confrelid = 'accounts'::regclass
            OR confrelid = 'cards'::regclass AND attname = 'learner_id') ORDER BY 1";
    let rows = database.query(references, &[]).await.unwrap();
    let found: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
    let known = MOVED.iter().chain(&RECOUNTED).chain(&ENDS);
    assert_eq!(found, known.map(|name| (*name).to_owned()).collect(), "decide what merging does with it");
}

#[tokio::test]
async fn notes_and_meanings_of_the_learner_move_unless_the_kept_account_has_its_own() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let (old, new) = (learner(&service, "old").await, learner(&service, "new").await);
    let words =
        "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { words { id } } }";
    let words = new.query(words, json!({})).await["lesson"]["words"].take();
    let write = async |client: &Client, word: usize, note: &str, meaning: Option<&str>| {
        let document = "mutation($input: UpdateLearnerWordInput!) { updateLearnerWord(input: $input) { errors { code } } }";
        let mut input = json!({"wordId": words[word]["id"], "note": note});
        if let Some(meaning) = meaning {
            input["synonyms"] = json!([{"language": "ru", "texts": [meaning]}]);
        }
        let written = client.query(document, json!({"input": input})).await;
        assert_eq!(written["updateLearnerWord"]["errors"], json!([]));
    };
    write(&old, 0, "ескі", Some("моё")).await;
    write(&new, 0, "", Some("новое")).await;
    write(&old, 1, "ескі", Some("моё")).await;
    write(&new, 1, "жаңа", None).await;
    write(&old, 2, "ескі", None).await;
    write(&new, 2, "жаңа", None).await;
    write(&new, 2, "", None).await;

    admin.reauthenticate().await;
    merge(&admin, &old.account_id().await, &new.account_id().await).await;

    let database = connect(&service.database.url).await.unwrap();
    let rows = "SELECT note, synonyms::text FROM learner_words JOIN words ON words.id = word_id ORDER BY words.position";
    let rows = database.query(rows, &[]).await.unwrap();
    let kept: Vec<(Option<String>, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let expected = [
        (Some("ескі"), "{\"ru\": [\"новое\"]}"),
        (Some("жаңа"), "{\"ru\": [\"моё\"]}"),
        (Some("ескі"), "{}"),
    ];
    assert_eq!(kept, expected.map(|(note, own)| (note.map(str::to_owned), own.to_owned())));
}

#[tokio::test]
async fn an_account_that_is_kept_is_no_longer_about_to_be_deleted() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let (old, new) = (learner(&service, "old").await, learner(&service, "new").await);
    learn(&service, &old, "amandasu").await;
    let before = reviews(&service).await;
    let (from, into) = (old.account_id().await, new.account_id().await);
    new.reauthenticate().await;
    let asked = new.query("mutation { deleteAccount { errors { code } } }", json!({})).await;
    assert_eq!(asked["deleteAccount"]["errors"], json!([]));

    admin.reauthenticate().await;
    assert_eq!(merge(&admin, &from, &into).await["errors"], json!([]));
    service.clock.advance(Duration::days(15));
    assert_eq!(delete_due_accounts(&service.services).await.unwrap(), 0);
    assert_eq!(reviews(&service).await, before);
}

/// Asks to join a club, and returns the payload.
async fn ask(client: &Client, club: &Value) -> Value {
    let document = "mutation($id: ID!) { requestToJoinClub(input: {clubId: $id}) {
        clubJoinRequest { id status } errors { code path } } }";
    client.query(document, json!({"id": club["id"]})).await["requestToJoinClub"].take()
}

#[tokio::test]
async fn open_requests_move_unless_the_kept_account_is_or_becomes_a_member() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let dana = leader(&service, "dana").await;
    let parasat = dana.query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await;
    let mut clubs = Vec::new();
    for name in ["тек бірі", "екеуі", "мүше", "мүше болған"] {
        let input = json!({"name": name, "organization": parasat["organization"]["id"], "requests": true});
        let created = dana.query(CREATE, input).await["createClub"].take();
        assert_eq!(created["errors"], json!([]));
        clubs.push(created["club"].clone());
    }
    let [one, both, member, joined] = &clubs[..] else { panic!("four clubs") };
    let (old, new) = (learner(&service, "old").await, learner(&service, "new").await);
    for club in [one, both, member] {
        assert_eq!(ask(&old, club).await["errors"], json!([]));
    }
    for club in [both, joined] {
        assert_eq!(ask(&new, club).await["errors"], json!([]));
    }
    join(&new, member).await;
    join(&old, joined).await;

    admin.reauthenticate().await;
    let (from, into) = (old.account_id().await, new.account_id().await);
    assert_eq!(merge(&admin, &from, &into).await["errors"], json!([]));
    let own = "{ viewer { clubJoinRequests { edges { node { clubName status } } }
        clubMemberships { edges { node { club { name } } } } } }";
    let own = new.query(own, json!({})).await["viewer"].take();
    let mut requests: Vec<(&Value, &Value)> = own["clubJoinRequests"]["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| (&edge["node"]["clubName"], &edge["node"]["status"]))
        .collect();
    requests.sort_by_key(|(name, _)| name.to_string());
    let open = json!("OPEN");
    assert_eq!(requests, [(&json!("екеуі"), &open), (&json!("тек бірі"), &open)]);
    assert_eq!(own["clubMemberships"]["edges"].as_array().unwrap().len(), 2);
    // A leader sees each of them once, and can decide it.
    let waiting =
        "query($id: ID!) { club(by: {id: $id}) { joinRequests { edges { node { id displayName } } } } }";
    for (club, expected) in [(one, 1), (both, 1), (member, 0), (joined, 0)] {
        let found = dana.query(waiting, json!({"id": club["id"]})).await["club"].take();
        assert_eq!(found["joinRequests"]["edges"].as_array().unwrap().len(), expected, "{club:#}");
    }
}

#[tokio::test]
async fn nothing_is_merged_into_an_account_that_nobody_can_log_in_to() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let (old, new) = (learner(&service, "old").await, learner(&service, "new").await);
    let (from, into) = (old.account_id().await, new.account_id().await);
    let caller = Caller::anonymous(&service.services);
    accounts::set_disabled(&caller, "new@example.kz", true).await.unwrap();
    assert_eq!(problem(&merge(&admin, &from, &into).await), ("ACCOUNT_DISABLED", "intoAccountId"));
    assert_eq!(old.account_id().await, from, "nothing was changed");
    // In the other direction, the disabled account is the one that is merged away.
    assert_eq!(merge(&admin, &into, &from).await["errors"], json!([]));
    assert_eq!(old.account_id().await, from);
}

#[tokio::test]
async fn only_admins_merge_and_only_learners_are_merged() {
    let service = Service::start().await;
    let admin = admin(&service).await;
    let (aigul, berik) = (learner(&service, "aigul").await, leader(&service, "berik").await);
    let (hers, his) = (aigul.account_id().await, berik.account_id().await);
    assert_eq!(problem(&merge(&berik, &hers, &his).await), ("FORBIDDEN", ""));
    assert_eq!(problem(&merge(&admin, &his, &hers).await), ("FORBIDDEN", "fromAccountId"));
    let promote = "UPDATE accounts SET role = 'leader' WHERE email = 'aigul@example.kz'";
    let promoted = commit_during(&service.database.url, promote, merge(&admin, &hers, &his)).await;
    assert_eq!(problem(&promoted), ("FORBIDDEN", "fromAccountId"), "nor who becomes a leader meanwhile");
    service.set_role("aigul@example.kz", Role::Learner).await;
    assert_eq!(problem(&merge(&admin, &hers, &hers).await), ("MERGE_INTO_SELF", "intoAccountId"));
    assert_eq!(problem(&merge(&admin, &json!("x"), &hers).await), ("NOT_FOUND", "fromAccountId"));
    assert_eq!(problem(&merge(&admin, &hers, &json!("x")).await), ("NOT_FOUND", "intoAccountId"));
    service.clock.advance(Duration::minutes(16));
    assert_eq!(problem(&merge(&admin, &hers, &his).await), ("REAUTHENTICATION_REQUIRED", ""));
    admin.reauthenticate().await;
    assert_eq!(merge(&admin, &hers, &his).await["errors"], json!([]), "into a leader's account");
}
