//! Exports of the viewer's data as files: read in one snapshot, in batches, and sent in pieces.

mod clubs;
mod json;
mod log;

use std::sync::Arc;

use diesel_async::AsyncPgConnection;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::app::accounts::log_event;
use crate::app::file_pieces::{self, Piece};
use crate::app::{AppError, Caller, Viewer};
use crate::db::DbError;
use crate::db::accounts::account_log_page;
use crate::db::learning as db;
use crate::domain::accounts::AccountAction;
use crate::domain::ids::AccountId;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::review::Review;

/// A file of the viewer's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LearnerExportFile {
    /// All data, as JSON.
    Everything,
    /// The review log, as CSV with the columns that FSRS's optimizers read.
    ReviewLog,
}

impl LearnerExportFile {
    /// All files.
    pub const ALL: [Self; 2] = [Self::Everything, Self::ReviewLog];

    /// Returns the name of the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everything => "export.json",
            Self::ReviewLog => "reviews.csv",
        }
    }

    /// Returns the media type of the file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Everything => "application/json",
            Self::ReviewLog => "text/csv; charset=utf-8; header=present",
        }
    }
}

/// Whether the viewer may export their data now: they entered the password recently.
pub fn may_export_learner_data(caller: &Caller) -> bool {
    caller.require_recent_login().is_ok()
}

/// First adds an entry to the account log. Then sends a file of the viewer's data in pieces, followed by a marker that the
/// file is complete.
pub async fn export_learner_data(
    caller: &Caller,
    file: LearnerExportFile,
    pieces: &mpsc::Sender<Piece>,
) -> Result<(), AppError> {
    let viewer = caller.viewer()?.clone();
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    log_event(caller, &mut connection, viewer.account.id, AccountAction::Exported, None).await?;
    let mut transaction = connection.build_transaction().read_only().repeatable_read();
    transaction
        .run::<_, AppError, _>(async |connection| {
            let mut writer = Writer { connection, learner: viewer.account.id, pieces };
            match file {
                LearnerExportFile::Everything => everything(&mut writer, caller, &viewer, &catalogue).await?,
                LearnerExportFile::ReviewLog => log::write(&mut writer).await?,
            }
            writer.send_piece(Piece::End).await
        })
        .await
}

struct Writer<'a> {
    connection: &'a mut AsyncPgConnection,
    learner: AccountId,
    pieces: &'a mpsc::Sender<Piece>,
}

impl Writer<'_> {
    async fn send_piece(&self, piece: Piece) -> Result<(), AppError> {
        file_pieces::send_piece(self.pieces, piece).await
    }

    async fn text(&self, text: String) -> Result<(), AppError> {
        self.send_piece(Piece::Bytes(text.into_bytes())).await
    }

    /// Writes a list, batch by batch: `load` loads the learner's rows after a key, in the order of the keys.
    async fn list<T, K>(
        &mut self,
        name: &'static str,
        load: impl AsyncFn(&mut AsyncPgConnection, AccountId, Option<K>) -> Result<Vec<T>, DbError>,
        key: impl Fn(&T) -> K,
        item: impl Fn(&T) -> Value,
    ) -> Result<(), AppError> {
        let mut list = List::new(name);
        let mut after = None;
        loop {
            let batch = load(self.connection, self.learner, after).await?;
            let Some(end) = batch.last() else { break };
            after = Some(key(end));
            self.text(list.push(batch.iter().map(&item))).await?;
        }
        self.text(list.end()).await
    }
}

/// A list in a JSON object, written in parts.
struct List {
    name: &'static str,
    first: bool,
}

impl List {
    fn new(name: &'static str) -> Self {
        Self { name, first: true }
    }

    /// Returns the JSON text of the next items.
    fn push(&mut self, values: impl IntoIterator<Item = Value>) -> String {
        let mut text = String::new();
        for value in values {
            if self.first {
                text.push_str(",\n\"");
                text.push_str(self.name);
                text.push_str("\":[\n");
                self.first = false;
            } else {
                text.push_str(",\n");
            }
            text.push_str(&value.to_string());
        }
        text
    }

    /// Returns the JSON text that ends the list.
    fn end(&self) -> String {
        if self.first { format!(",\n\"{}\":[]", self.name) } else { "\n]".to_owned() }
    }
}

async fn everything(
    writer: &mut Writer<'_>,
    caller: &Caller,
    viewer: &Arc<Viewer>,
    catalogue: &Catalogue,
) -> Result<(), AppError> {
    let learner = writer.learner;
    let head = [
        ("exportedAt", json!(caller.now)),
        ("account", json::account(&viewer.account)),
        ("settings", json::settings(&viewer.settings)),
    ];
    let head: Vec<String> = head.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    writer.text(format!("{{\n{}", head.join(",\n"))).await?;

    let presets = db::stored_presets(writer.connection, learner).await?;
    let starts = db::lesson_starts(writer.connection, learner).await?;
    let mut text = String::new();
    for (name, values) in [
        ("presets", presets.iter().map(json::preset).collect::<Vec<Value>>()),
        ("lessonStarts", starts.iter().map(|start| json::lesson_start(start, catalogue)).collect()),
    ] {
        let mut list = List::new(name);
        text.push_str(&list.push(values));
        text.push_str(&list.end());
    }
    writer.text(text).await?;
    clubs::write(writer).await?;

    let mut list = List::new("accountLog");
    let mut page = clubs::first_page();
    loop {
        let batch = account_log_page(writer.connection, Some(learner), &page).await?;
        page.after = batch.rows.last().map(|(id, _)| *id);
        writer.text(list.push(batch.rows.iter().map(|(_, entry)| json::account_log_entry(entry)))).await?;
        if !batch.has_next {
            break;
        }
    }
    writer.text(list.end()).await?;

    let word = |own: &_| json::learner_word(own, catalogue);
    writer.list("words", db::learner_words_after, |own| own.word_id, word).await?;

    // At most some dozens of lists, of at most 500 words each.
    let lists = db::word_lists(writer.connection, learner, None).await?;
    let ids: Vec<_> = lists.iter().map(|list| list.id).collect();
    let words = db::words_of_word_lists(writer.connection, learner, &ids).await?;
    let mut list = List::new("wordLists");
    let text = list.push(lists.iter().map(|list| json::word_list(list, &words, catalogue)));
    writer.text(text + &list.end()).await?;

    let report = |report: &_| json::word_report(report, catalogue);
    writer.list("wordReports", db::word_reports_after, |report| report.id, report).await?;
    let card = |card: &_| json::card(card, catalogue);
    writer.list("cards", db::cards_after, |card| card.id, card).await?;
    writer.list("resets", db::resets_after, |(id, ..)| *id, json::reset).await?;
    writer.list("practice", db::practice_answers_after, |answer| answer.id, json::practice_answer).await?;
    let key = |review: &Review| (review.reviewed_at, review.id);
    writer.list("reviews", db::reviews_after, key, json::review).await?;
    writer.text("\n}\n".to_owned()).await
}
