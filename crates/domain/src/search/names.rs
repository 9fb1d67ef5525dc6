//! The search entries of each kind of record.

use super::entry::{Entries, SearchEntry};
use super::kinds::{LabelKind, SearchKind};
use crate::ids::{EventId, OrganizationId, PersonId, PostId, WordId};
use crate::text::{Language, Text};

/// The maximum length of a sentence in characters: that of a name. The database's index of labels takes no longer ones.
const MAX_SENTENCE: usize = 300;

/// Returns the entries of an organization: first its current name, which is also its sort key, then its other names,
/// and then the statements about it.
pub fn organization_entries<'a>(
    id: OrganizationId,
    names: impl IntoIterator<Item = (&'a Text, LabelKind)>,
    statements: impl IntoIterator<Item = (&'a Text, LabelKind)>,
) -> Vec<SearchEntry> {
    entries(id.uuid(), SearchKind::Organization, names, statements)
}

/// Returns the entries of a person: first their current name, which is also their sort key, then their other names, and
/// then the statements about them.
pub fn person_entries<'a>(
    id: PersonId,
    names: impl IntoIterator<Item = (&'a Text, LabelKind)>,
    statements: impl IntoIterator<Item = (&'a Text, LabelKind)>,
) -> Vec<SearchEntry> {
    entries(id.uuid(), SearchKind::Person, names, statements)
}

/// Returns the entries of an event: its title, and the statements about it.
pub fn event_entries<'a>(
    id: EventId,
    title: &'a Text,
    statements: impl IntoIterator<Item = (&'a Text, LabelKind)>,
) -> Vec<SearchEntry> {
    entries(id.uuid(), SearchKind::Event, [(title, LabelKind::Title)], statements)
}

/// Returns the entries of a post.
pub fn post_entries(id: PostId, title: &Text) -> Vec<SearchEntry> {
    entries(id.uuid(), SearchKind::Post, [(title, LabelKind::PostTitle)], [])
}

/// Returns the entries of a word: its headword and other spellings, and its meanings, each with its language.
pub fn word_entries<'a>(
    id: WordId,
    headword: &str,
    variants: impl IntoIterator<Item = &'a str>,
    glosses: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Vec<SearchEntry> {
    let mut entries = Entries::new(id.uuid(), SearchKind::Word, headword);
    entries.add(headword, LabelKind::Headword, Language::Kk.tag());
    for variant in variants {
        entries.add(variant, LabelKind::Headword, Language::Kk.tag());
    }
    for (language, gloss) in glosses {
        entries.add(gloss, LabelKind::Gloss, language);
    }
    entries.finish()
}

fn entries<'a>(
    record_id: uuid::Uuid,
    record_kind: SearchKind,
    names: impl IntoIterator<Item = (&'a Text, LabelKind)>,
    statements: impl IntoIterator<Item = (&'a Text, LabelKind)>,
) -> Vec<SearchEntry> {
    let mut names = names.into_iter().peekable();
    let sorted_by = names.peek().map_or("", |(name, _)| name.kazakh_first());
    let mut entries = Entries::new(record_id, record_kind, sorted_by);
    for (name, kind) in names {
        for (text, language) in name.languages() {
            entries.add(text, kind, language.tag());
        }
    }
    for (statement, kind) in statements {
        for (text, language) in statement.languages() {
            for sentence in sentences(text) {
                entries.add(sentence, kind, language.tag());
            }
        }
    }
    entries.finish()
}

/// Splits a text into sentences, so that a result can show the one that was found.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        let mut rest = line.trim();
        std::iter::from_fn(move || {
            let (sentence, after) = rest.split_at_checked(end_of_sentence(rest))?;
            rest = after.trim_start();
            (!sentence.is_empty()).then_some(sentence)
        })
    })
}

/// Returns where the first sentence of a text ends. A sentence that is too long ends between words.
fn end_of_sentence(text: &str) -> usize {
    let mut last_blank = None;
    for (number, (start, c)) in text.char_indices().enumerate() {
        if number == MAX_SENTENCE {
            return last_blank.unwrap_or(start);
        }
        let end = start + c.len_utf8();
        if ".!?…".contains(c) && text.get(end..).is_some_and(|rest| rest.starts_with(' ')) {
            return end;
        }
        if c.is_whitespace() {
            last_blank = Some(start);
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn each_language_of_each_name_is_an_entry() {
        let name = Text {
            kk: Some("«Парасат» клубы".into()), ru: Some("Клуб «Парасат»".into()), en: None
        };
        let former = Text { kk: Some("Білгірлер клубы".into()), ru: None, en: None };
        let about = Text {
            kk: Some("Тегін көмек. Психологтар бар!".into()), ru: None, en: None
        };
        let entries = organization_entries(
            Uuid::nil().into(),
            [(&name, LabelKind::Name), (&former, LabelKind::FormerName)],
            [(&about, LabelKind::Statement)],
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
                (4, "тегин комек", LabelKind::Statement, "kk"),
                (5, "психологтар бар", LabelKind::Statement, "kk"),
            ]
        );
        assert!(entries.iter().all(|entry| entry.sort_key == "Парасат клубы"));
        assert!(entries[3].headed_stems().iter().all(|stem| stem.starts_with("os")));
        assert!(entries[0].headed_stems().contains(&"odклуп".to_owned()), "{:?}", entries[0].headed_stems());
    }

    #[test]
    fn long_sentences_are_split_between_words() {
        let split = |text: &str| sentences(text).map(|part| part.chars().count()).collect::<Vec<_>>();
        assert_eq!(
            sentences("  Бір. Екі?! Үш 2.5\n\nТөрт").collect::<Vec<_>>(),
            ["Бір.", "Екі?!", "Үш 2.5", "Төрт"]
        );
        assert_eq!(split(&"сөз ".repeat(100)), [299, 99]);
        assert_eq!(split(&"с".repeat(700)), [300, 300, 100]);
        assert_eq!(split(" \n "), [0; 0]);
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
