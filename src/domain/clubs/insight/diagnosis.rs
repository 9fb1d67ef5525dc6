//! Why a word is hard: what its failures have in common.

use std::collections::HashMap;

use super::disclosure::may_be_told;
use super::significance::{false_discoveries, fisher_greater};
use crate::domain::ids::WordId;
use crate::domain::learning::grading::Slip;
use crate::domain::learning::word::LanguageTag;

/// Of the words that are held to be badly glossed so many may be so by chance.
const FALSE_DISCOVERIES: f64 = 0.05;

/// What became of a word's tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tries {
    /// Who tried.
    pub learners: u32,
    /// How often.
    pub tries: u32,
    /// How often it failed: was forgotten, or written with a slip.
    pub failures: u32,
}

impl Tries {
    /// The sum, of other learners.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            learners: self.learners + other.learners,
            tries: self.tries + other.tries,
            failures: self.failures + other.failures,
        }
    }
}

/// What became of the tries of those who saw a word's meaning in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageTries {
    /// The language; none: in several, or it was not told.
    pub language: Option<LanguageTag>,
    /// The tries.
    pub tries: Tries,
    /// Learners who forgot the word at half of their tries or more.
    pub failing: u32,
}

/// A meaning that misleads.
#[derive(Debug, Clone, PartialEq)]
pub struct BadGloss {
    /// Its language.
    pub language: LanguageTag,
    /// Learners with it, and those of them who forget the word at half of their tries or more.
    pub learners: (u32, u32),
    /// The same of the learners with meanings in other languages.
    pub others: (u32, u32),
    /// The chance of such a difference, or a greater one, if the language were of no matter.
    pub chance: f64,
}

/// Letters that are slipped in a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipCause {
    /// What is slipped, one pair of letters.
    pub slip: Slip,
    /// In how many tries.
    pub tries: u32,
    /// Of how many learners.
    pub learners: u32,
}

/// How learners met a word, of those whose first answer to it was in the days that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FirstExposure {
    /// How many they are.
    pub learners: u32,
    /// Those of them who were asked before they had started its lesson, or who had to type what they had never been shown.
    pub untaught: u32,
    /// Those of the untaught who failed.
    pub failed: u32,
}

/// Why a word is hard.
#[derive(Debug, Clone, PartialEq)]
pub enum Cause {
    /// Its meaning in one language misleads.
    BadlyGlossed(BadGloss),
    /// Most failures are slips of one pair of letters.
    LetterSlips(SlipCause),
    /// It is asked before it is taught.
    AskedBeforeTaught(FirstExposure),
    /// Nothing of this: it is hard.
    HardForAll,
}

/// The words that those with one language forget more than the others, by more than chance. Learners are compared, not tries:
/// the tries of one learner are alike. Where there are three learners of the language and three of the others, Fisher's exact
/// test tells how likely the difference is by chance; of all that are found one in twenty may be chance (Benjamini and
/// Hochberg).
pub fn badly_glossed<'a>(
    words: impl IntoIterator<Item = (&'a WordId, &'a Vec<LanguageTries>)>,
) -> HashMap<WordId, BadGloss> {
    let mut compared: Vec<(WordId, BadGloss)> = Vec::new();
    for (word, groups) in words {
        for group in groups {
            let Some(language) = &group.language else { continue };
            let others = groups.iter().filter(|other| other.language.is_some() && *other != group);
            let others = others.fold((0, 0), |(learners, failing), other| {
                (learners + other.tries.learners, failing + other.failing)
            });
            let learners = (group.tries.learners, group.failing);
            if may_be_told(learners.0) && may_be_told(others.0) {
                let chance = fisher_greater((learners.1, learners.0), (others.1, others.0));
                compared.push((*word, BadGloss { language: language.clone(), learners, others, chance }));
            }
        }
    }
    let chances: Vec<f64> = compared.iter().map(|(_, gloss)| gloss.chance).collect();
    let found = false_discoveries(&chances, FALSE_DISCOVERIES);
    let mut worst: HashMap<WordId, BadGloss> = HashMap::new();
    for ((word, gloss), _) in compared.into_iter().zip(found).filter(|(_, found)| *found) {
        let known = worst.entry(word).or_insert_with(|| gloss.clone());
        if gloss.chance < known.chance {
            *known = gloss;
        }
    }
    worst
}

/// Why a word is hard, the most certain cause first. Letters, and words that were not taught, count where they are behind more
/// than half of the failures, or half of the first meetings, of three learners or more.
pub fn cause_of(
    tries: Tries,
    gloss: Option<BadGloss>,
    slip: Option<&SlipCause>,
    first: FirstExposure,
) -> Cause {
    if let Some(gloss) = gloss {
        return Cause::BadlyGlossed(gloss);
    }
    if let Some(slip) = slip.filter(|slip| slip.tries * 2 > tries.failures && may_be_told(slip.learners)) {
        return Cause::LetterSlips(slip.clone());
    }
    let untaught = may_be_told(first.untaught) && first.untaught * 2 >= first.learners;
    if untaught && first.failed * 2 >= first.untaught {
        return Cause::AskedBeforeTaught(first);
    }
    Cause::HardForAll
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::learning::grading::LetterPair;
    use uuid::Uuid;

    fn group(language: Option<&str>, learners: u32, failing: u32) -> LanguageTries {
        LanguageTries {
            language: language.map(|tag| LanguageTag::new(tag).unwrap()),
            tries: Tries { learners, tries: learners * 2, failures: failing * 2 },
            failing,
        }
    }

    fn word(number: u128) -> WordId {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn the_language_whose_learners_fail_is_found_and_no_other() {
        let bad = vec![group(Some("ru"), 12, 12), group(Some("en"), 10, 0), group(Some("ug"), 8, 1)];
        let hard = vec![group(Some("ru"), 12, 11), group(Some("en"), 10, 9), group(Some("ug"), 8, 8)];
        let easy = vec![group(Some("ru"), 12, 1), group(Some("en"), 10, 1), group(None, 8, 8)];
        let found = badly_glossed(&HashMap::from([(word(1), bad), (word(2), hard), (word(3), easy)]));
        let [(at, gloss)] = &found.into_iter().collect::<Vec<_>>()[..] else { panic!("one word") };
        assert_eq!((*at, gloss.language.as_str()), (word(1), "ru"));
        assert_eq!((gloss.learners, gloss.others), ((12, 12), (18, 1)));
        assert!(gloss.chance < 1e-5);
    }

    #[test]
    fn two_learners_tell_nothing_of_a_gloss() {
        let few = vec![group(Some("ru"), 2, 2), group(Some("en"), 20, 0)];
        let against_few = vec![group(Some("ru"), 20, 20), group(Some("en"), 2, 0), group(None, 9, 0)];
        assert!(badly_glossed(&HashMap::from([(word(1), few), (word(2), against_few)])).is_empty());
    }

    #[test]
    fn of_many_words_the_luck_of_one_is_no_bad_gloss() {
        // Three of three against none of three is one in twenty: among fifty words it is to be expected.
        let even = |n| (word(n), vec![group(Some("ru"), 3, 1), group(Some("en"), 3, 1)]);
        let mut words: HashMap<_, _> = (0..50).map(even).collect();
        words.insert(word(99), vec![group(Some("ru"), 3, 3), group(Some("en"), 3, 0)]);
        assert!(badly_glossed(&words).is_empty());
    }

    #[test]
    fn the_most_certain_cause_is_told() {
        let tries = Tries { learners: 10, tries: 40, failures: 10 };
        let slip = |tries, learners| SlipCause {
            slip: Slip::Confused(vec![LetterPair { expected: 'ң', written: 'н' }]),
            tries,
            learners,
        };
        let first = |learners, untaught, failed| FirstExposure { learners, untaught, failed };
        let cause = |slip: &SlipCause, first| cause_of(tries, None, Some(slip), first);
        assert_eq!(cause(&slip(6, 3), first(9, 9, 9)), Cause::LetterSlips(slip(6, 3)));
        assert_eq!(cause(&slip(6, 2), first(9, 0, 0)), Cause::HardForAll, "of two learners");
        assert_eq!(cause(&slip(5, 3), first(9, 0, 0)), Cause::HardForAll, "half is not most");
        assert_eq!(cause(&slip(0, 0), first(6, 3, 2)), Cause::AskedBeforeTaught(first(6, 3, 2)));
        assert_eq!(cause(&slip(0, 0), first(7, 3, 3)), Cause::HardForAll);
        assert_eq!(cause(&slip(0, 0), first(4, 4, 1)), Cause::HardForAll);
        assert_eq!(cause_of(tries, None, None, first(2, 2, 2)), Cause::HardForAll, "of two learners");
    }
}
