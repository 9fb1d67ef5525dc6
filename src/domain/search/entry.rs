//! What is stored of a name.

use std::collections::BTreeSet;

use kazakh::{search_fold, sort_key};
use uuid::Uuid;

use super::forms;
use super::kinds::{LabelKind, RecordKind};

/// A name under which a record is found, with the forms that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchEntry {
    /// The record.
    pub record_id: Uuid,
    /// What it is.
    pub record_kind: RecordKind,
    /// Its place among the record's entries, the first 1.
    pub position: i32,
    /// The name, as it is written.
    pub label: String,
    /// What the name is to the record.
    pub label_kind: LabelKind,
    /// BCP 47.
    pub language: String,
    /// The whole name in coarse form.
    pub folded: String,
    /// What each of its words may be without its endings, in coarse form.
    pub stems: BTreeSet<String>,
    /// What the record is sorted by where it fits as well as others: its Kazakh name, without quotation marks.
    pub sort_key: String,
}

/// What is written before the stems of a label, so that short names are found before long ones are looked at: a
/// letter for the kind of record, and one for the number of letters.
fn head(kind: RecordKind, length: char) -> String {
    format!("{}{length}", kind.letter())
}

/// Up to how many letters, blanks among them, labels have one head: each of them begins a greater length. Names of people
/// are mostly of 15 to 25 letters, so that heads divide them finely. Stems are stored behind these heads: whoever changes
/// the lengths writes a migration.
const LENGTHS: [usize; 17] = [8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 29, 32, 36, 40, 45, 55, 70];

/// The letters for the lengths of labels of so many letters and more, the shortest first.
fn lengths(letters: usize) -> impl Iterator<Item = char> {
    ('a'..).take(LENGTHS.len() + 1).skip(LENGTHS.partition_point(|length| *length <= letters))
}

/// The heads under which labels of at least so many letters are found, those of the shortest first.
pub fn heads(kinds: &[RecordKind], least: usize) -> Vec<String> {
    lengths(least).flat_map(|length| kinds.iter().map(move |kind| head(*kind, length))).collect()
}

impl SearchEntry {
    /// The stems as they are stored, behind their heads.
    pub fn headed_stems(&self) -> Vec<String> {
        let length = lengths(self.folded.chars().count()).next();
        let head = length.map_or_else(String::new, |length| head(self.record_kind, length));
        self.stems.iter().map(|stem| format!("{head}{stem}")).collect()
    }
}

/// Collects the entries of one record.
pub(super) struct Entries {
    record_id: Uuid,
    record_kind: RecordKind,
    sort_key: String,
    found: Vec<SearchEntry>,
}

impl Entries {
    pub(super) fn new(record_id: Uuid, record_kind: RecordKind, sorted_by: &str) -> Self {
        let sort_key = sort_key(sorted_by);
        Self { record_id, record_kind, sort_key, found: Vec::new() }
    }

    /// One more name; one without a letter or digit can't be asked for, and one that is there already needn't be twice.
    pub(super) fn add(&mut self, label: &str, label_kind: LabelKind, language: &str) {
        let words = search_fold::words(label);
        let folded = words.iter().map(|word| forms::whole(word)).filter(|word| !word.is_empty());
        let folded = folded.collect::<Vec<_>>().join(" ");
        if folded.is_empty()
            || self.found.iter().any(|entry| entry.label == label && entry.language == language)
        {
            return;
        }
        let stems = words.iter().flat_map(|word| forms::of_label(word, language));
        self.found.push(SearchEntry {
            record_id: self.record_id,
            record_kind: self.record_kind,
            position: i32::try_from(self.found.len()).unwrap_or(i32::MAX).saturating_add(1),
            label: label.to_owned(),
            label_kind,
            language: language.to_owned(),
            folded,
            stems: stems.filter(|stem| !stem.is_empty()).collect(),
            sort_key: self.sort_key.clone(),
        });
    }

    pub(super) fn finish(self) -> Vec<SearchEntry> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_looked_for_by_their_lengths() {
        let all = heads(&[RecordKind::Organization, RecordKind::Person], 0);
        assert_eq!(
            (all.len(), &all[..3], &all[35]),
            (36, &["oa", "pa", "ob"].map(str::to_owned)[..], &"pr".to_owned())
        );
        for (letters, first) in
            [(7, "ea"), (8, "eb"), (9, "eb"), (10, "ec"), (69, "eq"), (70, "er"), (500, "er")]
        {
            assert_eq!(heads(&[RecordKind::Event], letters)[0], first, "{letters}");
        }
    }
}
