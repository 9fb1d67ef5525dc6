//! Pupils without an e-mail address.

use serde_json::{Value, json};

use super::client::{Client, PASSWORD};
use super::service::Service;

const REGISTER: &str = "mutation($input: RegisterWithClubCodeInput!) { registerWithClubCode(input: $input) {
    session { token } viewer { account { id email username displayName role } }
    club { id viewerMembership { id shares alias username } } errors { code path }
} }";
const CREATE_CODE: &str = "mutation($id: ID!) { createMemberLoginCode(input: {membershipId: $id}) {
    code username expiresAt errors { code path }
} }";
const LOG_IN_WITH_CODE: &str = "mutation($input: LogInWithCodeInput!) { logInWithCode(input: $input) {
    session { token } viewer { account { username } } revokedDeletion errors { code path }
} }";

/// Registers an account by a club's code, and returns the payload.
pub(crate) async fn register(service: &Service, input: Value) -> Value {
    service.client().query(REGISTER, json!({"input": input})).await["registerWithClubCode"].take()
}

/// Registers a pupil with this user name in the club, and returns their client and membership.
pub(crate) async fn pupil(service: &Service, club: &Value, username: &str) -> (Client, Value) {
    let input = json!({
        "inviteCode": club["inviteCode"], "displayName": "Айгүл", "username": username, "password": PASSWORD,
        "shares": ["ACTIVITY", "RESULTS"],
    });
    let done = register(service, input).await;
    assert_eq!(done["errors"], json!([]));
    let client = service.client().with_token(done["session"]["token"].as_str().unwrap());
    (client.without_teaching().await, done["club"]["viewerMembership"].clone())
}

/// Creates the code by which a member without an e-mail address logs in once, and returns the payload.
pub(crate) async fn create_code(leader: &Client, membership: &Value) -> Value {
    leader.query(CREATE_CODE, json!({"id": membership["id"]})).await["createMemberLoginCode"].take()
}

/// Logs in with such a code and a new password, and returns the payload.
pub(crate) async fn log_in_with_code(
    service: &Service,
    username: &str,
    code: &Value,
    password: &str,
) -> Value {
    let input = json!({"username": username, "code": code, "newPassword": password});
    service.client().query(LOG_IN_WITH_CODE, json!({"input": input})).await["logInWithCode"].take()
}
