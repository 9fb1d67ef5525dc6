//! The attempts at a word on a study day.

use crate::language_tag::LanguageTag;
use crate::learning::grading::Slip;
use crate::learning::review::Rating;

/// The attempts at a word on a study day. An attempt is the first answer to a card on a study day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordAttempts {
    /// The number of attempts.
    pub attempts: u32,
    /// The number of attempts at which the word was forgotten or written with a slip.
    pub failures: u32,
    /// The number of attempts for which the language of the shown meaning is known.
    pub with_language: u32,
    /// The number of attempts with a known language at which the word was forgotten.
    pub again_with_language: u32,
    /// The language of all attempts with a known language. `None` if there are several languages, or if none is known.
    pub gloss_language: Option<LanguageTag>,
    /// The slips, with each pair of letters at most once per attempt, in the order of [`Slip::kind`] and
    /// [`Slip::letters`].
    pub slips: Vec<Slip>,
}

impl WordAttempts {
    /// Adds an attempt.
    pub fn add(&mut self, rating: Rating, slip: Option<&Slip>, language: Option<&LanguageTag>) {
        let again = rating == Rating::Again;
        self.attempts += 1;
        self.failures += u32::from(again || slip.is_some());
        if let Some(language) = language {
            let same = self.with_language == 0 || self.gloss_language.as_ref() == Some(language);
            self.gloss_language = same.then(|| language.clone());
            self.with_language += 1;
            self.again_with_language += u32::from(again);
        }
        self.slips.extend(slip.map(Slip::pairs).unwrap_or_default());
        self.slips.sort_by_key(|slip| (slip.kind(), slip.letters()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::grading::LetterPair;

    fn confused(pairs: &[(char, char)]) -> Slip {
        Slip::Confused(
            pairs
                .iter()
                .map(|(expected, written)| LetterPair { expected: *expected, written: *written })
                .collect(),
        )
    }

    fn language(tag: &str) -> LanguageTag {
        LanguageTag::new(tag).unwrap()
    }

    #[test]
    fn the_gloss_language_is_known_if_all_attempts_have_the_same() {
        let mut attempts = WordAttempts::default();
        attempts.add(Rating::Good, None, None);
        assert_eq!(attempts.gloss_language, None);
        attempts.add(Rating::Again, None, Some(&language("ru")));
        attempts.add(Rating::Good, None, Some(&language("ru")));
        assert_eq!(attempts.gloss_language, Some(language("ru")));
        assert_eq!(
            (attempts.attempts, attempts.failures, attempts.with_language, attempts.again_with_language),
            (3, 1, 2, 1)
        );
        for tag in ["en", "ru", "en"] {
            attempts.add(Rating::Good, None, Some(&language(tag)));
            assert_eq!(attempts.gloss_language, None);
        }
    }

    #[test]
    fn each_pair_of_letters_counts_once_per_attempt() {
        let mut attempts = WordAttempts::default();
        attempts.add(Rating::Hard, Some(&confused(&[('қ', 'к'), ('ң', 'н'), ('қ', 'к')])), None);
        attempts.add(Rating::Hard, Some(&confused(&[('қ', 'к')])), None);
        assert_eq!((attempts.attempts, attempts.failures), (2, 2));
        let qk = || confused(&[('қ', 'к')]);
        assert_eq!(attempts.slips, [qk(), qk(), confused(&[('ң', 'н')])]);
    }
}
