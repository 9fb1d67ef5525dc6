//! `ClubInsight.hardestWords` and `ClubInsight.confusions`: the words and letters that are hard for a club, and why.

use async_graphql::{Context, Enum, Object, SimpleObject};
use graphql_engine::ListOf;

use crate::app::clubs::insight as app;
use crate::domain::clubs::insight as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::Word;
use crate::graphql::learning::grade::Slip;
use crate::graphql::scalars::{LanguageTag, decimal_64};

/// The words that are hard for a club.
pub struct ClubHardWords(pub(super) app::HardWords);

/// The words that are hard for the members who share ANSWERS.
///
/// An attempt is a card's first answer on a study day, in any exercise. It fails if the word was forgotten (AGAIN) or
/// written with a slip. A word's `rate` is the share of its attempts that failed, shrunk towards the club's usual rate
/// by empirical Bayes. The number of failures is modelled as beta-binomial. The mean of the beta prior is the share of
/// all the club's attempts that failed (`priorRate`). Its weight in attempts (`priorAttempts`, 5 to 200) follows from
/// how much the words differ, by the method of moments (Kleinman 1973). So a word whose only attempt failed does not
/// rank above a word that failed in 50 of 100 attempts.
#[Object]
impl ClubHardWords {
    /// The number of members who share ANSWERS.
    async fn sharing_members(&self) -> u32 {
        self.0.sharing_members
    }

    /// Whether everything is withheld because fewer than three members share ANSWERS, or because there are no attempts.
    async fn is_withheld(&self) -> bool {
        self.0.found.is_none()
    }

    /// The share of all attempts that failed, 0 to 1. Null if withheld.
    async fn prior_rate(&self) -> Option<f64> {
        self.0.found.as_ref().map(|(prior, _)| decimal_64(prior.mean))
    }

    /// The weight of the prior in attempts, 5 to 200. Null if withheld.
    async fn prior_attempts(&self) -> Option<f64> {
        self.0.found.as_ref().map(|(prior, _)| decimal_64(prior.attempts))
    }

    /// The words that at least three members have attempted and whose `rate` is above `priorRate`, the hardest first.
    /// Null if withheld.
    async fn words(&self) -> Option<ListOf<ClubHardWord>> {
        self.0.found.as_ref().map(|(_, words)| words.iter().cloned().map(ClubHardWord).collect())
    }
}

/// The likely reason why a word is hard: the first of these causes that the numbers support.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClubHardWordCause {
    /// The word's gloss in one language misleads; `badGloss` names it. Members who see the gloss in this language
    /// forget the word significantly more often than members who see it in other languages. The test compares the
    /// numbers of members who forget the word (AGAIN) in at least half of their attempts, with at least three members
    /// on either side, by Fisher's exact test, one-sided. Over all words that the club has attempted, the false
    /// discovery rate is 0.05 (Benjamini and Hochberg 1995).
    BadlyGlossed,
    /// More than half of the word's failures are slips of one pair of letters, made by at least three members; `slip`
    /// names the pair.
    LetterSlips,
    /// Members were asked for the word before they had started its lesson, or had to type it before it was ever shown.
    /// This applies to at least three members and to at least half of those who were new to the word, and at least half
    /// of them failed. `firstExposures` has the numbers.
    AskedBeforeTaught,
    /// None of the other causes: the word itself is hard.
    HardForAll,
}

/// A word that is hard for a club.
pub struct ClubHardWord(app::HardWord);

/// A word that is hard for a club.
#[Object]
impl ClubHardWord {
    /// The word. Null only on an error.
    async fn word(&self, context: &Context<'_>) -> Result<Option<Word>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.word(self.0.word).cloned().map(Word))
    }

    /// The share of attempts that fail, shrunk towards the club's usual rate, 0 to 1.
    async fn rate(&self) -> f64 {
        decimal_64(self.0.rate)
    }

    /// The number of members who have attempted the word, at least three.
    async fn members(&self) -> u32 {
        self.0.attempts.learners
    }

    /// The number of their attempts.
    async fn attempts(&self) -> u32 {
        self.0.attempts.count
    }

    /// The number of these attempts that failed.
    async fn failures(&self) -> u32 {
        self.0.attempts.failures
    }

    /// The likely reason why the word is hard.
    async fn cause(&self) -> ClubHardWordCause {
        match self.0.cause {
            domain::Cause::BadlyGlossed(_) => ClubHardWordCause::BadlyGlossed,
            domain::Cause::LetterSlips(_) => ClubHardWordCause::LetterSlips,
            domain::Cause::AskedBeforeTaught(_) => ClubHardWordCause::AskedBeforeTaught,
            domain::Cause::HardForAll => ClubHardWordCause::HardForAll,
        }
    }

    /// The gloss that misleads. Null unless `cause` is `BADLY_GLOSSED`.
    async fn bad_gloss(&self) -> Option<ClubBadGloss> {
        let domain::Cause::BadlyGlossed(gloss) = &self.0.cause else { return None };
        Some(ClubBadGloss {
            language: LanguageTag::from(&gloss.language),
            members: gloss.learners.0,
            failing: gloss.learners.1,
            other_members: gloss.others.0,
            other_failing: gloss.others.1,
            p_value: gloss.p_value,
        })
    }

    /// The most frequent slip in the word: a pair of letters that at least three members confuse. Null if there is
    /// none.
    async fn slip(&self) -> Option<ClubWordSlip> {
        let domain::SlipCause { slip, attempts, learners } = self.0.slip.clone()?;
        Some(ClubWordSlip { slip: slip.into(), attempts, members: learners })
    }

    /// How the word was introduced to the members who were new to it in the requested days. Null if fewer than three
    /// members were new to it, if one or two of them were asked before they were taught, or if one or two were not.
    async fn first_exposures(&self) -> Option<ClubFirstExposures> {
        let domain::FirstExposure { learners, asked_before_taught, failed_before_taught } =
            self.0.first_exposure?;
        Some(ClubFirstExposures { members: learners, asked_before_taught, failed_before_taught })
    }

    /// The attempts by the language in which the word's gloss was shown. A member counts for a language only if all
    /// their attempts whose gloss language is known were in that language. Languages with fewer than three members are
    /// left out. Further languages are left out if subtraction would otherwise reveal the small ones.
    async fn by_gloss_language(&self) -> ListOf<ClubGlossLanguage> {
        let to_language = |group: &domain::LanguageAttempts| {
            Some(ClubGlossLanguage {
                language: LanguageTag::from(group.language.as_ref()?),
                members: group.attempts.learners,
                attempts: group.attempts.count,
                failures: group.attempts.failures,
                failing: group.failing,
            })
        };
        self.0.by_language.iter().filter_map(to_language).collect()
    }
}

/// A gloss that misleads.
#[derive(SimpleObject)]
pub struct ClubBadGloss {
    /// The language of the gloss.
    language: LanguageTag,
    /// The number of members who see the word's gloss in this language.
    members: u32,
    /// The number of these members who forget the word in at least half of their attempts.
    failing: u32,
    /// The number of members who see the gloss in another language.
    other_members: u32,
    /// The number of these members who forget the word in at least half of their attempts.
    other_failing: u32,
    /// The probability of such a difference, or a greater one, if the language made no difference, 0 to 1: Fisher's
    /// exact test.
    p_value: f64,
}

/// A slip of one pair of letters in a word.
#[derive(SimpleObject)]
pub struct ClubWordSlip {
    /// The slip, of one pair of letters.
    slip: Slip,
    /// The number of attempts with this slip.
    attempts: u32,
    /// The number of members who made this slip.
    members: u32,
}

/// How a word was introduced to the members whose first answer to it was in the requested range of days.
#[derive(SimpleObject)]
pub struct ClubFirstExposures {
    /// The number of these members.
    members: u32,
    /// The number of members who were asked for the word before they had started its lesson, or had to type it before
    /// it was ever shown.
    asked_before_taught: u32,
    /// The number of members counted in `askedBeforeTaught` whose first answer failed; 0 to `askedBeforeTaught`.
    failed_before_taught: u32,
}

/// The attempts at a word whose gloss was shown in one language.
#[derive(SimpleObject)]
pub struct ClubGlossLanguage {
    /// The language.
    language: LanguageTag,
    /// The number of members, at least three.
    members: u32,
    /// The number of their attempts at the word.
    attempts: u32,
    /// The number of these attempts that failed.
    failures: u32,
    /// The number of members who forgot the word (AGAIN) in at least half of their attempts.
    failing: u32,
}

/// The letters that the members who share ANSWERS confuse, over all their answers.
#[derive(SimpleObject)]
pub struct ClubConfusions {
    /// The number of members who share ANSWERS.
    sharing_members: u32,
    /// Whether everything is withheld because fewer than three members share ANSWERS.
    is_withheld: bool,
    /// The pairs of letters that at least three members confuse, the most frequent first. Null if withheld.
    pairs: Option<ListOf<ClubConfusion>>,
    /// The pairs by the members' preferred gloss language (the first of `settings.glossLanguages`), for languages with
    /// at least three members. Pairs that fewer than three members of a language confuse are left out, and so are pairs
    /// whose count would reveal the rest of a total by subtraction. Empty if withheld.
    by_gloss_language: ListOf<ClubLanguageConfusions>,
}

impl From<app::Confusions> for ClubConfusions {
    fn from(confusions: app::Confusions) -> Self {
        let app::Confusions { sharing_members, pairs, by_language } = confusions;
        let to_pairs = |pairs: Vec<app::Confusion>| pairs.into_iter().map(ClubConfusion::from).collect();
        Self {
            sharing_members,
            is_withheld: pairs.is_none(),
            pairs: pairs.map(to_pairs),
            by_gloss_language: by_language
                .into_iter()
                .map(|(language, members, pairs)| ClubLanguageConfusions {
                    language: LanguageTag::from(&language),
                    members,
                    pairs: to_pairs(pairs),
                })
                .collect(),
        }
    }
}

/// The letters that the members with one preferred gloss language confuse.
#[derive(SimpleObject)]
pub struct ClubLanguageConfusions {
    /// The language.
    language: LanguageTag,
    /// The number of members with this language who share ANSWERS.
    members: u32,
    /// The pairs of letters, the most frequent first.
    pairs: ListOf<ClubConfusion>,
}

/// A slip of one pair of letters, with its frequency.
#[derive(SimpleObject)]
pub struct ClubConfusion {
    /// The kind of slip, and its pair of letters.
    slip: Slip,
    /// The number of times that the slip occurred.
    count: u32,
    /// The number of members who made the slip, at least three.
    members: u32,
}

impl From<app::Confusion> for ClubConfusion {
    fn from(confusion: app::Confusion) -> Self {
        let app::Confusion { slip, count, learners } = confusion;
        Self { slip: slip.into(), count, members: learners }
    }
}
