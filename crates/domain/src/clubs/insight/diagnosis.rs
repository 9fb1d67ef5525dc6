//! Diagnosis: the likely reason why a word is hard, from the pattern of its failures.

use std::collections::HashMap;

use super::disclosure::may_be_disclosed;
use super::significance::{benjamini_hochberg, fisher_exact_greater};
use crate::ids::WordId;
use crate::language_tag::LanguageTag;
use crate::learning::grading::Slip;

/// The false discovery rate among the words found to be badly glossed.
const FALSE_DISCOVERY_RATE: f64 = 0.05;

/// Counts of the attempts at a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AttemptCounts {
    /// The number of learners who attempted it.
    pub learners: u32,
    /// The number of attempts.
    pub count: u32,
    /// The number of failed attempts: the word was forgotten, or written with a slip.
    pub failures: u32,
}

impl AttemptCounts {
    /// Adds the attempts of other learners.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            learners: self.learners + other.learners,
            count: self.count + other.count,
            failures: self.failures + other.failures,
        }
    }
}

/// The attempts of the learners who saw a word's gloss in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageAttempts {
    /// The language; `None` if the learners saw glosses in several languages, or if clients did not send the language.
    pub language: Option<LanguageTag>,
    /// The attempts.
    pub attempts: AttemptCounts,
    /// The number of learners who forgot the word in at least half of their attempts.
    pub failing: u32,
}

/// A gloss that misleads.
#[derive(Debug, Clone, PartialEq)]
pub struct BadGloss {
    /// The language of the gloss.
    pub language: LanguageTag,
    /// The number of learners with this gloss, and the number of these learners who forget the word in at least half of
    /// their attempts.
    pub learners: (u32, u32),
    /// The same numbers for the learners with glosses in other languages.
    pub others: (u32, u32),
    /// The probability of such a difference, or a greater one, if the language made no difference.
    pub p_value: f64,
}

/// A pair of letters that is slipped in a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipCause {
    /// The slip, of one pair of letters.
    pub slip: Slip,
    /// The number of attempts with this slip.
    pub attempts: u32,
    /// The number of learners who made it.
    pub learners: u32,
}

/// How a word was introduced to the learners whose first answer to it was in the requested days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FirstExposure {
    /// The number of these learners.
    pub learners: u32,
    /// The number of learners who had an exercise about the word before they had started its lesson, or had to type the
    /// word before it was ever shown.
    pub asked_before_taught: u32,
    /// The number of learners counted in `asked_before_taught` who failed.
    pub failed_before_taught: u32,
}

/// The likely reason why a word is hard.
#[derive(Debug, Clone, PartialEq)]
pub enum Cause {
    /// Its gloss in one language misleads.
    BadlyGlossed(BadGloss),
    /// Most failures are slips of one pair of letters.
    LetterSlips(SlipCause),
    /// Learners have exercises about it before it is taught.
    AskedBeforeTaught(FirstExposure),
    /// None of the other causes: the word itself is hard.
    HardForAll,
}

/// Finds the words that learners with a gloss in one language forget significantly more often than the others. The
/// comparison counts learners rather than attempts, since the attempts of one learner are correlated. Given at least
/// three learners with the language and three others, Fisher's exact test gives the p-value of the difference; over all
/// words, the false discovery rate is 0.05 (Benjamini and Hochberg).
pub fn find_bad_glosses<'a>(
    words: impl IntoIterator<Item = (&'a WordId, &'a Vec<LanguageAttempts>)>,
) -> HashMap<WordId, BadGloss> {
    let mut compared: Vec<(WordId, BadGloss)> = Vec::new();
    for (word, groups) in words {
        for group in groups {
            let Some(language) = &group.language else { continue };
            let others = groups.iter().filter(|other| other.language.is_some() && *other != group);
            let others = others.fold((0, 0), |(learners, failing), other| {
                (learners + other.attempts.learners, failing + other.failing)
            });
            let learners = (group.attempts.learners, group.failing);
            if may_be_disclosed(learners.0) && may_be_disclosed(others.0) {
                let p_value = fisher_exact_greater((learners.1, learners.0), (others.1, others.0));
                compared.push((*word, BadGloss { language: language.clone(), learners, others, p_value }));
            }
        }
    }
    let p_values: Vec<f64> = compared.iter().map(|(_, gloss)| gloss.p_value).collect();
    let significant = benjamini_hochberg(&p_values, FALSE_DISCOVERY_RATE);
    let mut worst: HashMap<WordId, BadGloss> = HashMap::new();
    for ((word, gloss), _) in compared.into_iter().zip(significant).filter(|(_, significant)| *significant) {
        let worst_gloss = worst.entry(word).or_insert_with(|| gloss.clone());
        if gloss.p_value < worst_gloss.p_value {
            *worst_gloss = gloss;
        }
    }
    worst
}

/// Returns the likely reason why a word is hard; the most certain cause takes precedence. Slips count if they make up
/// more than half of the failures. Asking before teaching counts if it happened to at least half of the learners who
/// were new to the word, and at least half of them failed. Both require at least three learners.
pub fn diagnose(
    attempts: AttemptCounts,
    gloss: Option<BadGloss>,
    slip: Option<&SlipCause>,
    first: FirstExposure,
) -> Cause {
    if let Some(gloss) = gloss {
        return Cause::BadlyGlossed(gloss);
    }
    if let Some(slip) =
        slip.filter(|slip| slip.attempts * 2 > attempts.failures && may_be_disclosed(slip.learners))
    {
        return Cause::LetterSlips(slip.clone());
    }
    let mostly_untaught =
        may_be_disclosed(first.asked_before_taught) && first.asked_before_taught * 2 >= first.learners;
    if mostly_untaught && first.failed_before_taught * 2 >= first.asked_before_taught {
        return Cause::AskedBeforeTaught(first);
    }
    Cause::HardForAll
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::grading::LetterPair;
    use uuid::Uuid;

    fn group(language: Option<&str>, learners: u32, failing: u32) -> LanguageAttempts {
        LanguageAttempts {
            language: language.map(|tag| LanguageTag::new(tag).unwrap()),
            attempts: AttemptCounts { learners, count: learners * 2, failures: failing * 2 },
            failing,
        }
    }

    fn word(number: u128) -> WordId {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn finds_only_the_language_whose_learners_fail() {
        let bad = vec![group(Some("ru"), 12, 12), group(Some("en"), 10, 0), group(Some("ug"), 8, 1)];
        let hard = vec![group(Some("ru"), 12, 11), group(Some("en"), 10, 9), group(Some("ug"), 8, 8)];
        let easy = vec![group(Some("ru"), 12, 1), group(Some("en"), 10, 1), group(None, 8, 8)];
        let found = find_bad_glosses(&HashMap::from([(word(1), bad), (word(2), hard), (word(3), easy)]));
        let [(at, gloss)] = &found.into_iter().collect::<Vec<_>>()[..] else { panic!("one word") };
        assert_eq!((*at, gloss.language.as_str()), (word(1), "ru"));
        assert_eq!((gloss.learners, gloss.others), ((12, 12), (18, 1)));
        assert!(gloss.p_value < 1e-5);
    }

    #[test]
    fn two_learners_are_too_few_to_blame_a_gloss() {
        let few = vec![group(Some("ru"), 2, 2), group(Some("en"), 20, 0)];
        let against_few = vec![group(Some("ru"), 20, 20), group(Some("en"), 2, 0), group(None, 9, 0)];
        assert!(find_bad_glosses(&HashMap::from([(word(1), few), (word(2), against_few)])).is_empty());
    }

    #[test]
    fn one_difference_by_chance_among_many_words_is_not_a_bad_gloss() {
        // Three of three against none of three has a p-value of one in twenty: it is expected among fifty words.
        let even = |n| (word(n), vec![group(Some("ru"), 3, 1), group(Some("en"), 3, 1)]);
        let mut words: HashMap<_, _> = (0..50).map(even).collect();
        words.insert(word(99), vec![group(Some("ru"), 3, 3), group(Some("en"), 3, 0)]);
        assert!(find_bad_glosses(&words).is_empty());
    }

    #[test]
    fn the_most_certain_cause_takes_precedence() {
        let attempts = AttemptCounts { learners: 10, count: 40, failures: 10 };
        let slip = |attempts, learners| SlipCause {
            slip: Slip::Confused(vec![LetterPair { expected: 'ң', written: 'н' }]),
            attempts,
            learners,
        };
        let first = |learners, asked_before_taught, failed_before_taught| FirstExposure {
            learners,
            asked_before_taught,
            failed_before_taught,
        };
        let cause = |slip: &SlipCause, first| diagnose(attempts, None, Some(slip), first);
        assert_eq!(cause(&slip(6, 3), first(9, 9, 9)), Cause::LetterSlips(slip(6, 3)));
        assert_eq!(cause(&slip(6, 2), first(9, 0, 0)), Cause::HardForAll, "of two learners");
        assert_eq!(cause(&slip(5, 3), first(9, 0, 0)), Cause::HardForAll, "half is not most");
        assert_eq!(cause(&slip(0, 0), first(6, 3, 2)), Cause::AskedBeforeTaught(first(6, 3, 2)));
        assert_eq!(cause(&slip(0, 0), first(7, 3, 3)), Cause::HardForAll);
        assert_eq!(cause(&slip(0, 0), first(4, 4, 1)), Cause::HardForAll);
        assert_eq!(diagnose(attempts, None, None, first(2, 2, 2)), Cause::HardForAll, "of two learners");
    }
}
