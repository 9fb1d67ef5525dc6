//! What is hard for the club, and why.

use std::collections::{BTreeMap, HashMap};

use super::{count, members_sharing};
use crate::app::{AppError, Caller};
use crate::db::clubs::insight::{self as rows, Days, PairCount};
use crate::domain::clubs::insight::{
    BadGloss, Cause, FirstExposure, LanguageTries, Prior, SlipCause, Tries, badly_glossed, cause_of,
    disclosed, may_be_told, prior,
};
use crate::domain::clubs::{ClubMembership, Shared};
use crate::domain::ids::WordId;
use crate::domain::learning::grading::Slip;
use crate::domain::learning::word::LanguageTag;

/// A word that is hard for the club.
#[derive(Debug, Clone)]
pub struct HardWord {
    /// The word.
    pub word: WordId,
    /// What became of its tries.
    pub tries: Tries,
    /// How often it fails, drawn towards what is usual.
    pub rate: f64,
    /// Why.
    pub cause: Cause,
    /// The same by the language in which its meaning was shown, as far as that tells of nobody.
    pub by_language: Vec<LanguageTries>,
    /// The letters that are slipped most in it, by three learners or more.
    pub slip: Option<SlipCause>,
    /// How those met it who were new to it, three or more.
    pub first: Option<FirstExposure>,
}

/// What is hard for the club.
#[derive(Debug, Clone)]
pub struct HardWords {
    /// Those who share what they answer.
    pub sharing: u32,
    /// What is usual, and the words that fail more often, the hardest first; none: too few share it, or nothing was tried.
    pub found: Option<(Prior, Vec<HardWord>)>,
}

/// The words that fail more often than is usual in the club, the hardest first; none: the caller does not lead it. Four
/// statements.
pub async fn hardest_words(
    caller: &Caller,
    own: &ClubMembership,
    days: Days,
    most: usize,
) -> Result<Option<HardWords>, AppError> {
    let mut connection = caller.connection().await?;
    let Some(members) = members_sharing(caller, &mut connection, own, Shared::Answers).await? else {
        return Ok(None);
    };
    let sharing = count(&members);
    if !may_be_told(sharing) {
        return Ok(Some(HardWords { sharing, found: None }));
    }
    let mut groups = rows::tries(&mut connection, &members, days).await?;
    let totals: HashMap<WordId, Tries> = groups.iter().map(|(word, groups)| (*word, total(groups))).collect();
    let rates: Vec<(u32, u32)> = totals.values().map(|tries| (tries.failures, tries.tries)).collect();
    let Some(prior) = prior(&rates) else { return Ok(Some(HardWords { sharing, found: None })) };
    let hardest = hardest(&totals, prior, most);
    let words: Vec<WordId> = hardest.iter().map(|(word, ..)| *word).collect();
    let slips = rows::word_slips(&mut connection, &members, days, &words).await?;
    let meetings = rows::first_exposures(&mut connection, &members, days, &words).await?;
    drop(connection);
    let mut glosses: HashMap<WordId, BadGloss> = badly_glossed(&groups);
    let told = |(word, tries, rate): (WordId, Tries, f64)| {
        let slip = slips.get(&word).filter(|slip| may_be_told(slip.learners));
        let first = meetings.get(&word).copied().unwrap_or_default();
        HardWord {
            word,
            tries,
            rate,
            cause: cause_of(tries, glosses.remove(&word), slip, first),
            by_language: languages(groups.remove(&word).unwrap_or_default()),
            slip: slip.cloned(),
            first: Some(first).filter(tells_of_nobody),
        }
    };
    Ok(Some(HardWords { sharing, found: Some((prior, hardest.into_iter().map(told).collect())) }))
}

fn total(groups: &[LanguageTries]) -> Tries {
    groups.iter().fold(Tries::default(), |sum, group| sum.plus(group.tries))
}

/// The words of three learners or more that fail more often than is usual, the hardest first.
fn hardest(totals: &HashMap<WordId, Tries>, prior: Prior, most: usize) -> Vec<(WordId, Tries, f64)> {
    let rated = totals.iter().filter(|(_, tries)| may_be_told(tries.learners));
    let rated = rated.map(|(word, tries)| (*word, *tries, prior.shrunken(tries.failures, tries.tries)));
    let mut hard: Vec<_> = rated.filter(|(_, _, rate)| *rate > prior.mean).collect();
    hard.sort_by(|(word, _, rate), (other, _, others)| {
        others.total_cmp(rate).then_with(|| word.uuid().cmp(&other.uuid()))
    });
    hard.truncate(most);
    hard
}

/// The groups that may be told of beside their sum, in the order of the tags.
fn languages(groups: Vec<LanguageTries>) -> Vec<LanguageTries> {
    let (mut groups, others): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|group| group.language.is_some());
    let people: Vec<u32> = groups.iter().map(|group| group.tries.learners).collect();
    let mut told = disclosed(&people, total(&others).learners).into_iter();
    groups.retain(|_| told.next().unwrap_or(false));
    groups.sort_by(|one, other| one.language.cmp(&other.language));
    groups
}

/// Whether the parts of those who were new to a word tell of nobody: the taught, the untaught, those of them who failed.
fn tells_of_nobody(first: &FirstExposure) -> bool {
    let taught = first.learners.saturating_sub(first.untaught);
    may_be_told(first.learners)
        && [taught, first.untaught].iter().all(|part| *part == 0 || may_be_told(*part))
}

/// How often something was slipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    /// What, with the letters of one pair.
    pub slip: Slip,
    /// How often.
    pub count: u32,
    /// By how many learners.
    pub learners: u32,
}

/// What members slip.
#[derive(Debug, Clone)]
pub struct Confusions {
    /// Those who share what they answer.
    pub sharing: u32,
    /// What three or more slip, the most frequent first; none: too few share it.
    pub pairs: Option<Vec<Confusion>>,
    /// The same by the language that members want meanings in most, with how many they are.
    pub by_language: Vec<(LanguageTag, u32, Vec<Confusion>)>,
}

/// The letters that the club slips; none: the caller does not lead it. Two statements.
pub async fn confusions(
    caller: &Caller,
    own: &ClubMembership,
    days: Days,
    most: usize,
) -> Result<Option<Confusions>, AppError> {
    let mut connection = caller.connection().await?;
    let Some(members) = members_sharing(caller, &mut connection, own, Shared::Answers).await? else {
        return Ok(None);
    };
    let sharing = count(&members);
    if !may_be_told(sharing) {
        return Ok(Some(Confusions { sharing, pairs: None, by_language: Vec::new() }));
    }
    let counts = rows::confusions(&mut connection, &members, days).await?;
    drop(connection);
    let mut people: BTreeMap<LanguageTag, u32> = BTreeMap::new();
    for member in &members {
        *people.entry(member.language().clone()).or_default() += 1;
    }
    let (pairs, mut of_languages) = told_pairs(counts);
    let by_language =
        people.into_iter().filter(|(_, members)| may_be_told(*members)).map(|(language, members)| {
            let pairs = of_languages.remove(&language).unwrap_or_default();
            (language, members, first(pairs, most))
        });
    let by_language = by_language.collect();
    Ok(Some(Confusions { sharing, pairs: Some(first(pairs, most)), by_language }))
}

/// What may be told of each pair in all, and of each language.
fn told_pairs(counts: Vec<PairCount>) -> (Vec<Confusion>, HashMap<LanguageTag, Vec<Confusion>>) {
    let mut by_pair: HashMap<(&'static str, Vec<String>), Vec<PairCount>> = HashMap::new();
    for count in counts {
        by_pair.entry((count.slip.kind(), count.slip.letters())).or_default().push(count);
    }
    let mut pairs = Vec::new();
    let mut by_language: HashMap<LanguageTag, Vec<Confusion>> = HashMap::new();
    for counts in by_pair.into_values() {
        let people: Vec<u32> = counts.iter().map(|count| count.learners).collect();
        let (count, learners) = (counts.iter().map(|count| count.count).sum(), people.iter().sum());
        if let Some(one) = counts.first().filter(|_| may_be_told(learners)) {
            pairs.push(Confusion { slip: one.slip.clone(), count, learners });
        }
        for (PairCount { language, slip, count, learners }, told) in
            counts.into_iter().zip(disclosed(&people, 0))
        {
            if told {
                by_language.entry(language).or_default().push(Confusion { slip, count, learners });
            }
        }
    }
    (pairs, by_language)
}

/// The most frequent.
fn first(mut pairs: Vec<Confusion>, most: usize) -> Vec<Confusion> {
    pairs.sort_by(|one, other| {
        let by_count = other.count.cmp(&one.count).then_with(|| other.learners.cmp(&one.learners));
        by_count.then_with(|| {
            (one.slip.kind(), one.slip.letters()).cmp(&(other.slip.kind(), other.slip.letters()))
        })
    });
    pairs.truncate(most);
    pairs
}
