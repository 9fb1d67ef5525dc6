//! What became of a word on a study day.

use crate::domain::learning::grading::Slip;
use crate::domain::learning::review::Rating;
use crate::domain::learning::word::LanguageTag;

/// What became of a word's tries on a study day: the first answer to a card on a study day is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordTries {
    /// How many.
    pub tries: u32,
    /// Those that were forgotten, or written with a slip.
    pub failures: u32,
    /// Those of which it is told in which language the meaning was shown.
    pub told: u32,
    /// Those of the told that were forgotten.
    pub again: u32,
    /// The language of all that are told; none: there are several, or none is told.
    pub gloss_language: Option<LanguageTag>,
    /// The letters that were slipped, of each try each pair once, in the order of [`Slip::kind`] and [`Slip::letters`].
    pub slips: Vec<Slip>,
}

impl WordTries {
    /// Adds a try.
    pub fn add(&mut self, rating: Rating, slip: Option<&Slip>, language: Option<&LanguageTag>) {
        let again = rating == Rating::Again;
        self.tries += 1;
        self.failures += u32::from(again || slip.is_some());
        if let Some(language) = language {
            let same = self.told == 0 || self.gloss_language.as_ref() == Some(language);
            self.gloss_language = same.then(|| language.clone());
            self.told += 1;
            self.again += u32::from(again);
        }
        self.slips.extend(slip.map(Slip::pairs).unwrap_or_default());
        self.slips.sort_by_key(|slip| (slip.kind(), slip.letters()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::learning::grading::LetterPair;

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
    fn what_is_told_in_one_language_only_is_of_that_language() {
        let mut tries = WordTries::default();
        tries.add(Rating::Good, None, None);
        assert_eq!(tries.gloss_language, None);
        tries.add(Rating::Again, None, Some(&language("ru")));
        tries.add(Rating::Good, None, Some(&language("ru")));
        assert_eq!(tries.gloss_language, Some(language("ru")));
        assert_eq!((tries.tries, tries.failures, tries.told, tries.again), (3, 1, 2, 1));
        for tag in ["en", "ru", "en"] {
            tries.add(Rating::Good, None, Some(&language(tag)));
            assert_eq!(tries.gloss_language, None);
        }
    }

    #[test]
    fn of_a_try_each_pair_of_letters_counts_once() {
        let mut tries = WordTries::default();
        tries.add(Rating::Hard, Some(&confused(&[('қ', 'к'), ('ң', 'н'), ('қ', 'к')])), None);
        tries.add(Rating::Hard, Some(&confused(&[('қ', 'к')])), None);
        assert_eq!((tries.tries, tries.failures), (2, 2));
        let qk = || confused(&[('қ', 'к')]);
        assert_eq!(tries.slips, [qk(), qk(), confused(&[('ң', 'н')])]);
    }
}
