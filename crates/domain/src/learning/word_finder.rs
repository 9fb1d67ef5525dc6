//! Finds the words that are taught and that a text of a learner's own list may mean. Lists come from other programs and
//! from paper: in either script, typed on a Russian keyboard or with the Latin layout left on, with endings.

use std::collections::{BTreeSet, HashMap};
use std::iter;

use kazakh::inflection::Noun;
use kazakh::{latin_input, lexicon, search_fold, stem};

use crate::ids::WordId;
use crate::learning::word::{PartOfSpeech, Word};
use crate::learning::word_index::{key, keys};
use crate::search::in_other_layouts;

/// A longer text is no word, whatever its endings.
const MAX_CHARS: usize = 60;

type Found = HashMap<String, BTreeSet<WordId>>;

/// Finds words by what people write for them. Each way to read a text is tried only if those before it find nothing.
#[derive(Debug, Default)]
pub struct WordFinder {
    /// Words by each correct spelling in either script, folded.
    spellings: Found,
    /// Pronouns by their forms, folded: no rule finds мен in маған.
    pronouns: Found,
    /// Words as a Russian keyboard types them.
    typed: Found,
    /// Words by their normalized stems, as a Russian keyboard types them.
    stems: Found,
}

impl WordFinder {
    /// Indexes words.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a Word>) -> Self {
        let mut finder = Self::default();
        for word in words {
            for spelling in word.spellings() {
                finder.add(word, spelling);
            }
        }
        finder
    }

    fn add(&mut self, word: &Word, spelling: &str) {
        let insert = |index: &mut Found, key| index.entry(key).or_default().insert(word.id);
        for key in keys(spelling) {
            insert(&mut self.spellings, key);
        }
        if word.part_of_speech == PartOfSpeech::Pronoun {
            // The plural of мен is біз, a word of its own.
            let pronoun = Noun::look_up(spelling);
            let forms = pronoun.paradigm().filter(|(form, _)| !form.plural && form.possessor.is_none());
            for key in forms.flat_map(|(_, form)| keys(&form)) {
                insert(&mut self.pronouns, key);
            }
        }
        // On a Russian keyboard, ә becomes а or е.
        for typed in [spelling.to_owned(), spelling.to_lowercase().replace('ә', "е")] {
            let words = as_typed(&typed);
            insert(&mut self.typed, whole(&words));
            if let Some((last, before)) = words.split_last() {
                insert(&mut self.stems, with_last(before, &stem::normalized(last)));
            }
        }
    }

    /// Returns the words that a text may mean. Empty if it means none of them.
    pub fn find(&self, text: &str) -> BTreeSet<WordId> {
        if text.chars().nth(MAX_CHARS).is_some() {
            return BTreeSet::new();
        }
        let texts = iter::once(text.to_owned()).chain(in_other_layouts(text));
        let mut found = texts.map(|text| self.find_as_written(&text)).filter(|found| !found.is_empty());
        found.next().unwrap_or_default()
    }

    /// Returns the words that a text may mean if the keyboard had the right layout.
    fn find_as_written(&self, text: &str) -> BTreeSet<WordId> {
        let key = key(text);
        if let Some(found) = self.spellings.get(&key).or_else(|| self.pronouns.get(&key)) {
            return found.clone();
        }
        let is_latin = !key.chars().any(|letter| ('\u{400}'..='\u{52f}').contains(&letter));
        let lemmas = if is_latin { lexicon::lemmas_in_latin(&key) } else { lexicon::lemmas(&key) };
        // The dictionary form of another word is neither a form nor a misspelling of one of these: жылы (warm) is not жыл.
        if lemmas.iter().any(|lemma| keys(lemma).contains(&key)) {
            return BTreeSet::new();
        }
        let of_lemmas: BTreeSet<WordId> =
            lemmas.iter().filter_map(|lemma| self.spellings.get(*lemma)).flatten().copied().collect();
        if !of_lemmas.is_empty() {
            return of_lemmas;
        }
        // The rules for stems know no words. If the lexicon knows the text, it is a word that is not taught.
        let may_have_endings = lemmas.is_empty();
        let words = if is_latin { read_as_kazakh(text) } else { as_typed(text) };
        let by_stem = || self.by_stem(&words).filter(|_| may_have_endings);
        self.typed.get(&whole(&words)).cloned().or_else(by_stem).unwrap_or_default()
    }

    /// Finds the words of which a text, as typed, may be a form.
    fn by_stem(&self, words: &[String]) -> Option<BTreeSet<WordId>> {
        let (last, before) = words.split_last()?;
        let candidates = stem::candidates(last);
        let found = candidates.iter().filter_map(|stem| self.stems.get(&with_last(before, stem)));
        let found: BTreeSet<WordId> = found.flatten().copied().collect();
        (!found.is_empty()).then_some(found)
    }
}

/// Returns the words of a text as a Russian keyboard types them.
fn as_typed(text: &str) -> Vec<String> {
    search_fold::words(text).iter().map(|word| search_fold::keyboard_form(word)).collect()
}

/// Returns the words of a Latin text, read as Kazakh, as a Russian keyboard types them. Empty if it cannot be Kazakh.
fn read_as_kazakh(text: &str) -> Vec<String> {
    let words = search_fold::words(text);
    let read: Option<Vec<String>> = words.iter().map(|word| latin_input::to_keyboard_form(word)).collect();
    read.unwrap_or_default()
}

/// Returns words as one text in the form that is compared.
fn whole(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| search_fold::search_form(word)).collect();
    words.join(" ")
}

/// Returns words and another last one as one text in the form that is compared.
fn with_last(before: &[String], last: &str) -> String {
    whole(&[before, &[last.to_owned()]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// Returns a finder of these words, and for a text the words that it finds.
    fn found(text: &str) -> Vec<&'static str> {
        use PartOfSpeech::{Adjective, Noun, Phrase, Pronoun, Verb};
        const WORDS: [(&str, PartOfSpeech); 16] = [
            ("үй", Noun),
            ("қол", Noun),
            ("көл", Noun),
            ("кітап", Noun),
            ("халық", Noun),
            ("мектеп", Noun),
            ("жыл", Noun),
            ("алма", Noun),
            ("әке", Noun),
            ("қар", Noun),
            ("алу", Verb),
            ("оқу", Verb),
            ("әдемі", Adjective),
            ("сау болыңыз", Phrase),
            ("мен", Pronoun),
            ("біз", Pronoun),
        ];
        let words: Vec<Word> =
            WORDS.iter().zip(1..).map(|((word, kind), id)| taught(id, word, *kind)).collect();
        let found = WordFinder::new(&words).find(text);
        let headword = |id: &WordId| WORDS[usize::try_from(id.uuid().as_u128()).unwrap() - 1].0;
        found.iter().map(headword).collect()
    }

    fn taught(id: u128, headword: &str, part_of_speech: PartOfSpeech) -> Word {
        Word {
            id: Uuid::from_u128(id).into(),
            course_id: Uuid::nil().into(),
            lesson_id: Uuid::nil().into(),
            slug: "word".to_owned(),
            position: 1,
            headword: headword.to_owned(),
            variants: if headword == "халық" { vec!["қалайық".to_owned()] } else { Vec::new() },
            part_of_speech,
            level: None,
            note: None,
            inflection: None,
            meanings: Vec::new(),
            examples: Vec::new(),
            accepted_orders: Vec::new(),
            content_version: 1,
            withdrawn: false,
        }
    }

    #[test]
    fn a_word_is_found_by_its_spellings_and_forms() {
        for (text, word) in [
            ("үй", "үй"),
            ("«Үй»", "үй"),
            ("Сау  болыңыз!", "сау болыңыз"),
            ("қалайық", "халық"),
            ("үйде", "үй"),
            ("кітабымызды", "кітап"),
            ("халқының", "халық"),
            ("оқыдым", "оқу"),
            ("алмаймын", "алу"),
            ("алма", "алма"),
            ("маған", "мен"),
            ("бізден", "біз"),
        ] {
            assert_eq!(found(text), [word], "{text}");
        }
    }

    #[test]
    fn a_word_is_found_in_latin_letters_and_on_a_russian_keyboard() {
        for (text, word) in [
            ("kıtap", "кітап"),
            ("kitap", "кітап"),
            ("uyi", "үй"),
            ("mektepter", "мектеп"),
            ("halyqtyñ", "халық"),
            ("halyktyn", "халық"),
            ("мектептин", "мектеп"),
            ("адеми", "әдемі"),
            ("эке", "әке"),
            ("еке", "әке"),
            ("уй", "үй"),
            ("vtrntg", "мектеп"),
            ("cfe ,jksysp", "сау болыңыз"),
            ("r3nfg", "кітап"),
            ("[fk0s", "халық"),
            ("2ltv3", "әдемі"),
            ("0jk", "қол"),
            ("r-k", "көл"),
            ("8qlt", "үй"),
        ] {
            assert_eq!(found(text), [word], "{text}");
        }
    }

    #[test]
    fn a_text_that_may_mean_several_words_finds_them_all() {
        for text in ["кол", "kol", "колге", "rjk"] {
            assert_eq!(found(text), ["қол", "көл"], "{text}");
        }
        assert_eq!(found("қол"), ["қол"], "the right letters decide");
    }

    #[test]
    fn other_texts_find_nothing() {
        for text in
            ["", "—", "123", "2013", "nf4", "house", "дом", "жылы", "қара", "тау", "тауда", &"ү".repeat(61)]
        {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
