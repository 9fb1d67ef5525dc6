//! What the cases are about: accounts of each role, and what is theirs.

mod clubs;
mod contests;
mod directory;
mod leading;
mod learning;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dostyq::domain::accounts;
use graphql_engine::Limits;
use serde_json::{Value, json};

use super::Role;
use crate::support::client::Client;
use crate::support::cluster::TestDatabase;
use crate::support::service::Service;

/// What is for some alone: no answer to another holds it.
pub(super) struct Secret {
    pub(super) what: String,
    pub(super) text: String,
    pub(super) roles: &'static [Role],
}

/// Who is there, and everything that a case can be about, by its name.
pub(super) struct Scene {
    tokens: BTreeMap<Role, String>,
    things: BTreeMap<String, String>,
    secrets: Vec<Secret>,
    now: DateTime<Utc>,
}

impl Scene {
    /// The token of whoever has the role; none of nobody.
    pub(super) fn token(&self, role: Role) -> Option<&str> {
        self.tokens.get(&role).map(String::as_str)
    }

    /// The id, slug or cursor of a thing.
    pub(super) fn id(&self, thing: &str) -> &str {
        self.things.get(thing).unwrap_or_else(|| panic!("the scene has no «{thing}»"))
    }

    pub(super) fn secrets(&self) -> &[Secret] {
        &self.secrets
    }

    /// When the cases are asked.
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    fn put(&mut self, thing: &str, id: &Value) {
        let id = id.as_str().unwrap_or_else(|| panic!("«{thing}» is {id}"));
        assert!(self.things.insert(thing.to_owned(), id.to_owned()).is_none(), "«{thing}» twice");
    }

    /// A text that these roles alone may be told.
    fn keep(&mut self, what: &str, text: &str, roles: &'static [Role]) {
        self.secrets.push(Secret { what: what.to_owned(), text: text.to_owned(), roles });
    }

    /// A thing whose id these roles alone may be told.
    fn put_secret(&mut self, thing: &str, id: &Value, roles: &'static [Role]) {
        self.put(thing, id);
        let text = self.id(thing).to_owned();
        self.keep(thing, &text, roles);
    }
}

/// Fills a database; nobody is connected to it afterwards.
pub(super) async fn set(database: &TestDatabase) -> Scene {
    let service = Service::over(TestDatabase::elsewhere(database.url.clone()), Limits::default()).await;
    let mut scene = Scene {
        tokens: BTreeMap::new(),
        things: BTreeMap::new(),
        secrets: Vec::new(),
        now: service.clock.now(),
    };
    let mut people = BTreeMap::new();
    for role in Role::ALL {
        let client = if role == Role::Anonymous { service.client() } else { register(&service, role).await };
        if role != Role::Anonymous {
            scene.tokens.insert(role, client.token().to_owned());
        }
        people.insert(role, client);
    }
    scene.put("the member's e-mail", &json!(email(Role::Member)));
    scene.keep("the member's e-mail", &email(Role::Member), &[Role::Member]);
    // Whoever asks to join club B tells its leader the name.
    let told = &[Role::Member, Role::Leader, Role::OtherLeader];
    scene.keep("the member's name", &name(Role::Member), told);
    directory::set(&mut scene, &people[&Role::Editor]).await;
    clubs::set(&mut scene, &service, &people).await;
    learning::set(&mut scene, &service, &people[&Role::Member]).await;
    leading::set(&mut scene, &people).await;
    contests::set(&mut scene, &people).await;
    scene.now = service.clock.now();
    scene
}

fn email(role: Role) -> String {
    format!("{}@example.kz", role.key())
}

/// What others see of the account, where they may.
fn name(role: Role) -> String {
    format!("Аты {}", role.name())
}

async fn register(service: &Service, role: Role) -> Client {
    let client = service.client().register(&email(role)).await;
    let rename =
        "mutation($name: String!) { updateSettings(input: {displayName: $name}) { errors { code } } }";
    client.query(rename, json!({"name": name(role)})).await;
    let of_account = match role {
        Role::Leader | Role::OtherLeader => accounts::Role::Leader,
        Role::Editor => accounts::Role::Editor,
        Role::Admin => accounts::Role::Admin,
        _ => return client,
    };
    service.set_role(&email(role), of_account).await;
    client
}
