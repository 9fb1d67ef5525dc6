//! Izafet compounds: nouns of several words whose last word has the possessive ending of the third person (аналар кеңесі,
//! сауда орталығы). A case ending follows that ending: кеңесіне, орталығында.

use super::sounds::{is_full_vowel, is_vowel};
use super::{Flags, NounForm, endings, exceptions};
use crate::lexicon::{WordClass, class};

/// Returns whether a noun is an izafet compound, or another noun with the ending of the third person. Its last word ends
/// in ы or і and is no noun itself; without the ending it is a listed noun, or it ends as only possessed nouns do. Names
/// of persons in -ұлы and -қызы count as well.
pub(super) fn is_izafet(lemma: &str) -> bool {
    let Some(last) = lemma.rsplit([' ', '-']).next().filter(|last| last.ends_with(['ы', 'і'])) else {
        return false;
    };
    let is_name = last.starts_with(char::is_uppercase);
    if is_name && (last.ends_with("ұлы") || last.ends_with("қызы")) && last.chars().count() > 4 {
        return true;
    }
    let word = last.to_lowercase();
    let own = class(&word);
    if is_owned(&word) {
        return true;
    }
    if exceptions::is_not_possessed(&word) {
        return false;
    }
    let is_form_of_noun = || {
        is_possessed_infinitive(&word)
            || bare_words(&word).iter().any(|bare| is_noun(bare))
            || plural_of(&word).is_some()
    };
    if lemma.strip_suffix(last).is_none_or(|before| !before.ends_with(' ')) {
        // A word by itself: кеңесі.
        return own.is_none() && !is_name && (is_form_of_noun() || is_quality(&word));
    }
    if exceptions::is_possessed(&word) {
        return true;
    }
    if matches!(own, Some(WordClass::Noun | WordClass::Numeral | WordClass::Pronoun)) {
        return false;
    }
    is_form_of_noun() || (own.is_none() && (follows_genitive(lemma) || looks_possessed(&word, is_name)))
}

/// Returns whether a word is a noun in -лық with the ending of the third person: хатшылығы.
fn is_quality(word: &str) -> bool {
    ["лығы", "лігі", "дығы", "дігі", "тығы", "тігі"].iter().any(|ending| word.ends_with(ending))
}

/// Returns whether a word is the -у form of a verb with the ending of the third person: қазақ жазуы, ғарышты игеруі.
fn is_possessed_infinitive(word: &str) -> bool {
    word.chars().count() > 3 && ["уы", "уі", "юы", "юі"].iter().any(|ending| word.ends_with(ending))
}

/// Returns whether a word has the ending -нікі, which stands for what someone has: менікі, біздікі, мұғалімдікі.
pub(super) fn is_owned(word: &str) -> bool {
    let stem = ["нікі", "дікі", "тікі"].into_iter().find_map(|ending| word.strip_suffix(ending));
    stem.is_some_and(|stem| stem.chars().count() > 1)
}

/// Returns whether the word before the last is in the genitive, which a possessed word follows: өмірдің мәні.
fn follows_genitive(lemma: &str) -> bool {
    let endings = ["ның", "нің", "дың", "дің", "тың", "тің"];
    lemma.rsplit(' ').nth(1).is_some_and(|before| endings.iter().any(|ending| before.ends_with(ending)))
}

fn is_noun(word: &str) -> bool {
    class(word) == Some(WordClass::Noun)
}

/// Returns whether a word that is not listed ends as only possessed nouns do: a noun in -лық (-лығы), in a vowel
/// (-асы), or in a consonant after which no adjective has the suffix -лы, -ды or -ты (институты, алаңы).
fn looks_possessed(word: &str, is_name: bool) -> bool {
    let mut letters = word.chars().rev().skip(1);
    let (Some(last), Some(before)) = (letters.next(), letters.next()) else { return false };
    let after_vowel = is_full_vowel(before) || matches!(before, 'и' | 'у' | 'ю');
    match last {
        // Іле Алатауы
        'с' | 'ғ' | 'г' | 'у' if after_vowel => true,
        // A proper name may end in any syllable: Ыбырай Алтынсары.
        _ if is_name => false,
        'б' | 'н' | 'м' | 'ң' | 'й' | 'з' | 'ж' | 'д' | 'п' | 'ф' | 'в' | 'х' | 'ц' => {
            after_vowel
        }
        'р' => after_vowel || matches!(before, 'т' | 'д'),
        'т' => after_vowel || matches!(before, 'й' | 'р' | 'н' | 'к'),
        'к' => matches!(before, 'р' | 'н'),
        // өткелі; but балалы, бала with the suffix -лы
        'л' => matches!(before, 'б' | 'к') || (after_vowel && !has_suffix_ly(word)),
        'с' => before == 'к',
        _ => false,
    }
}

fn has_suffix_ly(word: &str) -> bool {
    let stem = word.strip_suffix("лы").or_else(|| word.strip_suffix("лі"));
    stem.is_some_and(|stem| class(stem).is_some())
}

/// Returns the words that may stand before the ending of the third person: орталығ, орталық; бақшас, бақша; орн, орын.
fn bare_words(word: &str) -> Vec<String> {
    let bare = word.strip_suffix(['ы', 'і']).unwrap_or(word);
    let mut found = vec![bare.to_owned()];
    found.extend(hardened(bare));
    found.extend(bare.strip_suffix('с').filter(|rest| rest.ends_with(is_full_vowel)).map(str::to_owned));
    found.extend(exceptions::with_dropped_vowel(bare));
    // автомобилі: ь is dropped before a vowel.
    found.extend(bare.ends_with(['л', 'р', 'н']).then(|| format!("{bare}ь")));
    found
}

/// Returns a stem with the voiceless consonant that stands at the end of the word: кітаб, кітап; but клуб, психолог.
fn hardened(stem: &str) -> Option<String> {
    let (voiced, voiceless) =
        [('б', 'п'), ('г', 'к'), ('ғ', 'қ')].into_iter().find(|(voiced, _)| stem.ends_with(*voiced))?;
    if is_loanword(stem) {
        return None;
    }
    Some(format!("{}{voiceless}", stem.strip_suffix(voiced)?))
}

/// Returns whether a stem in б or г is a loanword: Kazakh words do not begin with two consonants, and have no г after а, о,
/// ұ or ы.
fn is_loanword(stem: &str) -> bool {
    let last = stem.rsplit([' ', '-']).next().unwrap_or_default();
    let mut letters = last.chars();
    let begins_with_group = letters.next().is_some_and(|letter| !is_vowel(letter))
        && letters.next().is_some_and(|letter| !is_vowel(letter));
    begins_with_group || ["аг", "ог", "уг"].iter().any(|end| last.ends_with(end))
}

/// Returns a compound without its ending of the third person: ауа райы, ауа рай; күн тәртібі, күн тәртіп; бала бақшасы, бала
/// бақша. Compounds in -басы contain the noun «бас»: отбасы, елбасы.
pub(super) fn without_possessive(lemma: &str) -> String {
    let last = lemma.rsplit([' ', '-']).next().unwrap_or_default();
    let before = lemma.strip_suffix(last).unwrap_or_default();
    let known = bare_words(&last.to_lowercase()).into_iter().find(|bare| is_noun(bare));
    if let Some(known) = known
        .filter(|known| last.starts_with(known.trim_end_matches(['п', 'к', 'қ'])) && !ends_in_dropped(last))
    {
        return format!("{before}{known}");
    }
    let bare = lemma.strip_suffix(['ы', 'і']).unwrap_or(lemma);
    if let Some(stem) =
        bare.strip_suffix('с').filter(|stem| stem.ends_with(is_full_vowel) && !bare.ends_with("бас"))
    {
        return stem.to_owned();
    }
    hardened(bare).unwrap_or_else(|| bare.to_owned())
}

/// Returns whether the word before the ending has dropped a vowel, which the caller restores.
fn ends_in_dropped(last: &str) -> bool {
    last.strip_suffix(['ы', 'і']).is_some_and(|bare| exceptions::with_dropped_vowel(bare).is_some())
}

/// Returns whether a noun is plural: жетістіктер.
pub(super) fn is_plural(noun: &str) -> bool {
    let last = noun.rsplit([' ', '-']).next().unwrap_or_default();
    !is_noun(last) && singular(last).is_some()
}

/// Returns whether a noun is given in its plural: қызметкерлер, кәсіби медиаторлар. A short word that is not listed may end
/// so by chance: тендер, трейлер.
pub(super) fn is_plural_lemma(lemma: &str) -> bool {
    let last = lemma.rsplit([' ', '-']).next().unwrap_or_default().to_lowercase();
    let is_known = |stem: &str| is_noun(stem) || stem.chars().count() > 4;
    class(&last).is_none() && singular(&last).is_some_and(is_known)
}

/// Returns the singular of a possessed plural: жетістіктері, жетістік.
fn plural_of(word: &str) -> Option<&str> {
    singular(word.strip_suffix(['ы', 'і'])?)
}

fn singular(word: &str) -> Option<&str> {
    let endings = ["лар", "лер", "дар", "дер", "тар", "тер"];
    let stem = endings
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|stem| stem.chars().count() > 2 || is_noun(stem))?;
    let plural = NounForm { plural: true, ..NounForm::LEMMA };
    (endings::inflect(stem, Flags::default(), plural) == word).then_some(stem)
}
