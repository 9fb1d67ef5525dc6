//! Texts in the three languages of the institution.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

/// A language of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Kazakh.
    #[default]
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Language {
    /// All languages, in the order of fallback.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// Returns the BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }
}

/// The error for a language that is not kk, ru or en.
#[derive(Debug, thiserror::Error)]
#[error("the language must be one of kk, ru, en")]
pub struct UnknownLanguage;

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        let primary = text.split('-').next().unwrap_or(text);
        Self::ALL.into_iter().find(|l| primary.eq_ignore_ascii_case(l.tag())).ok_or(UnknownLanguage)
    }
}

/// A text in at least one of the three languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text {
    /// Kazakh.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kk: Option<String>,
    /// Russian.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ru: Option<String>,
    /// English.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub en: Option<String>,
}

impl Text {
    /// Returns the text in a language; `None` if it is not in this language.
    pub fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::Kk => self.kk.as_deref(),
            Language::Ru => self.ru.as_deref(),
            Language::En => self.en.as_deref(),
        }
    }

    /// Returns the text in all its languages.
    pub fn languages(&self) -> impl Iterator<Item = (&str, Language)> {
        Language::ALL.into_iter().filter_map(move |language| Some((self.get(language)?, language)))
    }

    /// Returns the text in a language, or else in the first that it has of Kazakh, Russian and English, with the language
    /// that it is in.
    pub fn in_language(&self, wanted: Language) -> (&str, Language) {
        match self.get(wanted) {
            Some(text) => (text, wanted),
            None => self.languages().next().unwrap_or(("", wanted)),
        }
    }

    /// Returns the text in Kazakh, or else in another language.
    pub fn kazakh_first(&self) -> &str {
        self.in_language(Language::Kk).0
    }
}

/// Whether a character shows nothing although it is no space: Unicode's property `Default_Ignorable_Code_Point`, and the
/// empty Braille pattern.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character by itself shows something.
pub fn is_visible(c: char) -> bool {
    use GeneralCategoryGroup::{Letter, Number, Punctuation, Symbol};
    matches!(c.general_category_group(), Letter | Number | Punctuation | Symbol) && !is_invisible(c)
}

/// Whether a character belongs in no text that people write: a control character, or one of those that Unicode assigns to no
/// character at all. XML, and so the feed and the site map, cannot contain them.
pub fn is_no_text(c: char) -> bool {
    const LAST_TWO_OF_A_PLANE: u32 = 0xfffe;
    let is_noncharacter =
        ('\u{fdd0}'..='\u{fdef}').contains(&c) || u32::from(c) & LAST_TWO_OF_A_PLANE == LAST_TWO_OF_A_PLANE;
    c.is_control() || is_noncharacter
}

/// Returns a text with line feeds as its only line breaks, and a space for each tab. Texts that are pasted, such as those
/// of Windows, have others, which mean the same to people.
pub fn with_plain_blanks(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_and_says_so() {
        let text = Text { kk: Some("кеңес".into()), ru: Some("совет".into()), en: None };
        assert_eq!(text.in_language(Language::Ru), ("совет", Language::Ru));
        assert_eq!(text.in_language(Language::En), ("кеңес", Language::Kk));
        let russian = Text { ru: Some("совет".into()), ..Text::default() };
        assert_eq!(russian.in_language(Language::En), ("совет", Language::Ru));
        assert_eq!(russian.languages().collect::<Vec<_>>(), [("совет", Language::Ru)]);
        assert_eq!(Text::default().kazakh_first(), "");
    }

    #[test]
    fn control_characters_and_noncharacters_are_no_text() {
        for c in [
            '\0',
            '\n',
            '\u{7f}',
            '\u{85}',
            '\u{fdd0}',
            '\u{fdef}',
            '\u{fffe}',
            '\u{ffff}',
            '\u{1fffe}',
            '\u{10ffff}',
        ] {
            assert!(is_no_text(c), "{c:?}");
        }
        for c in ['a', 'ә', ' ', '\u{a0}', '\u{200d}', '\u{fdcf}', '\u{fdf0}', '\u{fffd}', '😀', '\u{10fffd}']
        {
            assert!(!is_no_text(c), "{c:?}");
        }
    }

    #[test]
    fn pasted_blanks_become_line_feeds_and_spaces() {
        for (pasted, plain) in [
            ("бір\r\nекі\rүш\nтөрт\tбес", "бір\nекі\nүш\nтөрт бес"),
            ("\r\n\r\n\r\r\n", "\n\n\n\n"),
            ("\u{b}\u{c}\u{85}", "\u{b}\u{c}\u{85}"),
            ("", ""),
        ] {
            assert_eq!(with_plain_blanks(pasted), plain, "{pasted:?}");
        }
    }

    #[test]
    fn a_language_is_read_from_a_longer_tag() {
        assert_eq!("ru-KZ".parse::<Language>().ok(), Some(Language::Ru));
        assert!("de".parse::<Language>().is_err());
    }
}
