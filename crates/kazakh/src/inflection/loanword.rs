//! The stems of loanwords before endings, by «Қазақ тілі емлесінің ережелері», the rules of orthography.

use super::sounds::is_vowel;

/// Final groups of consonants that no ending can follow. Rules: і stands between (фактіге, дискісі, митингілер).
const LINKED: [&str; 4] = ["кт", "пт", "ск", "нг"];
/// Letters that occur in loanwords only.
const FOREIGN: [char; 9] = ['в', 'ф', 'ц', 'ч', 'щ', 'ъ', 'ь', 'э', 'ё'];

/// Kazakh words, and loanwords that are old in Kazakh, at the end of words that have the look of loanwords.
const KAZAKH_IN_P: [&str; 4] = ["мектеп", "кәсіп", "есеп", "картоп"];

/// Returns a noun as it is before endings. Proper names keep doubled letters (Донбассқа, Кириллмен) and -нг (Гонконгке).
pub(super) fn stem(lemma: &str) -> String {
    let last = lemma.rsplit([' ', '-']).next().unwrap_or_default();
    let is_name = last.starts_with(char::is_uppercase);
    if LINKED.iter().any(|end| last.ends_with(end)) && !(is_name && last.ends_with("нг")) {
        return format!("{lemma}і");
    }
    // Rules: -сть and -зд lose their last consonant (повесі, съезге).
    if let Some(stem) = lemma.strip_suffix("ть").filter(|stem| stem.ends_with('с')) {
        return stem.to_owned();
    }
    if let Some(stem) = lemma.strip_suffix('д').filter(|stem| stem.ends_with('з')) {
        return stem.to_owned();
    }
    // Rules: a doubled final consonant becomes single (классы → класы, гриппі → грипі, грамның).
    match doubled(last) {
        Some(letter) if !is_name => lemma.strip_suffix(letter).unwrap_or(lemma).to_owned(),
        _ => lemma.to_owned(),
    }
}

fn doubled(word: &str) -> Option<char> {
    let mut letters = word.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    (last == before && !is_vowel(last)).then_some(last)
}

/// Returns whether the final п of a noun stays before a vowel. Rules: п does not become б in loanwords (типі, окопы,
/// грипі). A word is one by its letters, its first consonants, or its last syllable.
pub(super) fn keeps_stop(lemma: &str) -> bool {
    let word = lemma.to_lowercase();
    let word = word.rsplit([' ', '-']).next().unwrap_or_default();
    if !word.ends_with('п') {
        return false;
    }
    // A compound is no loanword for its first part: авиамектеп, авиамектебі.
    if KAZAKH_IN_P.iter().any(|end| word.ends_with(end)) {
        return false;
    }
    let mut letters = word.chars();
    let starts_with_group = letters.next().is_some_and(|letter| !is_vowel(letter))
        && letters.next().is_some_and(|letter| !is_vowel(letter));
    let has_several_syllables = word.chars().filter(|letter| is_vowel(*letter)).count() > 1;
    doubled(word).is_some()
        || word.contains(FOREIGN)
        || starts_with_group
        || word.ends_with("ип")
        || word.ends_with("уп")
        || (word.ends_with("оп") && has_several_syllables)
}
