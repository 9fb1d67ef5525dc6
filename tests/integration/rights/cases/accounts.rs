//! Accounts, sessions, and anything by its id.

use serde_json::json;

use super::super::case::{Case, node, open, own_mutation, query};
use crate::support::client::PASSWORD;

pub(super) fn cases() -> Vec<Case> {
    let log_in = |password: &str| {
        let input = json!({"email": "@the member's e-mail", "password": password});
        own_mutation("logIn", "the member's account", "session { expiresAt }", input)
            .of_thing("the member's e-mail")
    };
    vec![
        node("node: Account", "the member's account"),
        node("Query.node", "the member's account"),
        query("Query.nodes", "the member's account", "query($id: ID!) { nodes(ids: [$id]) { id } }")
            .at("/nodes/0"),
        open("Query.viewer", "own", "{ viewer { account { id } } }"),
        open("Viewer.account", "own", "{ viewer { account { id } } }"),
        open("Viewer.settings", "own", "{ viewer { settings { timeZone } } }"),
        own_mutation(
            "register",
            "own",
            "session { expiresAt }",
            json!({"email": "{role}@new.kz", "password": PASSWORD, "displayName": "x"}),
        ),
        log_in(PASSWORD),
        Case {
            object: "the member's account, by another password".to_owned(), ..log_in("көп жылдан кейін")
        }
        .for_nobody(),
        open("Mutation.logOut", "own", "mutation { logOut { loggedOut } }").spoils(),
        own_mutation(
            "changePassword",
            "own",
            "changed",
            json!({"currentPassword": PASSWORD, "newPassword": PASSWORD}),
        ),
        own_mutation("updateSettings", "own", "viewer { account { id } }", json!({"dailyGoal": 7})),
    ]
}
