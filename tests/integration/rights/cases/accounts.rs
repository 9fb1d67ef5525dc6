//! Accounts, sessions, and nodes by id.

use serde_json::json;

use super::super::case::{Case, mutation, node, own_mutation, own_query, query};
use crate::support::client::PASSWORD;
use crate::support::device::subscription;

#[expect(clippy::too_many_lines, reason = "one list of cases")]
pub(super) fn cases() -> Vec<Case> {
    let log_in = |password: &str| {
        let input = json!({"email": "@the member's e-mail", "password": password});
        own_mutation("logIn", "the member's account", "session { expiresAt }", input)
            .about_fixture("the member's e-mail")
    };
    vec![
        node("node: Account", "the member's account"),
        node("Query.node", "the member's account"),
        query("Query.nodes", "the member's account", "query($id: ID!) { nodes(ids: [$id]) { id } }")
            .at("/nodes/0"),
        node("node: Viewer", "the member as the viewer"),
        own_query("Viewer.id", "own", "{ viewer { id } }"),
        own_query("Query.viewer", "own", "{ viewer { account { id } } }"),
        own_query("Viewer.account", "own", "{ viewer { account { id } } }"),
        own_query("Viewer.sessions", "own", "{ viewer { sessions { isCurrent } } }").at("/viewer/sessions"),
        own_query("Viewer.passkeys", "own, none", "{ viewer { passkeys { id } } }")
            .at("/viewer/passkeys")
            .for_nobody(),
        own_query("Viewer.accountLog", "own", "{ viewer { accountLog { pageInfo { hasNextPage } } } }")
            .at("/viewer/accountLog"),
        node("node: ManagedAccount", "the member's account as admins see it"),
        node("node: AccountLogEntry", "an entry about the member's account"),
        own_query(
            "Query.accounts",
            "all accounts",
            "{ accounts(first: 100) { edges { node { id accountId } } } }",
        )
        .expecting("the member's account"),
        mutation(
            "setAccountRole",
            "the member's account",
            "managedAccount { id }",
            json!({"accountId": "@the member's account", "role": "LEADER"}),
        ),
        mutation(
            "setAccountDisabled",
            "the member's account",
            "managedAccount { id }",
            json!({"accountId": "@the member's account", "disabled": true}),
        ),
        own_query("Query.accountLog", "all accounts", "{ accountLog { pageInfo { hasNextPage } } }"),
        mutation(
            "resetSecondFactor",
            "the member's account",
            "managedAccount { id }",
            json!({"accountId": "@the member's account"}),
        ),
        mutation(
            "mergeAccounts",
            "the member's account",
            "managedAccount { id }",
            json!({"fromAccountId": "@the member's account", "intoAccountId": "@the other leader's account"}),
        ),
        own_query("Query.webhooks", "all webhooks", "{ webhooks { url } }"),
        own_mutation(
            "createWebhook",
            "a new webhook",
            "webhook { url }",
            json!({"url": "https://hooks.example.org/{role}"}),
        )
        .changing_data(),
        own_mutation("deleteWebhook", "an unknown webhook", "deletedWebhookId", json!({"id": "x"}))
            .for_nobody(),
        own_mutation("endSession", "an unknown session", "deletedAccountSessionId", json!({"id": "x"}))
            .for_nobody(),
        own_query(
            "Mutation.endOtherSessions",
            "own",
            "mutation { endOtherSessions { endedSessions errors { code } } }",
        )
        .changing_data(),
        own_mutation("reauthenticate", "own", "viewer { id }", json!({"password": PASSWORD})),
        own_query("Mutation.startTotp", "own", "mutation { startTotp { secret errors { code } } }")
            .changing_data(),
        own_mutation("confirmTotp", "own, not started", "recoveryCodes", json!({"code": "123456"}))
            .for_nobody(),
        own_mutation("disableTotp", "own, turned off", "viewer { id }", json!({"code": "123456"}))
            .for_nobody(),
        own_query(
            "Mutation.createRecoveryCodes",
            "own, turned off",
            "mutation { createRecoveryCodes { recoveryCodes errors { code } } }",
        )
        .for_nobody(),
        own_query(
            "Mutation.startPasskeyRegistration",
            "own",
            "mutation { startPasskeyRegistration { options errors { code } } }",
        )
        .changing_data(),
        own_mutation(
            "registerPasskey",
            "own, not started",
            "passkey { id }",
            json!({"name": "x", "credential": {}}),
        )
        .for_nobody(),
        own_mutation("removePasskey", "an unknown passkey", "deletedPasskeyId", json!({"id": "x"}))
            .for_nobody(),
        own_mutation("startPasskeyLogin", "own", "options", json!({"purpose": "LOG_IN"})).changing_data(),
        own_mutation(
            "logInWithPasskey",
            "an unknown passkey",
            "session { expiresAt }",
            json!({"credential": {}}),
        )
        .for_nobody(),
        own_query(
            "Mutation.deleteAccount",
            "own",
            "mutation { deleteAccount { deletionDueAt errors { code } } }",
        )
        .changing_data(),
        own_query(
            "Mutation.requestEmailVerification",
            "own",
            "mutation { requestEmailVerification { viewer { id } errors { code } } }",
        )
        .changing_data(),
        own_mutation("verifyEmail", "an unknown link", "email", json!({"token": "x"})).for_nobody(),
        own_mutation("requestEmailChange", "own", "viewer { id }", json!({"newEmail": "{role}@other.kz"}))
            .changing_data(),
        own_mutation("confirmEmailChange", "an unknown link", "email", json!({"token": "x"})).for_nobody(),
        own_mutation(
            "requestPasswordReset",
            "the member's account",
            "",
            json!({"email": "@the member's e-mail"}),
        )
        .about_fixture("the member's e-mail")
        .changing_data(),
        own_mutation(
            "resetPassword",
            "an unknown link",
            "email",
            json!({"token": "x", "newPassword": PASSWORD}),
        )
        .for_nobody(),
        own_query("Viewer.settings", "own", "{ viewer { settings { timeZone } } }"),
        own_mutation(
            "register",
            "own",
            "session { expiresAt }",
            json!({"email": "{role}@new.kz", "password": PASSWORD, "displayName": "x"}),
        ),
        mutation(
            "registerWithClubCode",
            "the invite code of club A",
            "session { expiresAt }",
            json!({"inviteCode": "@the invite code of club A", "displayName": "x", "password": PASSWORD}),
        ),
        own_mutation(
            "logInWithCode",
            "an unknown code",
            "session { expiresAt }",
            json!({"username": "nobody", "code": "00000-00000", "newPassword": PASSWORD}),
        )
        .for_nobody(),
        log_in(PASSWORD),
        Case {
            object: "the member's account, with a wrong password".to_owned(),
            ..log_in("көп жылдан кейін")
        }
        .for_nobody(),
        own_query("Mutation.logOut", "own", "mutation { logOut { errors { code } } }").changing_data(),
        own_mutation(
            "changePassword",
            "own",
            "viewer { account { id } }",
            json!({"currentPassword": PASSWORD, "newPassword": PASSWORD}),
        ),
        own_query("Query.pushPublicKey", "the service's", "{ pushPublicKey }"),
        own_mutation(
            "subscribeToPush",
            "own",
            "viewer { id }",
            subscription("https://push.example.org/{role}"),
        ),
        own_mutation(
            "unsubscribeFromPush",
            "own",
            "viewer { id }",
            json!({"endpoint": "https://push.example.org/{role}"}),
        ),
        own_mutation("updateSettings", "own", "viewer { account { id } }", json!({"dailyGoal": 7})),
    ]
}
