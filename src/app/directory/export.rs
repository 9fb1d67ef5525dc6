//! The published directory as open data, read in one snapshot and handed on piece by piece.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::AsyncPgConnection;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::app::pieces::{self, Piece};
use crate::app::{AppError, Caller};
use crate::db::directory::{self as db, Changed, Exported};
use crate::domain::directory::{
    Event, Indicator, Membership, Observation, Organization, Person, Post, Record, RecordKind, Reference,
    Source, day_of,
};
use crate::domain::ids::Id;
use crate::open_data::{Around, CONTEXT, Change, Fate, File, Known, Node, Popolo, Public, Table, public};
use crate::spreadsheet::Row;

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// A file with all of its kind.
    File(File),
    /// What changed after a moment.
    ChangesSince(DateTime<Utc>),
}

/// Which state of the directory an export shows: the last edit, and the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    /// When it was edited last, and which record; none: it is empty.
    pub last_edit: Option<(DateTime<Utc>, Uuid)>,
    /// The day whose names and parents are the present ones.
    pub day: NaiveDate,
}

/// What would be exported now.
pub async fn edition(caller: &Caller) -> Result<Edition, AppError> {
    let mut connection = caller.connection().await?;
    edition_of(&mut connection, caller.now).await
}

async fn edition_of(connection: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<Edition, AppError> {
    Ok(Edition { last_edit: db::last_edit(connection).await?, day: day_of(now) })
}

/// Exports in one snapshot: tells which edition it is, then hands on the pieces.
pub async fn export(
    caller: &Caller,
    what: Export,
    told: oneshot::Sender<Edition>,
    pieces: &mpsc::Sender<Piece>,
) -> Result<(), AppError> {
    let mut connection = caller.connection().await?;
    let mut transaction = connection.build_transaction().read_only().repeatable_read();
    transaction
        .run::<_, AppError, _>(async |connection| {
            let edition = edition_of(connection, caller.now).await?;
            // Whoever asked may be gone.
            if told.send(edition).is_err() {
                return Ok(());
            }
            let mut writer = Writer { connection, day: edition.day, pieces };
            match what {
                Export::File(file) => writer.file(file).await?,
                Export::ChangesSince(since) => writer.changes(since, edition).await?,
            }
            writer.hand_on(Piece::End).await
        })
        .await
}

struct Writer<'a> {
    connection: &'a mut AsyncPgConnection,
    day: NaiveDate,
    pieces: &'a mpsc::Sender<Piece>,
}

impl Writer<'_> {
    async fn hand_on(&self, piece: Piece) -> Result<(), AppError> {
        pieces::hand_on(self.pieces, piece).await
    }

    async fn text(&self, text: &str) -> Result<(), AppError> {
        self.hand_on(Piece::Bytes(text.as_bytes().to_vec())).await
    }

    async fn file(&mut self, file: File) -> Result<(), AppError> {
        match file {
            File::Popolo => self.popolo().await,
            File::JsonLd => self.json_ld().await,
            File::Organizations => self.table::<Organization>().await,
            File::People => self.table::<Person>().await,
            File::Posts => self.table::<Post>().await,
            File::Memberships => self.table::<Membership>().await,
            File::Events => self.table::<Event>().await,
            File::Figures => self.table::<Observation>().await,
            File::Sources => self.table::<Source>().await,
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
        self.text(&format!(r#"{{"@context":{CONTEXT},"@graph":["#)).await?;
        let first = &mut true;
        self.list(first, Organization::node).await?;
        self.list(first, Person::node).await?;
        self.list(first, Membership::node).await?;
        self.list(first, Event::node).await?;
        self.list(first, Source::node).await?;
        self.text("]}\n").await
    }

    async fn table<C: Exported + Table>(&mut self) -> Result<(), AppError> {
        self.hand_on(Piece::Bytes(Row::header::<C>())).await?;
        self.each::<C>(|record, around, bytes| bytes.extend(C::row(record, around).line())).await
    }

    async fn list<C: Exported + Public>(
        &mut self,
        first: &mut bool,
        value: fn(&Record<C>, &Around) -> Value,
    ) -> Result<(), AppError> {
        self.each::<C>(|record, around, bytes| push(bytes, first, &value(record, around))).await
    }

    /// Every published record as all may see it, a batch at a time.
    async fn each<C: Exported + Public>(
        &mut self,
        mut write: impl FnMut(&Record<C>, &Around, &mut Vec<u8>) + Send,
    ) -> Result<(), AppError> {
        let mut after = None;
        loop {
            let batch = C::published_after(self.connection, after).await?;
            let Some(last) = batch.last() else { return Ok(()) };
            after = Some(last.id);
            let around = around(self.connection, self.day, &batch).await?;
            let mut bytes = Vec::new();
            for record in batch.into_iter().filter_map(|record| public(record, &around)) {
                write(&record, &around, &mut bytes);
            }
            self.hand_on(Piece::Bytes(bytes)).await?;
        }
    }

    async fn changes(&mut self, since: DateTime<Utc>, edition: Edition) -> Result<(), AppError> {
        let until = edition.last_edit.map_or(since, |(at, _)| at);
        self.text(&Change::head(since, until)).await?;
        let (mut after, mut first) = (since, true);
        loop {
            let batch = db::changed_after(self.connection, after).await?;
            let Some(last) = batch.last() else { break };
            after = last.at;
            let mut says = self.fates(&batch).await?;
            let mut bytes = Vec::new();
            for changed in &batch {
                let Changed { kind, id, version, at, .. } = *changed;
                let fate = says.remove(&id).unwrap_or(Fate::Gone);
                push(&mut bytes, &mut first, &Change { kind, id, version, at }.json(fate));
            }
            self.hand_on(Piece::Bytes(bytes)).await?;
        }
        self.text("]}\n").await
    }

    /// What became of records; of those that are not in it, nothing is left.
    async fn fates(&mut self, changed: &[Changed]) -> Result<HashMap<Uuid, Fate>, AppError> {
        let mut fates = HashMap::new();
        // One that isn't published itself leads nowhere.
        let targets: Vec<Uuid> = changed.iter().filter_map(|changed| changed.merged_into).collect();
        let targets = db::standings(self.connection, &targets).await?;
        for Changed { id, merged_into, .. } in changed {
            if let Some(target) = merged_into
                && targets.iter().any(|standing| standing.id == *target && standing.published)
            {
                fates.insert(*id, Fate::MergedInto(*target));
            }
        }
        self.present::<Source>(changed, &mut fates).await?;
        self.present::<Organization>(changed, &mut fates).await?;
        self.present::<Person>(changed, &mut fates).await?;
        self.present::<Post>(changed, &mut fates).await?;
        self.present::<Membership>(changed, &mut fates).await?;
        self.present::<Event>(changed, &mut fates).await?;
        self.present::<Indicator>(changed, &mut fates).await?;
        self.present::<Observation>(changed, &mut fates).await?;
        Ok(fates)
    }

    async fn present<C: Exported + Public>(
        &mut self,
        changed: &[Changed],
        fates: &mut HashMap<Uuid, Fate>,
    ) -> Result<(), AppError> {
        let of_kind = changed.iter().filter(|changed| changed.kind == C::KIND);
        let ids: Vec<Id<C::Id>> = of_kind.map(|changed| changed.id.into()).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let records = C::published_among(self.connection, &ids).await?;
        let around = around(self.connection, self.day, &records).await?;
        for record in records {
            fates.insert(record.id.uuid(), Fate::of(record.content, &around));
        }
        Ok(())
    }
}

fn push(bytes: &mut Vec<u8>, first: &mut bool, value: &Value) {
    bytes.extend_from_slice(if std::mem::take(first) { b"\n" } else { b",\n" });
    bytes.extend_from_slice(value.to_string().as_bytes());
}

/// What records refer to, and what posts and indicators among that refer to in turn.
async fn around<C: Exported>(
    connection: &mut AsyncPgConnection,
    day: NaiveDate,
    records: &[Record<C>],
) -> Result<Around, AppError> {
    let mut wanted: Vec<Reference> = records.iter().flat_map(|record| record.content.references()).collect();
    let posts = known::<Post>(connection, &wanted).await?;
    let indicators = known::<Indicator>(connection, &wanted).await?;
    wanted.extend(posts.values().map(|post| Reference::new("", RecordKind::Organization, post.organization)));
    let of = indicators.values().filter_map(|indicator| indicator.organization);
    wanted.extend(of.map(|id| Reference::new("", RecordKind::Organization, id)));
    let mut around = Around {
        day,
        sources: known(connection, &wanted).await?,
        organizations: known(connection, &wanted).await?,
        people: known(connection, &wanted).await?,
        posts,
        indicators,
        observations: known(connection, &wanted).await?,
        ..Around::default()
    };
    around.posts.retain(|_, post| around.organizations.contains_key(&post.organization));
    around.indicators.retain(|_, indicator| {
        indicator.organization.is_none_or(|id| around.organizations.contains_key(&id))
    });
    if C::KIND == RecordKind::Observation {
        let ids: Vec<_> = records.iter().map(|record| record.id.uuid().into()).collect();
        around.corrections = db::corrections(connection, &ids).await?.into_iter().collect();
    }
    Ok(around)
}

async fn known<C: Exported>(
    connection: &mut AsyncPgConnection,
    wanted: &[Reference],
) -> Result<Known<C>, AppError> {
    let of_kind = wanted.iter().filter(|reference| reference.kind == C::KIND);
    let mut ids: Vec<Id<C::Id>> = of_kind.map(|reference| reference.id.into()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Known::<C>::default());
    }
    let records = C::published_among(connection, &ids).await?;
    Ok(records.into_iter().map(|record| (record.id, record.content)).collect())
}
