//! The operations of the app, in the order in which a learner, a leader and a pupil come to them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use super::clubs::club;
use super::{Table, answers, lesson_id, web_editor};
use crate::support::client::{Client, PASSWORD};
use crate::support::device::subscription;
use crate::support::mail::MailFolder;
use crate::support::passkey::Device;
use crate::support::second_factor::code as totp_code;
use crate::support::service::Service;
use crate::support::study::new_id;
use crate::web_operations;

/// The operations of the app that leaders of clubs use.
const LEADING: [&str; 28] = [
    "clubs",
    "create-club",
    "organizations",
    "update-club",
    "club",
    "club-invitations",
    "send-club-note",
    "club-notes",
    "create-club-invitation",
    "revoke-club-invitation",
    "import-club-members",
    "decide-join-request",
    "assignment-choices",
    "create-assignment",
    "assignments",
    "withdraw-assignment",
    "club-insight",
    "club-lessons",
    "taught-lessons",
    "club-readiness",
    "club-members",
    "set-club-member-alias",
    "create-member-login-code",
    "archive-club",
    "unarchive-club",
    "reauthenticate",
    "delete-club",
    "delete-account",
];

/// Returns the id of a new request to join a new club of the leader.
async fn join_request(service: &Service, leader: &Client) -> Value {
    let found = leader.query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await;
    let open = "mutation($id: ID!) { createClub(input: {name: \"Парасат\", organizationId: $id, acceptsJoinRequests: true}) { club { id } } }";
    let created = leader.query(open, json!({"id": found["organization"]["id"]})).await;
    let request = "mutation($id: ID!) { requestToJoinClub(input: {clubId: $id}) { clubJoinRequest { id } } }";
    let person = service.client().register("web-asker@example.kz").await;
    let asked = person.query(request, json!({"id": created["createClub"]["club"]["id"]})).await;
    asked["requestToJoinClub"]["clubJoinRequest"]["id"].clone()
}

/// Answers a word wrong, and returns the id of the review.
async fn wrong_review(service: &Service, learner: &Client, word: &Value) -> Value {
    let id = new_id();
    let review = json!({
        "reviewId": id, "wordId": word, "skill": "PRODUCE", "reviewedAt": service.clock.now(), "durationMs": 4_000,
        "answer": {"text": "қайырлы күн"},
    });
    let submit = "mutation($input: SubmitReviewsInput!) { submitReviews(input: $input) { results { error { code } } } }";
    let submitted = learner.query(submit, json!({"input": {"reviews": [review]}})).await;
    assert_eq!(submitted["submitReviews"]["results"], json!([{"error": null}]));
    id
}

/// Creates a contest between clubs, and returns its id.
async fn contest(service: &Service, lesson: &Value) -> Value {
    let editor = service.register_with_role("web-holder@example.kz", Role::Editor).await;
    let event = editor.query("{ event(by: {slug: \"abai-readings\"}) { id } }", json!({})).await;
    let today = service.clock.now().date_naive();
    let input = json!({
        "eventId": event["event"]["id"], "lessonIds": [lesson], "teams": "CLUB",
        "from": today, "until": today + Duration::days(30),
    });
    let create = "mutation($input: CreateContestInput!) { createContest(input: $input) { contest { id } } }";
    let created = editor.query(create, json!({"input": input})).await;
    created["createContest"]["contest"]["id"].clone()
}

/// The default of `--max-account-cost-per-minute`.
const DEFAULT_BUDGET: u64 = 2_000_000;

/// The address of a device at a push service.
const PUSH_ENDPOINT: &str = "https://push.example.org/x";

/// The operations of the app, in an order in which each has what it needs.
const WEB_OPERATIONS: [&str; 95] = [
    "trial-lesson",
    "trial",
    "register",
    "log-in",
    "today",
    "course",
    "server-time",
    "start-lesson",
    "lesson",
    "offline-pack",
    "changes",
    "introduce-words",
    "submit-reviews",
    "word",
    "update-word",
    "report-gloss",
    "challenge-grade",
    "undo-reviews",
    "practice",
    "submit-practice",
    "invited-club",
    "import-word-list",
    "word-lists",
    "word-list",
    "update-word-list",
    "start-word-list",
    "delete-word-list",
    "join-club",
    "progress",
    "settings",
    "club-access-log",
    "pause-study",
    "update-settings",
    "workload",
    "update-scheduling",
    "request-email-verification",
    "verify-email",
    "request-email-change",
    "confirm-email-change",
    "update-club-sharing",
    "clubs",
    "create-club",
    "organizations",
    "update-club",
    "open-clubs",
    "club",
    "club-invitations",
    "send-club-note",
    "club-notes",
    "create-club-invitation",
    "revoke-club-invitation",
    "import-club-members",
    "decide-join-request",
    "assignment-choices",
    "create-assignment",
    "assignments",
    "withdraw-assignment",
    "club-insight",
    "club-lessons",
    "taught-lessons",
    "club-readiness",
    "contests",
    "enter-contest",
    "contest",
    "leave-contest",
    "register-with-club-code",
    "club-members",
    "set-club-member-alias",
    "create-member-login-code",
    "log-in-with-code",
    "leave-club",
    "request-to-join-club",
    "archive-club",
    "unarchive-club",
    "reauthenticate",
    "delete-club",
    "delete-account",
    "second-factor",
    "start-totp",
    "confirm-totp",
    "create-recovery-codes",
    "disable-totp",
    "start-passkey-registration",
    "register-passkey",
    "passkeys",
    "start-passkey-login",
    "log-in-with-passkey",
    "remove-passkey",
    "change-password",
    "account-log",
    "subscribe-to-push",
    "unsubscribe-from-push",
    "log-out",
    "request-password-reset",
    "reset-password",
];

/// Counts the operations of the app, in the order in which a learner comes to them. None costs too much: each of
/// them succeeds.
#[expect(clippy::too_many_lines, reason = "what each operation leaves for the next ones")]
pub(super) async fn count(table: &mut Table<'_>, mail: &MailFolder) {
    let documents = web_operations::operations();
    let service = table.service;
    let leader = service.client().register("web-leader@example.kz").await;
    let (_, code) = club(service, &leader, "web-leader@example.kz").await;
    let account = json!({"email": "web@example.kz", "password": PASSWORD});
    let anyone = service.client();
    let mut learner = anyone.register("web-first@example.kz").await;
    let lesson = lesson_id(&learner, "amandasu").await;
    let mut registration = account.clone();
    registration["displayName"] = json!("Айгүл");
    // The ids that the responses have brought so far.
    let (mut word, mut review, mut club) = (Value::Null, Value::Null, Value::Null);
    let (mut assignment, mut invitation, mut list) = (Value::Null, Value::Null, Value::Null);
    let mut organization = Value::Null;
    let mut cursor = Value::Null;
    let contest = contest(service, &lesson).await;
    let (mut pupil, mut login_code) = (Value::Null, Value::Null);
    let (mut totp_secret, mut recovery_code) = (String::new(), Value::Null);
    let (mut device, mut passkey_options, mut passkey) = (Device::new(), Value::Null, Value::Null);
    let mut counted = BTreeSet::new();
    let before = table.cost;
    for name in WEB_OPERATIONS {
        let variables = match name {
            "trial" => json!({"lessonId": lesson}),
            "register" => json!({"input": registration}),
            "log-in" => json!({"input": account}),
            "start-lesson" => json!({"input": {"lessonId": lesson}}),
            "lesson" => json!({"id": lesson}),
            "subscribe-to-push" => json!({"input": subscription(PUSH_ENDPOINT)}),
            "unsubscribe-from-push" => json!({"input": {"endpoint": PUSH_ENDPOINT}}),
            "offline-pack" => json!({"days": 14}),
            "changes" => json!({"since": cursor}),
            "submit-reviews" => {
                let reviews = answers(service, &learner, 1).await;
                review = reviews[0]["reviewId"].clone();
                json!({"input": {"reviews": reviews}})
            }
            "introduce-words" => json!({"input": {"introductions": [{"wordId": word}]}}),
            "word" => json!({"id": word}),
            "update-word" => json!({"input": {"wordId": word, "note": "сәлем!"}}),
            "report-gloss" => {
                json!({"input": {"wordId": word, "language": "ru", "gloss": "привет", "reason": "x"}})
            }
            "challenge-grade" => json!({"input": {"reviewId": wrong_review(service, &learner, &word).await}}),
            "undo-reviews" => json!({"input": {"reviewIds": [review]}}),
            "submit-practice" => json!({"input": {"answers": []}}),
            "workload" => json!({"input": {"desiredRetentions": [0.8, 0.85, 0.9, 0.95], "days": 91}}),
            "update-scheduling" => json!({"input": {"desiredRetention": 0.9}}),
            "invited-club" => json!({"inviteCode": code}),
            "send-club-note" => json!({"input": {"clubId": club, "text": "Сәлем, достар!"}}),
            "club-readiness" => json!({"id": club, "on": "2026-12-16", "lessonIds": [lesson]}),
            "contest" => json!({"id": contest}),
            "enter-contest" => json!({"input": {"contestId": contest, "nameDisplay": "INITIALS"}}),
            "leave-contest" => json!({"input": {"contestId": contest}}),
            "set-club-member-alias" => json!({"input": {"id": pupil, "alias": "Айгүл, 7б"}}),
            "word-list" => json!({"id": list}),
            "update-word-list" => json!({"input": {"id": list, "name": "Үй іші"}}),
            "import-word-list" => json!({"input": {"table": "үй\nқол"}}),
            "start-word-list" | "delete-word-list" => json!({"input": {"id": list}}),
            "join-club" => json!({"input": {"inviteCode": code, "shares": ["ACTIVITY"]}}),
            "progress" => json!({"from": "2025-11-24", "to": "2026-11-23", "monthAgo": "2026-10-24"}),
            "pause-study" => json!({"input": {"until": null}}),
            "update-settings" => json!({"input": {"dailyGoal": 10}}),
            "request-email-verification" => {
                // Discards the messages of all registrations so far.
                mail.receive(service).await;
                json!({})
            }
            "verify-email" => json!({"input": {"token": mail.token(service, "verify").await}}),
            "request-email-change" => json!({"input": {"newEmail": "web@example.org"}}),
            "confirm-email-change" => json!({"input": {"token": mail.token(service, "change").await}}),
            "request-password-reset" => json!({"input": {"email": "web@example.org"}}),
            "reset-password" => {
                json!({"input": {"token": mail.token(service, "reset").await, "newPassword": PASSWORD}})
            }
            "update-club-sharing" => json!({"input": {"clubId": club, "shares": ["RESULTS"]}}),
            "create-club" => json!({"input": {"name": "Шаңырақ"}}),
            "update-club" => {
                json!({"input": {"id": club, "organizationId": organization, "acceptsJoinRequests": true}})
            }
            "open-clubs" => json!({"slug": "parasat"}),
            "club" | "club-invitations" | "club-notes" | "assignment-choices" | "assignments"
            | "club-lessons" => {
                json!({"id": club})
            }
            "club-members" => json!({"id": club, "search": "айгүл"}),
            "archive-club" | "unarchive-club" | "delete-club" => json!({"input": {"id": club}}),
            "register-with-club-code" => {
                json!({"input": {"inviteCode": code, "displayName": "Айгүл", "username": "aigul7", "password": PASSWORD}})
            }
            "create-member-login-code" => json!({"input": {"membershipId": pupil}}),
            "log-in-with-code" => {
                json!({"input": {"username": "aigul7", "code": login_code, "newPassword": PASSWORD}})
            }
            "reauthenticate" => json!({"input": {"password": PASSWORD}}),
            "create-club-invitation" | "leave-club" | "request-to-join-club" => {
                json!({"input": {"clubId": club}})
            }
            "revoke-club-invitation" => json!({"input": {"id": invitation}}),
            "import-club-members" => json!({"input": {"clubId": club, "csv": "name\nАсан\nБолат"}}),
            "decide-join-request" => {
                json!({"input": {"id": join_request(service, &leader).await, "accept": true}})
            }
            "create-assignment" => {
                let until = (service.clock.now() + Duration::days(8)).date_naive();
                json!({"input": {"clubId": club, "lessonIds": [lesson], "until": until}})
            }
            "withdraw-assignment" => json!({"input": {"id": assignment}}),
            "confirm-totp" => json!({"input": {"code": totp_code(&totp_secret, service.clock.now())}}),
            "disable-totp" => json!({"input": {"code": recovery_code}}),
            "register-passkey" => {
                json!({"input": {"name": "Телефон", "credential": device.create(&passkey_options)}})
            }
            "start-passkey-login" => json!({"input": {"purpose": "LOG_IN"}}),
            "log-in-with-passkey" => json!({"input": {"credential": device.get(&passkey_options)}}),
            "remove-passkey" => json!({"input": {"id": passkey}}),
            "change-password" => json!({"input": {"currentPassword": PASSWORD, "newPassword": PASSWORD}}),
            "club-insight" => json!({"id": club, "from": "2026-10-25", "to": "2026-11-23"}),
            _ => json!({}),
        };
        let client = match name {
            _ if LEADING.contains(&name) => &leader,
            "request-password-reset" | "reset-password" => &anyone,
            _ => &learner,
        };
        let data = count_operation(table, client, &documents, name, variables).await;
        match name {
            "log-in" => learner = anyone.with_token(data["logIn"]["session"]["token"].as_str().unwrap()),
            "offline-pack" => {
                word = data["viewer"]["offlinePack"]["words"][0]["id"].clone();
                cursor = data["viewer"]["offlinePack"]["cursor"].clone();
            }
            "word-lists" => list = data["viewer"]["wordLists"]["edges"][0]["node"]["id"].clone(),
            "start-totp" => data["startTotp"]["secret"].as_str().unwrap().clone_into(&mut totp_secret),
            "start-passkey-registration" => {
                passkey_options = data["startPasskeyRegistration"]["options"].clone();
            }
            "start-passkey-login" => passkey_options = data["startPasskeyLogin"]["options"].clone(),
            "passkeys" => passkey = data["viewer"]["passkeys"][0]["id"].clone(),
            "create-recovery-codes" => {
                recovery_code = data["createRecoveryCodes"]["recoveryCodes"][0].clone();
            }
            "organizations" => organization = data["organizations"]["edges"][0]["node"]["id"].clone(),
            "join-club" => club = data["joinClub"]["club"]["id"].clone(),
            "club-members" => {
                let members = data["club"]["members"]["edges"].as_array().unwrap();
                let found = members.iter().find(|edge| edge["node"]["username"] == "aigul7").unwrap();
                pupil = found["node"]["id"].clone();
            }
            "create-member-login-code" => login_code = data["createMemberLoginCode"]["code"].clone(),
            "create-assignment" => assignment = data["createAssignment"]["assignment"]["id"].clone(),
            "create-club-invitation" => {
                invitation = data["createClubInvitation"]["clubInvitation"]["id"].clone();
            }
            _ => {}
        }
        counted.insert(name.to_owned());
    }
    counted.extend(web_editor::count(table, &documents).await);
    // A subscription: `assignment_progress.rs` counts the statements of its events.
    counted.insert("assignment-progress".to_owned());
    assert_eq!(counted, documents.into_keys().collect(), "count each operation of the app");
    let cost = table.cost - before;
    assert!(
        cost * 5 < DEFAULT_BUDGET,
        "all screens of the app cost {cost}, so people might meet their budget"
    );
}

/// Counts an operation, which must succeed.
pub(super) async fn count_operation(
    table: &mut Table<'_>,
    client: &Client,
    documents: &BTreeMap<String, String>,
    name: &str,
    variables: Value,
) -> Value {
    let data = table.count(format!("web: {name}"), client, &documents[name], variables).await;
    for payload in data.as_object().unwrap().values() {
        assert!(payload["errors"].as_array().is_none_or(Vec::is_empty), "{name}: {data:#}");
    }
    data
}
