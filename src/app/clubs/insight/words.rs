//! The words and letters that are hard for the club, and why.

use std::collections::{BTreeMap, HashMap};

use super::members_sharing;
use crate::app::{AppError, Caller};
use crate::db::clubs::insight::{self as rows, Days, PairCount};
use crate::domain::clubs::insight::{
    AttemptCounts, BadGloss, Cause, FirstExposure, LanguageAttempts, Prior, SlipCause, diagnose,
    disclosable_parts, estimate_prior, find_bad_glosses, may_be_disclosed,
};
use crate::domain::clubs::{ClubMembership, Shared};
use crate::domain::ids::WordId;
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::grading::Slip;
use crate::domain::number::saturated;

/// A word that is hard for the club.
#[derive(Debug, Clone)]
pub struct HardWord {
    /// The word.
    pub word: WordId,
    /// The attempts at it.
    pub attempts: AttemptCounts,
    /// The share of attempts that fail, shrunk towards the club's usual rate.
    pub rate: f64,
    /// The likely cause of the failures.
    pub cause: Cause,
    /// The attempts by the language in which the gloss was shown, as far as they may be disclosed.
    pub by_language: Vec<LanguageAttempts>,
    /// The most frequent slip in it: a pair of letters that at least three learners confuse.
    pub slip: Option<SlipCause>,
    /// How it was introduced to the learners who were new to it; `None` unless this may be disclosed.
    pub first_exposure: Option<FirstExposure>,
}

/// The words that are hard for the club.
#[derive(Debug, Clone)]
pub struct HardWords {
    /// The number of members who share their answers.
    pub sharing_members: u32,
    /// The club's usual rate, and the words that fail more often, the hardest first; `None` if there are too few
    /// members or no attempts.
    pub found: Option<(Prior, Vec<HardWord>)>,
}

/// Finds the words that fail more often than is usual in the club, the hardest first. `None` if the caller does not
/// lead it. Four SQL statements.
pub async fn hardest_words(
    caller: &Caller,
    own: &ClubMembership,
    days: Days,
    limit: usize,
) -> Result<Option<HardWords>, AppError> {
    let mut connection = caller.connection().await?;
    let Some(members) = members_sharing(caller, &mut connection, own, Shared::Answers).await? else {
        return Ok(None);
    };
    let sharing_members = saturated(members.len());
    if !may_be_disclosed(sharing_members) {
        return Ok(Some(HardWords { sharing_members, found: None }));
    }
    let mut groups = rows::word_attempts(&mut connection, &members, days).await?;
    let totals: HashMap<WordId, AttemptCounts> =
        groups.iter().map(|(word, groups)| (*word, total(groups))).collect();
    let rates: Vec<(u32, u32)> =
        totals.values().map(|attempts| (attempts.failures, attempts.count)).collect();
    let Some(prior) = estimate_prior(&rates) else {
        return Ok(Some(HardWords { sharing_members, found: None }));
    };
    let hardest = hardest(&totals, prior, limit);
    let words: Vec<WordId> = hardest.iter().map(|(word, ..)| *word).collect();
    let slips = rows::word_slips(&mut connection, &members, days, &words).await?;
    let first_exposures = rows::first_exposures(&mut connection, &members, days, &words).await?;
    drop(connection);
    let mut glosses: HashMap<WordId, BadGloss> = find_bad_glosses(&groups);
    let hard_word = |(word, attempts, rate): (WordId, AttemptCounts, f64)| {
        let slip = slips.get(&word).filter(|slip| may_be_disclosed(slip.learners));
        let exposure = first_exposures.get(&word).copied().unwrap_or_default();
        HardWord {
            word,
            attempts,
            rate,
            cause: diagnose(attempts, glosses.remove(&word), slip, exposure),
            by_language: disclosable_languages(groups.remove(&word).unwrap_or_default()),
            slip: slip.cloned(),
            first_exposure: Some(exposure).filter(is_disclosable),
        }
    };
    Ok(Some(HardWords {
        sharing_members,
        found: Some((prior, hardest.into_iter().map(hard_word).collect())),
    }))
}

fn total(groups: &[LanguageAttempts]) -> AttemptCounts {
    groups.iter().fold(AttemptCounts::default(), |sum, group| sum.plus(group.attempts))
}

/// Returns the words with at least three learners that fail more often than is usual, the hardest first.
fn hardest(
    totals: &HashMap<WordId, AttemptCounts>,
    prior: Prior,
    limit: usize,
) -> Vec<(WordId, AttemptCounts, f64)> {
    let rated = totals.iter().filter(|(_, attempts)| may_be_disclosed(attempts.learners));
    let rated = rated
        .map(|(word, attempts)| (*word, *attempts, prior.shrunken_rate(attempts.failures, attempts.count)));
    let mut hard: Vec<_> = rated.filter(|(_, _, rate)| *rate > prior.mean).collect();
    hard.sort_by(|(word, _, rate), (other, _, others)| {
        others.total_cmp(rate).then_with(|| word.uuid().cmp(&other.uuid()))
    });
    hard.truncate(limit);
    hard
}

/// Returns the groups that may be disclosed alongside their sum, ordered by language tag.
fn disclosable_languages(groups: Vec<LanguageAttempts>) -> Vec<LanguageAttempts> {
    let (mut groups, others): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|group| group.language.is_some());
    let people: Vec<u32> = groups.iter().map(|group| group.attempts.learners).collect();
    let mut is_disclosable = disclosable_parts(&people, total(&others).learners).into_iter();
    groups.retain(|_| is_disclosable.next().unwrap_or(false));
    groups.sort_by(|one, other| one.language.cmp(&other.language));
    groups
}

/// Whether the first exposures to a word may be disclosed. At least three learners must have been new to it. Those
/// asked before they were taught must be none or at least three, and so must the others.
fn is_disclosable(exposure: &FirstExposure) -> bool {
    let taught = exposure.learners.saturating_sub(exposure.asked_before_taught);
    may_be_disclosed(exposure.learners)
        && [taught, exposure.asked_before_taught].iter().all(|part| *part == 0 || may_be_disclosed(*part))
}

/// A slip with its frequency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    /// The slip, of one pair of letters.
    pub slip: Slip,
    /// How often it occurred.
    pub count: u32,
    /// The number of learners who made it.
    pub learners: u32,
}

/// The letters that members confuse.
#[derive(Debug, Clone)]
pub struct Confusions {
    /// The number of members who share their answers.
    pub sharing_members: u32,
    /// The slips of at least three members, the most frequent first; `None` if too few members share their answers.
    pub pairs: Option<Vec<Confusion>>,
    /// The slips by the members' preferred gloss language, each with the number of these members.
    pub by_language: Vec<(LanguageTag, u32, Vec<Confusion>)>,
}

/// Counts the members' slips by pair of letters. `None` if the caller does not lead it. Two SQL statements.
pub async fn confusions(
    caller: &Caller,
    own: &ClubMembership,
    days: Days,
    limit: usize,
) -> Result<Option<Confusions>, AppError> {
    let mut connection = caller.connection().await?;
    let Some(members) = members_sharing(caller, &mut connection, own, Shared::Answers).await? else {
        return Ok(None);
    };
    let sharing_members = saturated(members.len());
    if !may_be_disclosed(sharing_members) {
        return Ok(Some(Confusions { sharing_members, pairs: None, by_language: Vec::new() }));
    }
    let counts = rows::confusions(&mut connection, &members, days).await?;
    drop(connection);
    let mut people: BTreeMap<LanguageTag, u32> = BTreeMap::new();
    for member in &members {
        *people.entry(member.language().clone()).or_default() += 1;
    }
    let (pairs, mut of_languages) = disclosable_pairs(counts);
    let by_language =
        people.into_iter().filter(|(_, members)| may_be_disclosed(*members)).map(|(language, members)| {
            let pairs = of_languages.remove(&language).unwrap_or_default();
            (language, members, most_frequent(pairs, limit))
        });
    let by_language = by_language.collect();
    Ok(Some(Confusions { sharing_members, pairs: Some(most_frequent(pairs, limit)), by_language }))
}

/// Returns the counts of each pair that may be disclosed, overall and by language.
fn disclosable_pairs(counts: Vec<PairCount>) -> (Vec<Confusion>, HashMap<LanguageTag, Vec<Confusion>>) {
    let mut by_pair: HashMap<(&'static str, Vec<String>), Vec<PairCount>> = HashMap::new();
    for count in counts {
        by_pair.entry((count.slip.kind(), count.slip.letters())).or_default().push(count);
    }
    let mut pairs = Vec::new();
    let mut by_language: HashMap<LanguageTag, Vec<Confusion>> = HashMap::new();
    for counts in by_pair.into_values() {
        let people: Vec<u32> = counts.iter().map(|count| count.learners).collect();
        let (count, learners) = (counts.iter().map(|count| count.count).sum(), people.iter().sum());
        if let Some(one) = counts.first().filter(|_| may_be_disclosed(learners)) {
            pairs.push(Confusion { slip: one.slip.clone(), count, learners });
        }
        for (PairCount { language, slip, count, learners }, is_disclosable) in
            counts.into_iter().zip(disclosable_parts(&people, 0))
        {
            if is_disclosable {
                by_language.entry(language).or_default().push(Confusion { slip, count, learners });
            }
        }
    }
    (pairs, by_language)
}

/// Returns the most frequent pairs, at most `limit`.
fn most_frequent(mut pairs: Vec<Confusion>, limit: usize) -> Vec<Confusion> {
    pairs.sort_by(|one, other| {
        let by_count = other.count.cmp(&one.count).then_with(|| other.learners.cmp(&one.learners));
        by_count.then_with(|| {
            (one.slip.kind(), one.slip.letters()).cmp(&(other.slip.kind(), other.slip.letters()))
        })
    });
    pairs.truncate(limit);
    pairs
}
