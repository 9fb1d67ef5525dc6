//! Exports the published directory as open data, read in one snapshot and sent piece by piece.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::AsyncPgConnection;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::app::file_pieces::{self, Piece};
use crate::app::{AppError, Caller};
use crate::db::Connection;
use crate::db::directory::{self as db, ChangedRecord, Exported};
use crate::domain::access::Audience;
use crate::domain::directory::{
    Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post, Record, RecordKind,
    Reference, Source, day_of,
};
use crate::domain::ids::Id;
use crate::open_data::{
    Change, ChangeOutcome, File, Node, Popolo, Public, RecordMap, ReferencedRecords, Table, json_ld_context,
    public,
};
use crate::spreadsheet::Separator;

/// The content of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// A file with all its records; a table with this separator.
    File(File, Separator),
    /// The changes after a moment.
    ChangesSince(DateTime<Utc>),
}

/// The edition of the directory that an export shows: the last edit, and the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    /// The time of the last edit; `None` if the directory is empty.
    pub last_edit: Option<DateTime<Utc>>,
    /// The day that decides which names and parents are present.
    pub day: NaiveDate,
}

/// Returns the edition that an export would show now. Reads it from the primary: clients compare it with the edition
/// that they have, so it must never go back.
pub async fn edition(caller: &Caller) -> Result<Edition, AppError> {
    let mut connection = caller.connection().await?;
    edition_of(&mut connection, caller.now).await
}

async fn edition_of(connection: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<Edition, AppError> {
    Ok(Edition { last_edit: db::last_edit(connection).await?, day: day_of(now) })
}

/// Returns a connection to a database that has an edition: to the replica if it has that one already.
async fn connection_to(caller: &Caller, edition: Edition) -> Result<Connection, AppError> {
    if let Some(mut replica) = caller.replica_connection().await?
        && let Ok(replicated) = db::last_edit(&mut replica).await
        && replicated >= edition.last_edit
    {
        return Ok(replica);
    }
    caller.connection().await
}

/// Writes an export from one snapshot of the database, of the current edition or a later one: sends the edition first,
/// then the pieces. `base` is the address of the service.
pub async fn export(
    caller: &Caller,
    (requested, current): (Export, Edition),
    base: &str,
    edition_sender: oneshot::Sender<Edition>,
    pieces: &mpsc::Sender<Piece>,
) -> Result<(), AppError> {
    let mut connection = connection_to(caller, current).await?;
    let mut transaction = connection.build_transaction().read_only().repeatable_read();
    transaction
        .run::<_, AppError, _>(async |connection| {
            let edition = edition_of(connection, caller.now).await?;
            // Sending fails if the client has disconnected.
            if edition_sender.send(edition).is_err() {
                return Ok(());
            }
            let mut writer = Writer { connection, day: edition.day, base, pieces };
            match requested {
                Export::File(file, separator) => writer.file(file, separator).await?,
                Export::ChangesSince(since) => writer.changes(since, edition).await?,
            }
            writer.send_piece(Piece::End).await
        })
        .await
}

/// Returns the size of a file in bytes, as it would be written now. `current` is the current edition.
pub async fn size(caller: &Caller, file: File, current: Edition, base: &str) -> Result<u64, AppError> {
    // The export continues only as long as somebody waits for the edition.
    let (edition_sender, _edition) = oneshot::channel();
    let (pieces, mut written) = mpsc::channel(2);
    let requested = (Export::File(file, Separator::Comma), current);
    let write = async move { export(caller, requested, base, edition_sender, &pieces).await };
    let count = async move {
        let mut bytes = 0;
        while let Some(Piece::Bytes(piece)) = written.recv().await {
            bytes += piece.len() as u64;
        }
        bytes
    };
    let (result, bytes) = tokio::join!(write, count);
    result.map(|()| bytes)
}

struct Writer<'a> {
    connection: &'a mut AsyncPgConnection,
    day: NaiveDate,
    base: &'a str,
    pieces: &'a mpsc::Sender<Piece>,
}

impl Writer<'_> {
    async fn send_piece(&self, piece: Piece) -> Result<(), AppError> {
        file_pieces::send_piece(self.pieces, piece).await
    }

    async fn text(&self, text: &str) -> Result<(), AppError> {
        self.send_piece(Piece::Bytes(text.as_bytes().to_vec())).await
    }

    async fn file(&mut self, file: File, separator: Separator) -> Result<(), AppError> {
        match file {
            File::Popolo => self.popolo().await,
            File::JsonLd => self.json_ld().await,
            File::Organizations => self.table::<Organization>(separator).await,
            File::People => self.table::<Person>(separator).await,
            File::Posts => self.table::<Post>(separator).await,
            File::Memberships => self.table::<Membership>(separator).await,
            File::Events => self.table::<Event>(separator).await,
            File::Figures => self.table::<Observation>(separator).await,
            File::Sources => self.table::<Source>(separator).await,
        }
    }

    async fn popolo(&mut self) -> Result<(), AppError> {
        self.text(r#"{"organizations":["#).await?;
        self.list(&mut true, Organization::popolo).await?;
        self.text(r#"],"persons":["#).await?;
        self.list(&mut true, Person::popolo).await?;
        self.text(r#"],"posts":["#).await?;
        self.list(&mut true, Post::popolo).await?;
        self.text(r#"],"memberships":["#).await?;
        self.list(&mut true, Membership::popolo).await?;
        self.text(r#"],"events":["#).await?;
        self.list(&mut true, Event::popolo).await?;
        self.text("]}\n").await
    }

    async fn json_ld(&mut self) -> Result<(), AppError> {
        self.text(&format!(r#"{{"@context":{},"@graph":["#, json_ld_context())).await?;
        let first = &mut true;
        self.list(first, Organization::node).await?;
        self.list(first, Person::node).await?;
        self.list(first, Post::node).await?;
        self.list(first, Membership::node).await?;
        self.list(first, Event::node).await?;
        self.list(first, Source::node).await?;
        self.text("]}\n").await
    }

    async fn table<C: Exported + Table>(&mut self, separator: Separator) -> Result<(), AppError> {
        self.send_piece(Piece::Bytes(C::header().head(separator))).await?;
        self.each::<C>(|record, referenced, bytes| bytes.extend(C::row(record, referenced).line(separator)))
            .await
    }

    async fn list<C: Exported + Public>(
        &mut self,
        first: &mut bool,
        value: fn(&Record<C>, &ReferencedRecords) -> Value,
    ) -> Result<(), AppError> {
        self.each::<C>(|record, referenced, bytes| push(bytes, first, &value(record, referenced))).await
    }

    /// Writes the public form of every published record, one batch at a time.
    async fn each<C: Exported + Public>(
        &mut self,
        mut write: impl FnMut(&Record<C>, &ReferencedRecords, &mut Vec<u8>) + Send,
    ) -> Result<(), AppError> {
        let mut after = None;
        loop {
            let batch = C::published_after(self.connection, after).await?;
            let Some(last) = batch.last() else { return Ok(()) };
            after = Some(last.id);
            let referenced = load_referenced(self.connection, (self.day, self.base), &batch).await?;
            let mut bytes = Vec::new();
            for record in batch.into_iter().filter_map(|record| public(record, &referenced)) {
                write(&record, &referenced, &mut bytes);
            }
            self.send_piece(Piece::Bytes(bytes)).await?;
        }
    }

    async fn changes(&mut self, since: DateTime<Utc>, edition: Edition) -> Result<(), AppError> {
        let until = edition.last_edit.unwrap_or(since);
        self.text(&Change::head(since, until)).await?;
        let (mut after, mut first) = (since, true);
        loop {
            let batch = db::changed_after(self.connection, after).await?;
            let Some(last) = batch.last() else { break };
            after = last.at;
            let mut outcomes = self.outcomes(&batch).await?;
            let mut bytes = Vec::new();
            for changed in &batch {
                let ChangedRecord { kind, id, version, at, .. } = *changed;
                let outcome = outcomes.remove(&id).unwrap_or(ChangeOutcome::Unpublished);
                push(&mut bytes, &mut first, &Change { kind, id, version, at }.json(outcome));
            }
            self.send_piece(Piece::Bytes(bytes)).await?;
        }
        self.text("]}\n").await
    }

    /// Returns the outcomes of changes. Records without an outcome are no longer published.
    async fn outcomes(
        &mut self,
        changed: &[ChangedRecord],
    ) -> Result<HashMap<Uuid, ChangeOutcome>, AppError> {
        let mut outcomes = HashMap::new();
        // A redirect to a record that is not published is left out.
        let targets: Vec<Uuid> = changed.iter().filter_map(|changed| changed.merged_into).collect();
        let targets = db::record_statuses(self.connection, &targets).await?;
        for ChangedRecord { id, merged_into, .. } in changed {
            if let Some(target) = merged_into
                && targets.iter().any(|status| status.id == *target && status.published)
            {
                outcomes.insert(*id, ChangeOutcome::MergedInto(*target));
            }
        }
        self.add_published::<KindTerm>(changed, &mut outcomes).await?;
        self.add_published::<Source>(changed, &mut outcomes).await?;
        self.add_published::<Organization>(changed, &mut outcomes).await?;
        self.add_published::<Person>(changed, &mut outcomes).await?;
        self.add_published::<Post>(changed, &mut outcomes).await?;
        self.add_published::<Membership>(changed, &mut outcomes).await?;
        self.add_published::<Event>(changed, &mut outcomes).await?;
        self.add_published::<Indicator>(changed, &mut outcomes).await?;
        self.add_published::<Observation>(changed, &mut outcomes).await?;
        Ok(outcomes)
    }

    async fn add_published<C: Exported + Public>(
        &mut self,
        changed: &[ChangedRecord],
        outcomes: &mut HashMap<Uuid, ChangeOutcome>,
    ) -> Result<(), AppError> {
        let of_kind = changed.iter().filter(|changed| changed.kind == C::KIND);
        let ids: Vec<Id<C::Id>> = of_kind.map(|changed| changed.id.into()).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let records = C::published_among(self.connection, &ids).await?;
        let referenced = load_referenced(self.connection, (self.day, self.base), &records).await?;
        for record in records {
            outcomes.insert(record.id.uuid(), ChangeOutcome::of(record.content, &referenced));
        }
        Ok(())
    }
}

fn push(bytes: &mut Vec<u8>, first: &mut bool, value: &Value) {
    bytes.extend_from_slice(if std::mem::take(first) { b"\n" } else { b",\n" });
    bytes.extend_from_slice(value.to_string().as_bytes());
}

/// Loads the records that some records refer to, and also the organizations of the posts and indicators among them.
pub(super) async fn load_referenced<C: Exported>(
    connection: &mut AsyncPgConnection,
    (day, base): (NaiveDate, &str),
    records: &[Record<C>],
) -> Result<ReferencedRecords, AppError> {
    let mut references: Vec<Reference> =
        records.iter().flat_map(|record| record.content.references()).collect();
    let posts = load_published::<Post>(connection, &references).await?;
    let indicators = load_published::<Indicator>(connection, &references).await?;
    references
        .extend(posts.values().map(|post| Reference::new("", RecordKind::Organization, post.organization)));
    let organizations = indicators.values().filter_map(|indicator| indicator.organization);
    references.extend(organizations.map(|id| Reference::new("", RecordKind::Organization, id)));
    let mut records_by_id = ReferencedRecords {
        base: base.to_owned(),
        day,
        sources: load_published(connection, &references).await?,
        organizations: load_published(connection, &references).await?,
        people: load_published(connection, &references).await?,
        posts,
        indicators,
        observations: load_published(connection, &references).await?,
        ..ReferencedRecords::default()
    };
    records_by_id.posts.retain(|_, post| records_by_id.organizations.contains_key(&post.organization));
    records_by_id.indicators.retain(|_, indicator| {
        indicator.organization.is_none_or(|id| records_by_id.organizations.contains_key(&id))
    });
    if matches!(C::KIND, RecordKind::Organization | RecordKind::Post | RecordKind::KindTerm) {
        let terms = db::kind_terms(connection, None, Audience::Public).await?;
        let terms = terms.into_iter().map(|term| (term.content.slug.clone(), term.content));
        records_by_id.kinds = terms.collect();
    }
    if C::KIND == RecordKind::Observation {
        let ids: Vec<_> = records.iter().map(|record| record.id.uuid().into()).collect();
        records_by_id.corrections = db::corrections(connection, &ids).await?.into_iter().collect();
    }
    Ok(records_by_id)
}

async fn load_published<C: Exported>(
    connection: &mut AsyncPgConnection,
    references: &[Reference],
) -> Result<RecordMap<C>, AppError> {
    let of_kind = references.iter().filter(|reference| reference.kind == C::KIND);
    let mut ids: Vec<Id<C::Id>> = of_kind.map(|reference| reference.id.into()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(RecordMap::<C>::default());
    }
    let records = C::published_among(connection, &ids).await?;
    Ok(records.into_iter().map(|record| (record.id, record.content)).collect())
}
