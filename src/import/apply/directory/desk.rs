//! What the import knows of the directory while it edits it.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::super::left::{Left, Why};
use crate::db::DbError;
use crate::db::directory::{self as db, Editing, Imported, Standing};
use crate::domain::directory::RecordKind;
use crate::domain::ids::Id;
use crate::import::content::Directory;
use crate::import::records::Ids;
use crate::random;

/// What a record is known by.
pub(super) type Key = (RecordKind, String);

/// The state of an import.
pub(super) struct Desk {
    now: DateTime<Utc>,
    /// What the content brought, before this import and by it.
    brought: HashMap<Key, Imported>,
    /// Which record a key of the content leads to, through the merges.
    ids: HashMap<Key, Uuid>,
    /// The records that are published.
    published: HashSet<Uuid>,
    /// What this content has.
    listed: HashSet<Key>,
    /// What is to be kept of `brought`.
    moved: HashSet<Key>,
    left: Vec<Left>,
    retired: usize,
}

impl Desk {
    /// Loads what was brought before and how it stands, and gives ids to what is new.
    pub(super) async fn open(
        connection: &mut AsyncPgConnection,
        directory: &Directory,
        now: DateTime<Utc>,
    ) -> Result<Self, DbError> {
        let brought = db::imported(connection).await?;
        let records: Vec<Uuid> = brought.iter().map(|one| one.record).collect();
        let standings = standings(connection, records).await?;
        let mut ids: HashMap<Key, Uuid> = brought
            .iter()
            .map(|one| ((one.kind, one.key.clone()), at_last(one.record, &standings)))
            .collect();
        for key in referred_to(directory) {
            ids.entry(key).or_insert_with(|| random::uuid_v7(now));
        }
        let published = standings.values().filter(|standing| standing.published);
        Ok(Self {
            now,
            ids,
            published: published.map(|standing| standing.id).collect(),
            brought: brought.into_iter().map(|one| ((one.kind, one.key.clone()), one)).collect(),
            listed: HashSet::new(),
            moved: HashSet::new(),
            left: Vec::new(),
            retired: 0,
        })
    }

    /// Nobody edits, and gives no reason.
    pub(super) fn editing(&self) -> Editing<'static> {
        Editing { editor: None, reason: None, now: self.now }
    }

    /// The id of a new record of the content.
    pub(super) fn new_id(&self, kind: RecordKind, key: &str) -> Uuid {
        self.id(kind, key).unwrap_or_else(|| random::uuid_v7(self.now))
    }

    /// The id of a record that nothing of the content refers to.
    pub(super) fn another_id<K>(&self) -> Id<K> {
        random::uuid_v7(self.now).into()
    }

    /// What was brought under a key.
    pub(super) fn brought(&self, kind: RecordKind, key: &str) -> Option<&Imported> {
        self.brought.get(&(kind, key.to_owned()))
    }

    /// What was brought of a kind.
    pub(super) fn all_brought(&self, kind: RecordKind) -> impl Iterator<Item = &Imported> {
        self.brought.values().filter(move |one| one.kind == kind)
    }

    /// What was brought of a kind and isn't in the content any more, in the order of the keys.
    pub(super) fn gone(&self, kind: RecordKind) -> Vec<Imported> {
        let mut gone: Vec<Imported> = self
            .all_brought(kind)
            .filter(|one| !self.listed.contains(&(kind, one.key.clone())))
            .cloned()
            .collect();
        gone.sort_by(|a, b| a.key.cmp(&b.key));
        gone
    }

    /// The content has this record.
    pub(super) fn list(&mut self, kind: RecordKind, key: &str) {
        self.listed.insert((kind, key.to_owned()));
    }

    /// A record is now what the content says, at this version.
    pub(super) fn keep(&mut self, kind: RecordKind, key: &str, record: Uuid, version: i32) {
        let name = (kind, key.to_owned());
        self.brought.insert(name.clone(), Imported { kind, key: key.to_owned(), record, version });
        self.moved.insert(name);
    }

    pub(super) fn leave(&mut self, kind: RecordKind, key: &str, why: Why) {
        self.left.push(Left { kind, key: key.to_owned(), why });
    }

    pub(super) fn publish(&mut self, record: Uuid) {
        self.published.insert(record);
    }

    pub(super) fn is_published(&self, record: Uuid) -> bool {
        self.published.contains(&record)
    }

    pub(super) fn retire(&mut self) {
        self.retired += 1;
    }

    /// Keeps what was brought; how many records were retired, and which were left.
    pub(super) async fn close(
        self,
        connection: &mut AsyncPgConnection,
    ) -> Result<(usize, Vec<Left>), DbError> {
        let moved: Vec<Imported> =
            self.moved.iter().filter_map(|name| self.brought.get(name)).cloned().collect();
        db::keep_imported(connection, &moved).await?;
        Ok((self.retired, self.left))
    }
}

impl Ids for Desk {
    fn id(&self, kind: RecordKind, key: &str) -> Option<Uuid> {
        self.ids.get(&(kind, key.to_owned())).copied()
    }
}

/// What other records of the content can refer to.
fn referred_to(directory: &Directory) -> impl Iterator<Item = Key> {
    let sources = directory.sources.iter().map(|source| (RecordKind::Source, source.slug.as_ref()));
    let people = directory.people.iter().map(|person| (RecordKind::Person, person.slug.as_ref()));
    let organizations = directory.organizations.iter().flat_map(|organization| {
        let posts = organization.post.iter().map(|post| (RecordKind::Post, post.slug.as_ref()));
        posts.chain([(RecordKind::Organization, &organization.slug)])
    });
    let indicators =
        directory.indicators.iter().map(|indicator| (RecordKind::Indicator, indicator.slug.as_ref()));
    (sources.chain(people).chain(organizations).chain(indicators))
        .map(|(kind, slug): (RecordKind, &String)| (kind, slug.clone()))
}

/// How records stand, and those that they were merged into.
async fn standings(
    connection: &mut AsyncPgConnection,
    mut records: Vec<Uuid>,
) -> Result<HashMap<Uuid, Standing>, DbError> {
    let mut found: HashMap<Uuid, Standing> = HashMap::new();
    while !records.is_empty() {
        let standings = db::standings(connection, &records).await?;
        found.extend(standings.iter().map(|standing| (standing.id, *standing)));
        let targets = standings.iter().filter_map(|standing| standing.merged_into);
        records = targets.filter(|target| !found.contains_key(target)).collect();
    }
    Ok(found)
}

/// What a record was merged into in the end; itself, if it wasn't.
fn at_last(record: Uuid, standings: &HashMap<Uuid, Standing>) -> Uuid {
    let next = |id: &Uuid| standings.get(id)?.merged_into;
    // More steps than there are records lead round in circles.
    std::iter::successors(Some(record), next).take(1 + standings.len()).last().unwrap_or(record)
}
