//! Texts of records in HTML.

use minijinja::HtmlEscape;
use serde::Deserialize;

use crate::domain::text::Language;
use crate::messages::{Variable, page_sentence};

/// The letters of Kazakh that Russian does not have.
const KAZAKH_LETTERS: &str = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";
/// The maximum length of a page's description, in characters.
const DESCRIPTION: usize = 160;

/// A text with its language, as the operations request it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Version {
    language: String,
    text: String,
}

/// Returns a text as HTML, marked with its language if that is not the page's, so that screen readers pronounce it and
/// browsers translate it correctly. `versions` are the text in all its languages; without them, the language is guessed.
pub(super) fn marked(text: &str, versions: &[Version], page: Language) -> String {
    let escaped = HtmlEscape(text);
    // Without isolation, a name that runs from right to left would move the words around it.
    let html = if is_right_to_left(text) { format!("<bdi>{escaped}</bdi>") } else { escaped.to_string() };
    match language_of(text, versions, page) {
        language if language == page => html,
        other => format!("<span lang=\"{}\">{html}</span>", other.tag()),
    }
}

fn language_of(text: &str, versions: &[Version], page: Language) -> Language {
    let shown = versions.iter().filter(|version| version.text == text);
    let languages: Vec<Language> = shown.filter_map(|version| version.language.parse().ok()).collect();
    match languages.first() {
        Some(_) if languages.contains(&page) => page,
        Some(first) => *first,
        None if page != Language::Kk && is_kazakh(text, page) => Language::Kk,
        None => page,
    }
}

/// Returns whether a text contains letters of a script that runs from right to left.
fn is_right_to_left(text: &str) -> bool {
    text.contains(
        |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'),
    )
}

/// Returns whether the letters of a text show that it is in Kazakh, and not in the language of the page. A text without a
/// version in the page's language is almost always in Kazakh. On a Russian page, the letters leave it open if Russian has
/// all of them, as in many names.
fn is_kazakh(text: &str, page: Language) -> bool {
    let is_cyrillic = |c: char| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
    text.contains(|c| KAZAKH_LETTERS.contains(c) || page == Language::En && is_cyrillic(c))
}

/// Returns the beginning of a text as a description of its page.
pub(super) fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(DESCRIPTION) else { return text.to_owned() };
    let beginning = text.get(..end).unwrap_or(text);
    let words = beginning.rsplit_once(char::is_whitespace).map_or(beginning, |(words, _)| words);
    format!("{}…", words.trim_end_matches(|c: char| c.is_ascii_punctuation() || c == '–'))
}

/// The days of the week, as the operations request them.
const WEEKDAYS: [&str; 7] = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

/// Returns days of the week in words, in their order. Three or more in a row are a range.
pub(super) fn weekdays(days: &[String], language: Language) -> String {
    let name = |day: &str| {
        page_sentence("page-weekday", [("day".to_owned(), Variable::Text(day.to_owned()))], language)
    };
    let is_in = |day: &&str| days.iter().any(|one| one == day);
    let runs = WEEKDAYS.split(|day| !is_in(day)).flat_map(|run| match run {
        [first, _, .., last] => vec![format!("{}–{}", name(first), name(last))],
        short => short.iter().map(|day| name(day)).collect(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// Returns a number with the separators of a language.
pub(super) fn number(value: f64, language: Language) -> String {
    let text = value.abs().to_string();
    let (whole, decimals) = text.split_once('.').map_or((text.as_str(), None), |(w, d)| (w, Some(d)));
    let (thousands, point) = if language == Language::En { (',', '.') } else { ('\u{a0}', ',') };
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len() - index;
        if index > 0 && left.is_multiple_of(3) && whole.len() > 4 {
            grouped.push(thousands);
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 { "−" } else { "" };
    match decimals {
        Some(decimals) => format!("{sign}{grouped}{point}{decimals}"),
        None => format!("{sign}{grouped}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_another_language_is_marked() {
        let marked = |text, page| marked(text, &[], page);
        assert_eq!(marked("Аналар кеңесі", Language::Kk), "Аналар кеңесі");
        assert_eq!(marked("Аналар кеңесі", Language::Ru), "<span lang=\"kk\">Аналар кеңесі</span>");
        assert_eq!(marked("<b>кеңес", Language::En), "<span lang=\"kk\">&lt;b&gt;кеңес</span>");
        assert_eq!(marked("Лилия Кущ", Language::Ru), "Лилия Кущ");
        assert_eq!(marked("Лилия Кущ", Language::En), "<span lang=\"kk\">Лилия Кущ</span>");
        assert_eq!(marked("Council", Language::En), "Council");
        assert_eq!(marked("<نادي", Language::Ru), "<bdi>&lt;نادي</bdi>");
    }

    #[test]
    fn a_text_whose_language_is_known_is_marked_with_it() {
        let version = |language: &str, text: &str| Version { language: language.into(), text: text.into() };
        let versions = [version("RU", "Клуб"), version("EN", "Club"), version("KK", "Клуб")];
        assert_eq!(marked("Клуб", &versions, Language::Kk), "Клуб");
        assert_eq!(marked("Клуб", &versions, Language::En), "<span lang=\"ru\">Клуб</span>");
        assert_eq!(marked("Club", &versions, Language::Ru), "<span lang=\"en\">Club</span>");
        assert_eq!(marked("Кеңес", &versions, Language::En), "<span lang=\"kk\">Кеңес</span>");
    }

    #[test]
    fn a_description_ends_between_words() {
        assert_eq!(shortened("Аналар кеңесі."), "Аналар кеңесі.");
        let long = "сөз, ".repeat(60);
        let short = shortened(&long);
        assert!(short.ends_with("сөз…") && short.chars().count() <= 161, "{short}");
        assert_eq!(shortened(&"а".repeat(200)).chars().count(), 161);
    }

    #[test]
    fn days_in_a_row_are_a_range() {
        let words = |days: &[&str], language| {
            weekdays(&days.iter().map(|day| (*day).to_owned()).collect::<Vec<_>>(), language)
        };
        let working = ["FRIDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY"];
        assert_eq!(words(&working, Language::En), "Monday–Friday");
        assert_eq!(words(&working, Language::Kk), "дүйсенбі–жұма");
        assert_eq!(words(&WEEKDAYS, Language::Ru), "понедельник–воскресенье");
        assert_eq!(words(&["SUNDAY", "SATURDAY", "TUESDAY"], Language::En), "Tuesday, Saturday, Sunday");
        assert_eq!(
            words(&["FRIDAY", "THURSDAY", "WEDNESDAY", "MONDAY"], Language::En),
            "Monday, Wednesday–Friday"
        );
    }

    #[test]
    fn numbers_have_the_separators_of_the_language() {
        assert_eq!(number(37.0, Language::Kk), "37");
        assert_eq!(number(2015.0, Language::En), "2015");
        assert_eq!(number(1_234_567.5, Language::Ru), "1\u{a0}234\u{a0}567,5");
        assert_eq!(number(-12_000.25, Language::En), "−12,000.25");
    }
}
