//! Single published records in the format of the open data.

use serde_json::{Value, json};

use super::export::load_referenced;
use crate::app::{AppError, Caller};
use crate::db::directory::Exported;
use crate::domain::directory::{Event, Organization, Person, day_of};
use crate::domain::ids::Id;
use crate::open_data::{CONTEXT, Node, public};

/// A kind of record that can be represented by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Represented {
    /// An organization.
    Organization,
    /// A person.
    Person,
    /// An event.
    Event,
}

/// Returns the record with a global id as a JSON-LD document, in its public form. `None` if it is not published.
pub async fn representation(
    caller: &Caller,
    kind: Represented,
    global_id: &str,
) -> Result<Option<Value>, AppError> {
    match kind {
        Represented::Organization => {
            document::<Organization>(caller, Id::from_global_or_nil(global_id)).await
        }
        Represented::Person => document::<Person>(caller, Id::from_global_or_nil(global_id)).await,
        Represented::Event => document::<Event>(caller, Id::from_global_or_nil(global_id)).await,
    }
}

async fn document<C: Exported + Node>(caller: &Caller, id: Id<C::Id>) -> Result<Option<Value>, AppError> {
    let mut connection = caller.connection().await?;
    let records = C::published_among(&mut connection, &[id]).await?;
    let referenced = load_referenced(&mut connection, day_of(caller.now), &records).await?;
    let record = records.into_iter().find_map(|record| public(record, &referenced));
    Ok(record.map(|record| {
        let mut node = C::node(&record, &referenced);
        if let Some(node) = node.as_object_mut() {
            let context = serde_json::from_str(CONTEXT).unwrap_or_else(|_| json!("https://schema.org"));
            node.insert("@context".to_owned(), context);
        }
        node
    }))
}
