//! The pronunciation of Kazakh words by rule, in the International Phonetic Alphabet (IPA).
//!
//! The transcription is broad. Its symbols are those of the illustration «Kazakh» by Adam G. `McCollum` and Si Chen
//! (Journal of the International Phonetic Association 51, 2021), without the dental diacritic and with one letter for
//! each sound. The values of и and у, and the assimilation of н, с and з, are those that «Қазақ тілі емлесінің
//! ережелері», the rules of orthography, name as spoken but not written. Rounding harmony after the first syllable
//! (құлын spoken құлұн), which varies, is left out.

mod sounds;
mod stress;
#[cfg(test)]
mod tests;

use sounds::{Segment, segments};

/// Returns the pronunciation of a text. The stress mark stands before the stressed syllable of words of several syllables.
/// What is no letter of the Kazakh alphabet is left out.
///
/// ```
/// use kazakh::pronunciation::ipa;
/// assert_eq!(ipa("қала"), "qɑˈlɑ");
/// assert_eq!(ipa("су"), "sʊw");
/// assert_eq!(ipa("мұғаліммін"), "mʊʁɑˈlɪmmɪn");
/// ```
pub fn ipa(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|letter: char| letter.is_whitespace() || letter == '-');
    let spoken = words.map(word).filter(|word| !word.is_empty());
    spoken.collect::<Vec<_>>().join(" ")
}

fn word(word: &str) -> String {
    let letters: String = word.chars().filter(|letter| letter.is_alphabetic()).collect();
    let segments = segments(&letters);
    let nuclei: Vec<usize> =
        segments.iter().enumerate().filter(|(_, segment)| segment.is_vowel).map(|(at, _)| at).collect();
    let stressed = nuclei.len().checked_sub(1 + stress::unstressed_syllables(&letters));
    let mark =
        stressed.filter(|_| nuclei.len() > 1).and_then(|at| nuclei.get(at)).map(|at| onset(&segments, *at));
    let mut spoken = String::new();
    for (at, segment) in segments.iter().enumerate() {
        if mark == Some(at) {
            spoken.push('ˈ');
        }
        spoken.push_str(segment.symbol);
    }
    spoken
}

/// Returns where the syllable of a vowel begins: at the consonant before it. Consonants at the beginning of a word belong to
/// its first syllable.
fn onset(segments: &[Segment], nucleus: usize) -> usize {
    let before = segments.get(..nucleus).unwrap_or_default();
    if !before.iter().any(|segment| segment.is_vowel) {
        return 0;
    }
    nucleus - usize::from(before.last().is_some_and(|segment| !segment.is_vowel))
}
