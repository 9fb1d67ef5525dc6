//! The search entries of each kind of record.

use super::entry::{Entries, SearchEntry};
use super::kinds::{LabelKind, RecordKind};
use crate::ids::{EventId, OrganizationId, PersonId, WordId};
use crate::text::{Language, Text};

/// Returns the entries of an organization: first its current name, which is also its sort key, then its short and
/// former names.
pub fn organization_entries<'a>(
    id: OrganizationId,
    names: impl IntoIterator<Item = (&'a Text, LabelKind)>,
) -> Vec<SearchEntry> {
    named(id.uuid(), RecordKind::Organization, names)
}

/// Returns the entries of a person: first their current name, which is also their sort key, then their former names.
pub fn person_entries<'a>(
    id: PersonId,
    names: impl IntoIterator<Item = (&'a Text, LabelKind)>,
) -> Vec<SearchEntry> {
    named(id.uuid(), RecordKind::Person, names)
}

/// Returns the entry of an event.
pub fn event_entries(id: EventId, title: &Text) -> Vec<SearchEntry> {
    named(id.uuid(), RecordKind::Event, [(title, LabelKind::Title)])
}

/// Returns the entries of a word: its headword and other spellings, and its meanings, each with its language.
pub fn word_entries<'a>(
    id: WordId,
    headword: &str,
    variants: impl IntoIterator<Item = &'a str>,
    glosses: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Vec<SearchEntry> {
    let mut entries = Entries::new(id.uuid(), RecordKind::Word, headword);
    entries.add(headword, LabelKind::Headword, Language::Kk.tag());
    for variant in variants {
        entries.add(variant, LabelKind::Headword, Language::Kk.tag());
    }
    for (language, gloss) in glosses {
        entries.add(gloss, LabelKind::Gloss, language);
    }
    entries.finish()
}

fn named<'a>(
    record_id: uuid::Uuid,
    record_kind: RecordKind,
    names: impl IntoIterator<Item = (&'a Text, LabelKind)>,
) -> Vec<SearchEntry> {
    let mut names = names.into_iter().peekable();
    let sorted_by = names.peek().map_or("", |(name, _)| name.kk.as_str());
    let mut entries = Entries::new(record_id, record_kind, sorted_by);
    for (name, kind) in names {
        entries.add(&name.kk, kind, Language::Kk.tag());
        for (text, language) in [(&name.ru, Language::Ru), (&name.en, Language::En)] {
            if let Some(text) = text {
                entries.add(text, kind, language.tag());
            }
        }
    }
    entries.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn each_language_of_each_name_is_an_entry() {
        let name = Text {
            kk: "«Парасат» клубы".into(), ru: Some("Клуб «Парасат»".into()), en: None
        };
        let former = Text { kk: "Білгірлер клубы".into(), ru: None, en: None };
        let entries = organization_entries(
            Uuid::nil().into(),
            [(&name, LabelKind::Name), (&former, LabelKind::FormerName)],
        );
        let found: Vec<_> = entries
            .iter()
            .map(|entry| (entry.position, entry.folded.as_str(), entry.label_kind, entry.language.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (1, "парасат клубы", LabelKind::Name, "kk"),
                (2, "клуб парасат", LabelKind::Name, "ru"),
                (3, "билгирлер клубы", LabelKind::FormerName, "kk"),
            ]
        );
        assert!(entries.iter().all(|entry| entry.sort_key == "Парасат клубы"));
        assert!(entries[0].headed_stems().contains(&"odклуп".to_owned()), "{:?}", entries[0].headed_stems());
    }

    #[test]
    fn a_word_is_found_by_its_meanings_in_all_languages() {
        let glosses = [("ru", "спасибо"), ("en", "thanks"), ("zh-Hans", "谢谢"), ("en", "…")];
        let entries = word_entries(Uuid::nil().into(), "рақмет", ["рахмет"], glosses);
        let found: Vec<_> =
            entries.iter().map(|entry| (entry.folded.as_str(), entry.language.as_str())).collect();
        assert_eq!(
            found,
            [("ракмет", "kk"), ("рахмет", "kk"), ("спасибо", "ru"), ("thanks", "en"), ("谢谢", "zh-Hans")]
        );
    }
}
