//! Normalizes meanings for comparison, by the rules of their language.

use unicode_normalization::UnicodeNormalization as _;

use super::look_alikes::unify_scripts;
use super::scripts::{chinese_simplified, uyghur_in_arabic, uzbek_in_latin};

/// How often folding is repeated at most. Once is enough, unless the text has marks that belong to no letter, or
/// several scripts in a word: then one rule may remove what kept another from applying.
const MAX_REPEATS: usize = 4;

/// Normalizes a meaning for comparison. `language` is its BCP 47 tag.
///
/// These are ignored: case (by the rules of the language: Turkish and Azerbaijani have ı and i), punctuation, stress marks,
/// articles, the `to` of English and the `zu` of German verbs, contractions of English, the circumflex of Turkish, and
/// look-alike letters of another script. Letters that different keyboards write for the same sound count as one, and so do
/// the two scripts of Uzbek, of Uyghur and of Chinese.
pub fn fold_meaning(text: &str, language: &str) -> String {
    let language = primary(language);
    let mut folded = fold_once(text, language);
    for _ in 0..MAX_REPEATS {
        let again = fold_once(&folded, language);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

fn fold_once(text: &str, language: &str) -> String {
    let composed: String = text.nfkc().collect();
    let letters: String =
        unify_scripts(&composed, language).chars().flat_map(|letter| lower(letter, language)).collect();
    let spelled_out = match language {
        "en" => spell_out_contractions(&letters),
        "fr" | "it" => letters.replace(['\'', '’'], " "),
        "tr" => letters.replace('â', "a").replace('î', "i").replace('û', "u"),
        "ug" => uyghur_in_arabic(&letters),
        "uz" => uzbek_in_latin(&letters),
        "zh" => chinese_simplified(&letters),
        _ => letters,
    };
    let unified: String = spelled_out.chars().filter_map(unify_letter).collect();
    let folded = kazakh::fold::fold_text(&unified).replace('-', " ");
    // Once more: a capital and its small letter look like different letters.
    let folded = unify_scripts(&folded, language);
    let folded = if language == "de" { folded.replace('ß', "ss") } else { folded };
    without_articles(&folded, language)
}

/// Returns the key under which equal meanings are found: the folded meaning without spaces, because «good-bye», «good bye»
/// and «goodbye» are the same.
pub fn meaning_key(text: &str, language: &str) -> String {
    fold_meaning(text, language).replace(' ', "")
}

/// Returns the language alone of a BCP 47 tag.
pub(super) fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// Lower-cases a letter. The exceptions of tr and az are those of Unicode's `SpecialCasing.txt`.
fn lower(letter: char, language: &str) -> Vec<char> {
    match (letter, language) {
        ('I', "tr" | "az") => vec!['ı'],
        ('İ', "tr" | "az") => vec!['i'],
        _ => letter.to_lowercase().collect(),
    }
}

/// Unifies letters that different keyboards write for the same sound, and removes vowel marks and joiners. Arabic keyboards
/// have one letter for Uyghur's h and e, with a joiner or in a shape of its own.
fn unify_letter(letter: char) -> Option<char> {
    Some(match letter {
        'ё' => 'е',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ھ' | 'ه' | 'ہ' | 'ة' | 'ۀ' => 'ە',
        // The decimal digits of Arabic and Persian keyboards.
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(letter) & 0xf, 10)?,
        '’'
        | '‘'
        | '\''
        | 'ʼ'
        | 'ʻ'
        | '`'
        | '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{200c}'
        | '\u{200d}' => return None,
        other => other,
    })
}

/// Spells out the contractions of English, also without their apostrophe if they are no other word.
fn spell_out_contractions(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let word = word.replace(['’', 'ʼ', '`'], "'");
        let whole = match word.trim_matches(|letter: char| !letter.is_alphanumeric()) {
            "can't" | "cant" | "cannot" => "can not",
            "won't" => "will not",
            "let's" => "let us",
            "i'm" | "im" => "i am",
            "ive" => "i have",
            "dont" => "do not",
            "doesnt" => "does not",
            "isnt" => "is not",
            "youre" => "you are",
            "theyre" => "they are",
            "thats" => "that is",
            "whats" => "what is",
            _ => "",
        };
        if !whole.is_empty() {
            return whole.to_owned();
        }
        let endings = [
            ("n't", " not"),
            ("'m", " am"),
            ("'re", " are"),
            ("'ll", " will"),
            ("'ve", " have"),
            ("'d", " would"),
        ];
        for (ending, spelled_out) in endings {
            if let Some(stem) = word.strip_suffix(ending) {
                return format!("{stem}{spelled_out}");
            }
        }
        // After a noun, 's is the possessive.
        match word.strip_suffix("'s") {
            Some(
                stem @ ("it" | "he" | "she" | "that" | "this" | "there" | "here" | "what" | "who" | "where"
                | "how" | "when"),
            ) => format!("{stem} is"),
            _ => word,
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Removes articles, the `to` of English verbs and the `zu` of German ones. English articles count nowhere; those of
/// other languages at the beginning. A meaning may itself be an article.
fn without_articles(folded: &str, language: &str) -> String {
    let words: Vec<&str> = folded.split_whitespace().collect();
    let significant: Vec<&str> = match language {
        "en" => {
            let rest: Vec<&str> =
                words.iter().copied().filter(|word| !matches!(*word, "a" | "an" | "the")).collect();
            let particles = rest.iter().take_while(|word| **word == "to").count();
            let is_verb = particles < rest.len();
            rest.into_iter().skip(if is_verb { particles } else { 0 }).collect()
        }
        _ => words.iter().copied().skip_while(|word| leading_articles(language).contains(word)).collect(),
    };
    if significant.is_empty() { words.join(" ") } else { significant.join(" ") }
}

fn leading_articles(language: &str) -> &'static [&'static str] {
    match language {
        "de" => &[
            "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "zu",
        ],
        "fr" => &["le", "la", "les", "l", "un", "une", "des", "du"],
        "es" => &["el", "la", "los", "las", "un", "una", "unos", "unas"],
        "it" => &["il", "lo", "la", "i", "gli", "le", "l", "un", "uno", "una"],
        "pt" => &["o", "a", "os", "as", "um", "uma", "uns", "umas"],
        "nl" => &["de", "het", "een"],
        _ => &[],
    }
}
