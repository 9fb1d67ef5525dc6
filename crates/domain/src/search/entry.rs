//! The stored form of a name.

use std::collections::BTreeSet;

use kazakh::{search_fold, sort_key};
use uuid::Uuid;

use super::forms;
use super::kinds::{LabelKind, SearchKind};

/// A name under which a record is found, with the forms that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchEntry {
    /// The record.
    pub record_id: Uuid,
    /// The kind of record.
    pub record_kind: SearchKind,
    /// The entry's position among the record's entries, from 1.
    pub position: i32,
    /// The name, as it is written.
    pub label: String,
    /// The kind of name.
    pub label_kind: LabelKind,
    /// The language of the name (BCP 47).
    pub language: String,
    /// The whole name in coarse form.
    pub folded: String,
    /// The possible stems of the name's words, in coarse form.
    pub stems: BTreeSet<String>,
    /// The sort key among records that match equally well: the record's Kazakh name, without quotation marks.
    pub sort_key: String,
}

/// Returns the head of a label's stems, which is their prefix: one letter for the kind of record, and one for the
/// length class of the label. With heads, the database finds short names before it reads long ones.
fn head(kind: SearchKind, length: char) -> String {
    format!("{}{length}", kind.letter())
}

/// The lengths at which a new length class begins, in letters, including blanks. People's names mostly have 15 to 25
/// letters, so the classes are finer there. Stems are stored with heads of these classes, so changing the lengths
/// requires a migration.
const LENGTHS: [usize; 17] = [8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 29, 32, 36, 40, 45, 55, 70];

/// Returns the letters of the length classes of labels with at least `letters` letters, shortest first.
fn lengths(letters: usize) -> impl Iterator<Item = char> {
    ('a'..).take(LENGTHS.len() + 1).skip(LENGTHS.partition_point(|length| *length <= letters))
}

/// The letter of the labels that are no names. They are read after all names, whatever their length.
const NO_NAME: char = 's';

/// Returns the heads of the stems of labels with at least `min_letters` letters, shortest first.
pub fn heads(kinds: &[SearchKind], min_letters: usize) -> Vec<String> {
    let classes = lengths(min_letters).chain([NO_NAME]);
    classes.flat_map(|length| kinds.iter().map(move |kind| head(*kind, length))).collect()
}

impl SearchEntry {
    /// Returns the stems as they are stored, with their heads.
    pub fn headed_stems(&self) -> Vec<String> {
        let length = lengths(self.folded.chars().count()).next();
        let length = if self.label_kind.is_name() { length } else { Some(NO_NAME) };
        let head = length.map_or_else(String::new, |length| head(self.record_kind, length));
        self.stems.iter().map(|stem| format!("{head}{stem}")).collect()
    }
}

/// Returns a whole name in coarse form: in letters of a Russian keyboard, without case and punctuation. Empty for a name
/// without a letter or digit.
pub fn folded(name: &str) -> String {
    joined(&search_fold::words(name))
}

/// Returns the words of a name in coarse form.
fn joined(words: &[String]) -> String {
    let words = words.iter().map(|word| forms::whole(word)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Collects the entries of one record.
pub(super) struct Entries {
    record_id: Uuid,
    record_kind: SearchKind,
    sort_key: String,
    found: Vec<SearchEntry>,
}

impl Entries {
    pub(super) fn new(record_id: Uuid, record_kind: SearchKind, sorted_by: &str) -> Self {
        let sort_key = sort_key(sorted_by);
        Self { record_id, record_kind, sort_key, found: Vec::new() }
    }

    /// Adds a name. A name without a letter or digit cannot be searched for, and is skipped, as is a duplicate.
    pub(super) fn add(&mut self, label: &str, label_kind: LabelKind, language: &str) {
        let words = search_fold::words(label);
        let folded = joined(&words);
        if folded.is_empty()
            || self.found.iter().any(|entry| entry.label == label && entry.language == language)
        {
            return;
        }
        let stems = words.iter().flat_map(|word| forms::stems_of_label_word(word, language));
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
    fn labels_are_searched_in_order_of_length() {
        let all = heads(&[SearchKind::Organization, SearchKind::Person], 0);
        assert_eq!(
            (all.len(), &all[..3], &all[35]),
            (38, &["oa", "pa", "ob"].map(str::to_owned)[..], &"pr".to_owned())
        );
        assert_eq!(all[36..], ["os", "ps"]);
        for (letters, first) in
            [(7, "ea"), (8, "eb"), (9, "eb"), (10, "ec"), (69, "eq"), (70, "er"), (500, "er")]
        {
            assert_eq!(heads(&[SearchKind::Event], letters)[0], first, "{letters}");
        }
    }
}
