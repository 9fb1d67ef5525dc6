//! Writes the records of `directory/`. The import acts as an editor, but does not overwrite the edits of people.

mod batch;
mod decision;
mod importer;
mod kinds;
mod observations;
mod organizations;
mod withdrawn;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use self::batch::EditBatch;
use self::importer::RecordImporter;
use super::skipped::{SkipReason, SkippedRecord};
use crate::db::DbError;
use crate::db::directory as db;
use crate::domain::directory::{
    Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post, Source,
};
use crate::import::content::Directory;
use crate::import::records::{self, ConversionError, KeyedRecord, RecordReader};

/// Writes the directory. Returns the number of withdrawn records, and the records that were skipped.
pub(super) async fn write(
    connection: &mut AsyncPgConnection,
    directory: &Directory,
    now: DateTime<Utc>,
) -> Result<(usize, Vec<SkippedRecord>), DbError> {
    db::lock(connection).await?;
    let mut importer = RecordImporter::load(connection, directory, now).await?;
    let records = Records::read(directory, RecordReader::new(&importer))
        .map_err(|error| DbError::Unexpected(format!("the checked content cannot be converted: {error}")))?;
    // Referenced records come before the records that reference them.
    kinds::write(connection, &mut importer, records.kinds).await?;
    EditBatch::plan(connection, &mut importer, records.sources)
        .await?
        .write(connection, &mut importer)
        .await?;
    organizations::write(connection, &mut importer, records.organizations).await?;
    EditBatch::plan(connection, &mut importer, records.people)
        .await?
        .write(connection, &mut importer)
        .await?;
    let mut posts = EditBatch::plan(connection, &mut importer, records.posts).await?;
    kinds::skip_unknown(connection, &mut importer, &mut posts).await?;
    posts.write(connection, &mut importer).await?;
    write_memberships(connection, &mut importer, records.memberships).await?;
    EditBatch::plan(connection, &mut importer, records.events)
        .await?
        .write(connection, &mut importer)
        .await?;
    EditBatch::plan(connection, &mut importer, records.indicators)
        .await?
        .write(connection, &mut importer)
        .await?;
    observations::write(connection, &mut importer, records.observations).await?;
    withdrawn::unpublish_withdrawn(connection, &mut importer).await?;
    importer.finish(connection).await
}

/// All records of the content.
struct Records {
    kinds: Vec<KeyedRecord<KindTerm>>,
    sources: Vec<KeyedRecord<Source>>,
    organizations: Vec<KeyedRecord<Organization>>,
    people: Vec<KeyedRecord<Person>>,
    posts: Vec<KeyedRecord<Post>>,
    memberships: Vec<KeyedRecord<Membership>>,
    events: Vec<KeyedRecord<Event>>,
    indicators: Vec<KeyedRecord<Indicator>>,
    observations: Vec<KeyedRecord<Observation>>,
}

impl Records {
    fn read(directory: &Directory, reader: RecordReader<'_>) -> Result<Self, ConversionError> {
        let (mut posts, mut memberships, mut observations) = (Vec::new(), Vec::new(), Vec::new());
        for file in &directory.organizations {
            posts.extend(records::posts(&file.slug, file, reader)?);
            memberships.extend(records::memberships(&file.slug, file, reader)?);
        }
        for indicator in &directory.indicators {
            observations.extend(records::observations(indicator, reader)?);
        }
        Ok(Self {
            kinds: records::kinds(directory)?,
            sources: records::sources(directory)?,
            organizations: records::organizations(directory, reader)?,
            people: records::people(directory, reader)?,
            posts,
            memberships,
            events: records::events(directory, reader)?,
            indicators: records::indicators(directory, reader)?,
            observations,
        })
    }
}

/// Writes the memberships. Skips memberships in posts that editors have moved to another organization.
async fn write_memberships(
    connection: &mut AsyncPgConnection,
    importer: &mut RecordImporter,
    records: Vec<KeyedRecord<Membership>>,
) -> Result<(), DbError> {
    let mut batch = EditBatch::plan(connection, importer, records).await?;
    let mut posts: Vec<_> = batch.contents().filter_map(|membership| membership.post).collect();
    posts.sort_unstable();
    posts.dedup();
    if !posts.is_empty() {
        let posts = db::latest_of::<Post>(connection, &posts).await?;
        batch.skip_where(importer, |membership| {
            let post = posts.iter().find(|(id, _)| Some(*id) == membership.post);
            let moved =
                post.is_some_and(|(_, post)| post.state.content.organization != membership.organization);
            moved.then_some(SkipReason::PostOfOtherOrganization)
        });
    }
    batch.write(connection, importer).await
}
