//! Checks of how sentences, glosses and the texts of courses are written.

use std::collections::HashSet;

use kazakh::fold::fold_kazakh;

use super::{FileChecker, languages, spelling};
use crate::domain::text::Language;
use crate::import::format::{CourseTexts, Example, Field, Word};

/// Marks that no space stands before, except in French.
const MARKS: [char; 6] = ['.', ',', '!', '?', ':', ';'];
const QUESTION_MARKS: [char; 3] = ['?', '？', '؟'];
/// The languages that write names with a capital, and other nouns without.
const WITH_SMALL_NOUNS: [&str; 2] = ["ru", "uk"];
/// A shorter text, such as a name, may be the same in two languages.
const MIN_WORDS_TO_COMPARE: usize = 4;

/// Checks a sentence of an example or its translation.
pub(super) fn check_sentence(checker: &mut FileChecker<'_>, language: &Field, text: &Field) {
    let sentence: &str = text.as_ref();
    if spelling::problem(sentence).is_none()
        && let Some(problem) = sentence_problem(language.as_ref(), sentence)
    {
        checker.report(text, format!("«{sentence}» {problem}"));
    }
}

fn sentence_problem(language: &str, sentence: &str) -> Option<&'static str> {
    let first = sentence.chars().find(|letter| letter.is_alphanumeric());
    if first.is_some_and(char::is_lowercase) && !sentence.starts_with('…') {
        return Some("begins with a small letter");
    }
    if sentence.contains(" - ") {
        return Some("has a hyphen between spaces: write a dash (—)");
    }
    let words: Vec<&str> = sentence.split(' ').collect();
    if language != "fr" && words.iter().any(|word| word.starts_with(MARKS)) {
        return Some("has a space before a mark");
    }
    let is_twice = |pair: &[&str]| {
        let [one, other] = pair else { return false };
        let other = other.trim_end_matches(|letter: char| !letter.is_alphabetic());
        one.chars().all(char::is_alphabetic) && one.to_lowercase() == other.to_lowercase()
    };
    words.windows(2).any(is_twice).then_some("has a word twice in a row")
}

/// Checks that the translations of a question are questions, and those of other sentences are not. A Kazakh request in
/// -шы may be translated by a question: беріңізші, «could you give me».
pub(super) fn check_question(checker: &mut FileChecker<'_>, example: &Example) {
    let texts = example.as_ref();
    let Some((_, kazakh)) = texts.iter().find(|(language, _)| language.as_ref() == Language::Kk.tag()) else {
        return;
    };
    let is_question = |text: &Field| {
        let is_other_mark = |letter: char| !letter.is_alphanumeric() && !QUESTION_MARKS.contains(&letter);
        text.as_ref().trim_end_matches(is_other_mark).ends_with(QUESTION_MARKS)
    };
    let kazakh_text = fold_kazakh(kazakh.as_ref());
    let is_request = kazakh_text.ends_with("шы") || kazakh_text.ends_with("ші");
    for text in texts.values() {
        let differs = is_question(text) != is_question(kazakh);
        if differs && !(is_question(text) && is_request) {
            let (one, other) = (text.as_ref(), kazakh.as_ref());
            checker.report(text, format!("one of «{one}» and «{other}» is a question, the other is not"));
        }
    }
}

/// Checks that no example of a word is listed twice.
pub(super) fn check_repeated_examples(checker: &mut FileChecker<'_>, word: &Word) {
    let mut known = HashSet::new();
    for sentence in word.sentences() {
        if !known.insert(fold_kazakh(sentence.as_ref())) {
            checker.report(sentence, format!("the example «{}» is listed twice", sentence.as_ref()));
        }
    }
}

/// Checks how a gloss is written.
pub(super) fn check_gloss(checker: &mut FileChecker<'_>, headword: &str, language: &Field, gloss: &Field) {
    let text: &str = gloss.as_ref();
    if spelling::problem(text).is_none()
        && let Some(problem) = gloss_problem(headword, language.as_ref(), text)
    {
        checker.report(gloss, format!("the gloss «{text}» {problem}"));
    }
}

fn gloss_problem(headword: &str, language: &str, gloss: &str) -> Option<&'static str> {
    let is_stress = |letter: char| ('\u{300}'..='\u{36f}').contains(&letter);
    if has_unpaired_parenthesis(gloss) {
        Some("has a parenthesis without its other half")
    } else if gloss.ends_with(['.', ',', ';', ':']) {
        Some("ends with a mark")
    } else if gloss.contains(['/', ',']) {
        Some("is several: list each")
    } else if gloss.contains(is_stress) {
        Some("has a stress mark")
    } else if WITH_SMALL_NOUNS.contains(&language) && is_capital(gloss) && !is_capital(headword) {
        Some("begins with a capital letter, unlike its word")
    } else {
        None
    }
}

fn has_unpaired_parenthesis(text: &str) -> bool {
    let mut open = 0_usize;
    for letter in text.chars() {
        match letter {
            '(' => open += 1,
            ')' if open == 0 => return true,
            ')' => open -= 1,
            _ => {}
        }
    }
    open > 0
}

/// Checks that a headword begins with a capital letter only if its Russian gloss does.
pub(super) fn check_capital(checker: &mut FileChecker<'_>, word: &Word) {
    let headword: &str = word.headword.as_ref();
    let russian = word.glosses.iter().find(|(language, _)| language.as_ref() == Language::Ru.tag());
    let Some(gloss) = russian.and_then(|(_, glosses)| glosses.first()) else { return };
    let has_letters = gloss.as_ref().chars().any(char::is_alphabetic);
    if has_letters && is_capital(headword) && !is_capital(gloss.as_ref()) {
        checker.report(
            &word.headword,
            format!("«{headword}» begins with a capital letter, unlike its gloss «{}»", gloss.as_ref()),
        );
    }
}

fn is_capital(text: &str) -> bool {
    text.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// Checks that the texts of a course are in their languages.
pub(super) fn check_languages(checker: &mut FileChecker<'_>, texts: &CourseTexts) {
    let translations = [(Language::Ru, &texts.ru), (Language::En, &texts.en)];
    let translations =
        translations.into_iter().filter_map(|(language, text)| Some((language, text.as_ref()?)));
    for (language, text) in std::iter::once((Language::Kk, &texts.kk)).chain(translations) {
        let (shown, tag): (&str, &str) = (text.as_ref(), language.tag());
        let is_copied = language != Language::Kk
            && shown == texts.kk.as_ref()
            && shown.split(' ').count() >= MIN_WORDS_TO_COMPARE;
        if languages::is_in_other_script(tag, shown) {
            checker.report(text, format!("«{shown}» has no letter of the script of {tag}"));
        } else if is_copied {
            checker.report(text, format!("«{shown}» is the same in kk and {tag}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_written_as_sentences() {
        for (language, sentence) in [
            ("kk", "Ата-анам келді."),
            ("kk", "— Бұл не?"),
            ("ru", "…и пошли."),
            ("fr", "Où est-il ?"),
            ("zh-Hans", "你好。"),
            ("en", "3 apples."),
        ] {
            assert_eq!(sentence_problem(language, sentence), None, "{sentence}");
        }
        for (sentence, problem) in [
            ("бұл — үй.", "begins with a small letter"),
            ("Бұл - үй.", "has a hyphen between spaces: write a dash (—)"),
            ("Бұл — үй .", "has a space before a mark"),
            ("Бұл менің менің.", "has a word twice in a row"),
        ] {
            assert_eq!(sentence_problem("kk", sentence), Some(problem), "{sentence}");
        }
    }

    #[test]
    fn glosses_are_written_as_glosses() {
        for (headword, language, gloss) in [
            ("кітап", "ru", "книга"),
            ("Алматы", "ru", "Алматы"),
            ("кітап", "de", "Buch"),
            ("беру", "en", "to hand (over)"),
            ("кім", "en", "who?"),
            ("ақ", "vi", "trắng"),
        ] {
            assert_eq!(gloss_problem(headword, language, gloss), None, "{gloss}");
        }
        for (gloss, problem) in [
            ("книга (толстая", "has a parenthesis without its other half"),
            ("книга)", "has a parenthesis without its other half"),
            ("книга.", "ends with a mark"),
            ("книга/том", "is several: list each"),
            ("книга, том", "is several: list each"),
            ("кни\u{301}га", "has a stress mark"),
            ("Книга", "begins with a capital letter, unlike its word"),
        ] {
            assert_eq!(gloss_problem("кітап", "ru", gloss), Some(problem), "{gloss}");
        }
    }
}
