//! Single published records in the formats of the open data.

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;
use serde_json::Value;
use uuid::Uuid;

use super::export::load_referenced;
use crate::app::{AppError, Caller};
use crate::db::directory::{self as db, Exported};
use crate::domain::directory::{
    Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post, RecordKind, Source,
    day_of,
};
use crate::domain::ids::Id;
use crate::open_data::{Change, ChangeOutcome, Node, json_ld_context, public};

/// A kind of record that has a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Represented {
    /// An organization.
    Organization,
    /// A person.
    Person,
    /// An event.
    Event,
}

/// A record at its own address.
#[derive(Debug)]
pub enum PublicRecord {
    /// The record in its public form.
    Found {
        /// The object that `changes.json` has for the record, too: its kind, id, version and content.
        json: Value,
        /// The JSON-LD document in the vocabulary of schema.org.
        json_ld: Value,
    },
    /// The record was merged into this one.
    MergedInto(Uuid),
}

/// Returns the record with a global id as a JSON-LD document, in its public form. `None` if it is not published. `base` is
/// the address of the service.
pub async fn representation(
    caller: &Caller,
    kind: Represented,
    global_id: &str,
    base: &str,
) -> Result<Option<Value>, AppError> {
    let context = (day_of(caller.now), base);
    let found = caller.read(async |connection| match kind {
        Represented::Organization => {
            one::<Organization>(connection, context, Id::from_global_or_nil(global_id)).await
        }
        Represented::Person => one::<Person>(connection, context, Id::from_global_or_nil(global_id)).await,
        Represented::Event => one::<Event>(connection, context, Id::from_global_or_nil(global_id)).await,
    });
    match found.await? {
        Some(PublicRecord::Found { json_ld, .. }) => Ok(Some(json_ld)),
        Some(PublicRecord::MergedInto(_)) | None => Ok(None),
    }
}

/// Loads the public form of a record of any kind. `None` if no published record has the id. `base` is the address of the
/// service.
pub async fn public_record(caller: &Caller, id: Uuid, base: &str) -> Result<Option<PublicRecord>, AppError> {
    let context = (day_of(caller.now), base);
    caller.read(async |connection| public_record_of(connection, id, context).await).await
}

/// Returns the id and the slug of a published organization, for examples. `None` if there is none.
pub async fn example_organization(caller: &Caller) -> Result<Option<(Uuid, String)>, AppError> {
    let mut connection = caller.connection().await?;
    let first = Organization::published_after(&mut connection, None).await?.into_iter().next();
    Ok(first.map(|organization| (organization.id.uuid(), organization.content.slug)))
}

async fn public_record_of(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    context: (NaiveDate, &str),
) -> Result<Option<PublicRecord>, AppError> {
    let Some(status) = db::record_statuses(connection, &[id]).await?.into_iter().next() else {
        return Ok(None);
    };
    if let Some(target) = status.merged_into {
        let target = db::record_statuses(connection, &[target]).await?.into_iter().next();
        let target = target.filter(|target| target.published);
        return Ok(target.map(|target| PublicRecord::MergedInto(target.id)));
    }
    match status.kind {
        RecordKind::KindTerm => one::<KindTerm>(connection, context, id.into()).await,
        RecordKind::Source => one::<Source>(connection, context, id.into()).await,
        RecordKind::Organization => one::<Organization>(connection, context, id.into()).await,
        RecordKind::Person => one::<Person>(connection, context, id.into()).await,
        RecordKind::Post => one::<Post>(connection, context, id.into()).await,
        RecordKind::Membership => one::<Membership>(connection, context, id.into()).await,
        RecordKind::Event => one::<Event>(connection, context, id.into()).await,
        RecordKind::Indicator => one::<Indicator>(connection, context, id.into()).await,
        RecordKind::Observation => one::<Observation>(connection, context, id.into()).await,
    }
}

/// Loads a record.
async fn one<C: Exported + Node>(
    connection: &mut AsyncPgConnection,
    context: (NaiveDate, &str),
    id: Id<C::Id>,
) -> Result<Option<PublicRecord>, AppError> {
    let records = C::published_among(connection, &[id]).await?;
    let referenced = load_referenced(connection, context, &records).await?;
    let record = records.into_iter().find_map(|record| public(record, &referenced));
    Ok(record.map(|record| {
        let change = Change { kind: C::KIND, id: id.uuid(), version: record.version, at: record.updated_at };
        let json_ld = document(C::node(&record, &referenced));
        let json = change.json(ChangeOutcome::of(record.content, &referenced));
        PublicRecord::Found { json, json_ld }
    }))
}

/// Returns a node of the JSON-LD graph as a document of its own.
fn document(mut node: Value) -> Value {
    if let Some(node) = node.as_object_mut() {
        node.insert("@context".to_owned(), json_ld_context());
    }
    node
}
