//! Tables of records: the cells of their values.

use std::fmt::Display;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use edtf::Edtf;

use super::ReferencedRecords;
use super::public::Public;
use crate::domain::directory::{Record, RecordContent, RecordKind};
use crate::domain::text::Text;
use crate::spreadsheet::Row;

/// Records that have a table.
pub trait Table: Public {
    /// The names of the columns.
    const COLUMNS: &'static [&'static str];

    /// Returns the row with the names of the columns.
    fn header() -> Row {
        Self::COLUMNS.iter().fold(Row::default(), Row::plain)
    }

    /// Returns the row of a record in its [public](Public::public) form.
    fn row(record: &Record<Self>, referenced: &ReferencedRecords) -> Row;
}

impl Row {
    /// Returns a row with the cells that every record has: the id, the version, and the time of the last edit.
    pub(super) fn of<C: RecordContent>(record: &Record<C>) -> Self {
        let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let row = Self::default().plain(record.id.uuid()).plain(record.version);
        row.plain(moment(record.updated_at))
    }

    /// Adds a text: one cell per language.
    pub(super) fn text(self, text: Option<&Text>) -> Self {
        self.cell(text.and_then(|text| text.kk.as_deref()))
            .cell(text.and_then(|text| text.ru.as_deref()))
            .cell(text.and_then(|text| text.en.as_deref()))
    }

    /// Adds a date: the EDTF, and the first and the last day that it can mean.
    pub(super) fn date(self, date: Option<&Edtf>) -> Self {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        self.maybe(date).maybe(day(date.and_then(Edtf::earliest))).maybe(day(date.and_then(Edtf::latest)))
    }

    /// Adds several values in one cell.
    pub(super) fn list(self, values: impl IntoIterator<Item = impl Display>) -> Self {
        let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        self.cell(Some(&values.join("; ")))
    }

    /// Adds the sources that the record cites, each once.
    pub(super) fn sources(self, content: &impl RecordContent) -> Self {
        let references = content.references().into_iter();
        let mut ids: Vec<_> = references.filter(|reference| reference.kind == RecordKind::Source).collect();
        ids.sort_unstable_by_key(|reference| reference.id);
        ids.dedup_by_key(|reference| reference.id);
        self.list(ids.iter().map(|reference| reference.id))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::samples::{self, referenced};
    use super::*;

    fn cells<C: Table>(record: Record<C>) -> Vec<(&'static str, String)> {
        let content = record.content.public(&referenced()).unwrap();
        let row = C::row(&Record { content, ..record }, &referenced());
        assert_eq!(row.cells().len(), C::COLUMNS.len(), "{row:?}");
        C::COLUMNS.iter().copied().zip(row.cells().iter().cloned()).collect()
    }

    fn cell<'a>(cells: &'a [(&str, String)], column: &str) -> &'a str {
        &cells.iter().find(|(name, _)| *name == column).unwrap().1
    }

    #[test]
    fn every_row_has_one_cell_per_column() {
        let club = cells(samples::club());
        assert_eq!(cell(&club, "name_ru"), "Клуб «Парасат»");
        assert_eq!(cell(&club, "parent_id"), samples::HOUSE.to_string());
        assert_eq!((cell(&club, "founded"), cell(&club, "founded_latest")), ("2013?", "2013-12-31"));
        assert_eq!(cell(&club, "phones"), "+7 7282 000000");
        assert_eq!(cell(&club, "emails"), "");
        assert!(cell(&club, "names").contains("Old name"));
        assert!(
            cell(&club, "opening_hours").starts_with("[{") && cell(&club, "accessibility").contains("lift")
        );
        assert!(
            cell(&club, "services").contains("Тіл курсы") && !cell(&club, "services").contains("citations")
        );
        let house = cells(samples::house());
        assert_eq!((cell(&house, "latitude"), cell(&house, "country")), ("45.0156", "KZ"));
        assert_eq!(cell(&house, "address_ru"), "ул. Абая, 1, 2-қабат, Талдыкорган, Ескелді ауданы, 040000");
        assert!(cell(&house, "address_en").is_empty() && cell(&house, "locations").contains("Қонаев"));
        let person = cells(samples::person());
        assert_eq!((cell(&person, "note_kk"), cell(&person, "gender")), ("'@мұғалім", "female"));
        assert_eq!(
            (cell(&person, "sort_name_ru"), cell(&person, "patronymic_ru")),
            ("Кущ Лилия Ивановна", "Ивановна")
        );
        assert_eq!((cell(&person, "born"), cell(&person, "born_latest")), ("1960~", "1960-12-31"));
        assert!(cell(&person, "image_url").ends_with("jpg") && !cell(&person, "image_licence").is_empty());
        assert_eq!(cell(&cells(samples::post()), "title_en"), "chairwoman");
        let membership = cells(samples::membership());
        assert_eq!(
            (cell(&membership, "since"), cell(&membership, "since_earliest")),
            ("2015~", "2015-01-01")
        );
        assert_eq!(cell(&membership, "person_name_kk"), "Лилия");
        assert_eq!(cell(&cells(samples::event()), "held_latest"), "2016-03-31");
        let figure = cells(samples::observation());
        assert_eq!((cell(&figure, "value"), cell(&figure, "indicator")), ("-5", "members"));
        assert_eq!(cell(&figure, "superseded_by_id"), samples::CORRECTION.to_string());
        assert_eq!(cell(&cells(samples::source()), "author"), "'=HYPERLINK(\"http://evil\")");
    }

    #[test]
    fn the_row_of_a_series_has_its_regular_hours_whatever_became_of_the_first_occurrence() {
        let row = |schedule: &Value| {
            let mut event = samples::event();
            event.content.schedule = Some(serde_json::from_value(schedule.clone()).unwrap());
            let row = cells(event);
            ["starts_at", "ends_at", "time_zone", "rule"].map(|name| cell(&row, name).to_owned())
        };
        let mut schedule = json!({
            "starts": "2026-03-07T10:00:00", "zone": "Asia/Almaty", "minutes": 90, "rule": "FREQ=WEEKLY",
        });
        let regular = row(&schedule);
        assert_eq!(
            regular,
            ["2026-03-07T10:00:00+05:00", "2026-03-07T11:30:00+05:00", "Asia/Almaty", "FREQ=WEEKLY;BYDAY=SA"]
        );
        let moved = json!({"kind": "moved", "starts": "2026-03-08T18:00:00", "minutes": 30});
        for change in [moved.clone(), json!({"kind": "cancelled"})] {
            schedule["exceptions"] = json!([{"original": "2026-03-07T10:00:00", "change": change}]);
            assert_eq!(row(&schedule), regular, "{change}");
        }
        // Without a rule, the only occurrence is where it was moved to.
        schedule["rule"] = Value::Null;
        schedule["exceptions"] = json!([{"original": "2026-03-07T10:00:00", "change": moved}]);
        assert_eq!(row(&schedule)[..2], ["2026-03-08T18:00:00+05:00", "2026-03-08T18:30:00+05:00"]);
    }
}
