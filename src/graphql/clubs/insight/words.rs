//! What is hard for a club, and why.

use async_graphql::{Context, Enum, Object, SimpleObject};

use crate::app::clubs::insight as app;
use crate::domain::clubs::insight as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::Word;
use crate::graphql::learning::grade::Slip;
use crate::graphql::scalars::{LanguageTag, decimal_64};

/// What is hard for a club.
pub struct ClubHardWords(pub(super) app::HardWords);

/// What is hard for those who share their ANSWERS.
///
/// A try is a card's first answer on a study day, whatever is asked; it fails if the word was forgotten (AGAIN) or written with
/// a slip. A word's `rate` is the share of its tries that failed, drawn towards what is usual in the club by empirical Bayes:
/// the number of failures is taken as beta-binomial, its prior a beta distribution whose mean is the share of all the club's
/// tries that failed (`priorRate`) and whose weight in tries (`priorTries`, 5 to 200) comes from how much the words differ, by
/// the method of moments (Kleinman 1973). So a word that failed once of one time does not stand before one that fails half of
/// a hundred.
#[Object]
impl ClubHardWords {
    /// How many share them.
    async fn sharing(&self) -> u32 {
        self.0.sharing
    }

    /// Whether nothing is told, since they are fewer than three, or nobody has tried anything.
    async fn withheld(&self) -> bool {
        self.0.found.is_none()
    }

    /// The share of all tries that failed, 0 to 1; null: it is withheld.
    async fn prior_rate(&self) -> Option<f64> {
        self.0.found.as_ref().map(|(prior, _)| decimal_64(prior.mean))
    }

    /// How many tries the prior is worth; null: it is withheld.
    async fn prior_tries(&self) -> Option<f64> {
        self.0.found.as_ref().map(|(prior, _)| decimal_64(prior.tries))
    }

    /// The words that three members or more have tried, and whose `rate` is above what is usual, the hardest first; null: they
    /// are withheld.
    async fn words(&self) -> Option<Vec<ClubHardWord>> {
        self.0.found.as_ref().map(|(_, words)| words.iter().cloned().map(ClubHardWord).collect())
    }
}

/// Why a word is hard: the first of these that the numbers speak for.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClubHardWordCause {
    /// Its meaning in one language misleads, `badGloss` tells which: those who see it in this language forget the word more
    /// than those who see it in others do, by more than chance. Compared are members, three or more on either side: how many
    /// forget it (AGAIN) at half of their tries or more, by Fisher's exact test, one-sided. Of all words that the club has
    /// tried, those are found of which one in twenty may be chance (Benjamini and Hochberg 1995, at 0.05).
    BadlyGlossed,
    /// More than half of its failures are slips of one pair of letters, by three members or more; `slip` tells which.
    LetterSlips,
    /// Half or more of the members who were new to it, three or more, were asked for it before they had started its lesson, or
    /// had to type it before it was ever shown; and half of these or more failed. `firstExposures` has the numbers.
    AskedBeforeTaught,
    /// Nothing of this: it is hard.
    HardForAll,
}

/// A word that is hard for a club.
pub struct ClubHardWord(app::HardWord);

/// A word that is hard for a club.
#[Object]
impl ClubHardWord {
    /// The word; null never, but for a fault.
    async fn word(&self, context: &Context<'_>) -> Result<Option<Word>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.word(self.0.word).cloned().map(Word))
    }

    /// How often it fails, drawn towards what is usual, 0 to 1.
    async fn rate(&self) -> f64 {
        decimal_64(self.0.rate)
    }

    /// Members who have tried it, three or more.
    async fn learners(&self) -> u32 {
        self.0.tries.learners
    }

    /// How often they have tried it.
    async fn tries(&self) -> u32 {
        self.0.tries.tries
    }

    /// How many of these tries failed.
    async fn failures(&self) -> u32 {
        self.0.tries.failures
    }

    /// Why it is hard.
    async fn cause(&self) -> ClubHardWordCause {
        match self.0.cause {
            domain::Cause::BadlyGlossed(_) => ClubHardWordCause::BadlyGlossed,
            domain::Cause::LetterSlips(_) => ClubHardWordCause::LetterSlips,
            domain::Cause::AskedBeforeTaught(_) => ClubHardWordCause::AskedBeforeTaught,
            domain::Cause::HardForAll => ClubHardWordCause::HardForAll,
        }
    }

    /// The meaning that misleads; null: the cause is another.
    async fn bad_gloss(&self) -> Option<ClubBadGloss> {
        let domain::Cause::BadlyGlossed(gloss) = &self.0.cause else { return None };
        Some(ClubBadGloss {
            language: LanguageTag::from(&gloss.language),
            learners: gloss.learners.0,
            failing: gloss.learners.1,
            other_learners: gloss.others.0,
            other_failing: gloss.others.1,
            p_value: gloss.chance,
        })
    }

    /// The pair of letters that is slipped most in it, by three members or more; null: there is none.
    async fn slip(&self) -> Option<ClubWordSlip> {
        let domain::SlipCause { slip, tries, learners } = self.0.slip.clone()?;
        Some(ClubWordSlip { slip: slip.into(), tries, learners })
    }

    /// How those members met it who were new to it on these days; null: they are too few to tell.
    async fn first_exposures(&self) -> Option<ClubFirstExposures> {
        let domain::FirstExposure { learners, untaught, failed } = self.0.first?;
        Some(ClubFirstExposures { learners, untaught, untaught_failed: failed })
    }

    /// What became of the tries by the language in which the word's meaning was shown: a member counts for the one of all their
    /// tries. Languages of fewer than three members are left out, and one more where what is left could be had by subtraction.
    async fn by_gloss_language(&self) -> Vec<ClubGlossLanguage> {
        let told = |group: &domain::LanguageTries| {
            Some(ClubGlossLanguage {
                language: LanguageTag::from(group.language.as_ref()?),
                learners: group.tries.learners,
                tries: group.tries.tries,
                failures: group.tries.failures,
                failing: group.failing,
            })
        };
        self.0.by_language.iter().filter_map(told).collect()
    }
}

/// A meaning that misleads.
#[derive(SimpleObject)]
pub struct ClubBadGloss {
    /// Its language.
    language: LanguageTag,
    /// Members who see the word's meaning in this language.
    learners: u32,
    /// Those of them who forget the word at half of their tries or more.
    failing: u32,
    /// Members who see it in another language.
    other_learners: u32,
    /// Those of them who forget the word at half of their tries or more.
    other_failing: u32,
    /// How likely such a difference, or a greater one, would be if the language were of no matter: Fisher's exact test.
    p_value: f64,
}

/// Letters that are slipped in a word.
#[derive(SimpleObject)]
pub struct ClubWordSlip {
    /// What is slipped, one pair of letters.
    slip: Slip,
    /// In how many tries.
    tries: u32,
    /// By how many members.
    learners: u32,
}

/// How members met a word whose first answer to it was on the days that are asked for.
#[derive(SimpleObject)]
pub struct ClubFirstExposures {
    /// How many they are.
    learners: u32,
    /// Those of them who were asked before they had started its lesson, or had to type it before it was ever shown.
    untaught: u32,
    /// Those of the untaught whose answer failed.
    untaught_failed: u32,
}

/// What became of a word's tries in a language.
#[derive(SimpleObject)]
pub struct ClubGlossLanguage {
    /// The language.
    language: LanguageTag,
    /// Members, three or more.
    learners: u32,
    /// How often they have tried the word.
    tries: u32,
    /// How many of these tries failed.
    failures: u32,
    /// Members who forgot the word (AGAIN) at half of their tries or more.
    failing: u32,
}

/// The letters that members slip who share their ANSWERS, in all their answers.
#[derive(SimpleObject)]
pub struct ClubConfusions {
    /// How many share them.
    sharing: u32,
    /// Whether they are fewer than three, so that nothing is told of them together.
    withheld: bool,
    /// The pairs of letters that three members or more slip, the most frequent first; null: they are withheld.
    pairs: Option<Vec<ClubConfusion>>,
    /// The same by the language that members want meanings in most (the first of their `settings.glossLanguages`), of
    /// languages of three members or more. A pair is left out of a language where fewer than three slip it, or where what is
    /// left of its sum could be had by subtraction.
    by_gloss_language: Vec<ClubLanguageConfusions>,
}

impl From<app::Confusions> for ClubConfusions {
    fn from(confusions: app::Confusions) -> Self {
        let app::Confusions { sharing, pairs, by_language } = confusions;
        let told = |pairs: Vec<app::Confusion>| pairs.into_iter().map(ClubConfusion::from).collect();
        Self {
            sharing,
            withheld: pairs.is_none(),
            pairs: pairs.map(told),
            by_gloss_language: by_language
                .into_iter()
                .map(|(language, members, pairs)| ClubLanguageConfusions {
                    language: LanguageTag::from(&language),
                    members,
                    pairs: told(pairs),
                })
                .collect(),
        }
    }
}

/// The letters that those of a language slip.
#[derive(SimpleObject)]
pub struct ClubLanguageConfusions {
    /// The language.
    language: LanguageTag,
    /// Members of this language who share their ANSWERS.
    members: u32,
    /// The pairs of letters, the most frequent first.
    pairs: Vec<ClubConfusion>,
}

/// How often letters are slipped.
#[derive(SimpleObject)]
pub struct ClubConfusion {
    /// What kind of slip it is, and its letters, one pair.
    slip: Slip,
    /// How often.
    count: u32,
    /// By how many members, three or more.
    learners: u32,
}

impl From<app::Confusion> for ClubConfusion {
    fn from(confusion: app::Confusion) -> Self {
        let app::Confusion { slip, count, learners } = confusion;
        Self { slip: slip.into(), count, learners }
    }
}
