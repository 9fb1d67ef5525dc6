//! The languages of glosses and translations, and the scripts that they are written in.

use crate::domain::language_tag::LanguageTag;

/// The languages with a code of two letters (ISO 639-1).
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it \
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd \
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su \
    sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";
/// Languages of Kazakhstan and its neighbours that have a code of three letters only.
const MORE_LANGUAGES: &str = "ady alt ckb crh dar dng gag inh kaa kbd kjh kmr krc kum lez nog sah tyv";

/// A script that most of the languages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Arabic,
    Armenian,
    Cyrillic,
    Georgian,
    Greek,
    Han,
    Hangul,
    Hebrew,
    Latin,
}

/// Whether the lists have a language.
pub(super) fn is_known(tag: &LanguageTag) -> bool {
    let language = tag.as_str().split('-').next().unwrap_or_default();
    LANGUAGES.split_whitespace().chain(MORE_LANGUAGES.split(' ')).any(|known| known == language)
}

/// Returns a letter that the language is not written with. Latin abbreviations, such as IT, are part of any language.
pub(super) fn foreign_letter(tag: &str, text: &str) -> Option<char> {
    let script = script_of_language(tag)?;
    let is_abbreviation = |word: &&str| {
        let mut letters = word.chars().filter(|letter| letter.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(|letter| letter.is_ascii_uppercase())
    };
    let words = text.split_whitespace().filter(|word| !is_abbreviation(word));
    let is_foreign = |letter: &char| script_of(*letter).is_some_and(|other| other != script);
    words.flat_map(str::chars).find(|letter| is_foreign(letter) || !is_in_alphabet(*letter, tag))
}

/// Whether a text has letters, and none of the script of its language.
pub(super) fn is_in_other_script(tag: &str, text: &str) -> bool {
    let Some(own) = script_of_language(tag) else { return false };
    let mut scripts = text.chars().filter_map(script_of).peekable();
    scripts.peek().is_some() && scripts.all(|script| script != own)
}

/// Whether a Cyrillic letter belongs to the language, as far as its alphabet is known here: Russian has no қ.
fn is_in_alphabet(letter: char, tag: &str) -> bool {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    if script_of(small) != Some(Script::Cyrillic) {
        return true;
    }
    match tag.split('-').next() {
        Some("ru") => matches!(small, 'а'..='я' | 'ё'),
        Some("uk") => matches!(small, 'а'..='я' | 'і' | 'ї' | 'є' | 'ґ') && !matches!(small, 'ы' | 'э' | 'ъ'),
        _ => true,
    }
}

fn script_of_language(tag: &str) -> Option<Script> {
    let named = tag.split('-').skip(1).find_map(|subtag| match subtag {
        "Arab" => Some(Script::Arabic),
        "Cyrl" => Some(Script::Cyrillic),
        "Hans" | "Hant" => Some(Script::Han),
        "Latn" => Some(Script::Latin),
        _ => None,
    });
    named.or_else(|| match tag.split('-').next()? {
        "ar" | "ckb" | "fa" | "ps" | "sd" | "ug" | "ur" => Some(Script::Arabic),
        "hy" => Some(Script::Armenian),
        "ady" | "alt" | "av" | "ba" | "be" | "bg" | "ce" | "cv" | "dar" | "dng" | "inh" | "kbd" | "kjh"
        | "kk" | "krc" | "kum" | "ky" | "lez" | "mk" | "mn" | "nog" | "os" | "ru" | "sah" | "tg" | "tt"
        | "tyv" | "uk" => Some(Script::Cyrillic),
        "ka" => Some(Script::Georgian),
        "el" => Some(Script::Greek),
        "zh" => Some(Script::Han),
        "ko" => Some(Script::Hangul),
        "he" | "yi" => Some(Script::Hebrew),
        "az" | "cs" | "da" | "de" | "en" | "es" | "et" | "fi" | "fr" | "gag" | "hu" | "it" | "kmr" | "ku"
        | "lt" | "lv" | "nl" | "pl" | "pt" | "ro" | "sv" | "tk" | "tr" | "uz" | "vi" => Some(Script::Latin),
        _ => None,
    })
}

/// Returns the script of a letter; `None` if it is not one of these.
fn script_of(letter: char) -> Option<Script> {
    match letter {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{259}' | '\u{1e00}'..='\u{1eff}' => {
            Some(Script::Latin)
        }
        '\u{370}'..='\u{3ff}' => Some(Script::Greek),
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        '\u{531}'..='\u{587}' => Some(Script::Armenian),
        '\u{5d0}'..='\u{5f2}' => Some(Script::Hebrew),
        '\u{620}'..='\u{6ff}' if letter.is_alphabetic() => Some(Script::Arabic),
        '\u{10a0}'..='\u{10ff}' => Some(Script::Georgian),
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => Some(Script::Hangul),
        '\u{3400}'..='\u{9fff}' => Some(Script::Han),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_in_the_script_of_their_language() {
        for (tag, text) in [
            ("ru", "дом"),
            ("ru", "отдел IT"),
            ("en", "café"),
            ("az", "ləzzətli"),
            ("uz", "doʻst"),
            ("ug", "مەكتەپ"),
            ("zh-Hans", "学校"),
            ("ko", "학교"),
            ("uz-Cyrl", "дўст"),
            ("xal", "anything, что угодно"),
        ] {
            assert_eq!(foreign_letter(tag, text), None, "{tag} {text}");
        }
        for (tag, text, letter) in [
            ("en", "дом", 'д'),
            ("ru", "house", 'h'),
            ("ug", "mektep", 'm'),
            ("ko", "学校", '学'),
            ("zh-Hans", "학교", '학'),
            ("uz", "дўст", 'д'),
            ("ru", "Әкем келді", 'Ә'),
            ("ru", "дім", 'і'),
            ("uk", "крыша", 'ы'),
        ] {
            assert_eq!(foreign_letter(tag, text), Some(letter), "{tag} {text}");
        }
    }

    #[test]
    fn a_text_in_another_script_is_noticed() {
        for (tag, text) in
            [("kk", "IT-маман"), ("en", "кітабым, my book"), ("ru", "2024"), ("kk", "«Birlik» клубы")]
        {
            assert!(!is_in_other_script(tag, text), "{tag} {text}");
        }
        for (tag, text) in [("kk", "Sabaqta"), ("ru", "My book."), ("en", "Моя книга.")] {
            assert!(is_in_other_script(tag, text), "{tag} {text}");
        }
    }

    #[test]
    fn languages_are_known_by_their_codes() {
        let known = |tag: &str| is_known(&LanguageTag::new(tag).unwrap());
        assert!(["ru", "zh-Hans", "kaa", "ug"].into_iter().all(known));
        assert!(!["xx", "qq", "zzz"].into_iter().any(known));
    }
}
