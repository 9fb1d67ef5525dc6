//! What members will know on a day.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{count, members_sharing};
use crate::app::error::Checks;
use crate::app::{AppError, Caller};
use crate::db::clubs::insight as rows;
use crate::domain::clubs::insight::{Expected, Gap, Member, MemberReadiness, Pace, gap, may_be_told};
use crate::domain::clubs::{ClubMembership, Shared};
use crate::domain::ids::{AccountId, LessonId, WordId};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::chosen_words::chosen_words;
use crate::domain::learning::study_day::StudyDay;
use crate::domain::problem::Problem;

/// So many words are asked for at most.
pub const MOST_WORDS: usize = 1_000;

/// What a member will know.
#[derive(Debug, Clone)]
pub struct MemberForecast {
    /// The member.
    pub member: Member,
    /// Words that were ever reviewed, and what will be known of them.
    pub readiness: MemberReadiness,
    /// What would close the gap.
    pub gap: Gap,
}

/// What the club will know.
#[derive(Debug, Clone)]
pub struct Readiness {
    /// The words that are asked for.
    pub words: u32,
    /// Those who share what they know.
    pub sharing: u32,
    /// What they will know together, if nothing is reviewed, and if all that is due is; none: they are too few.
    pub club: Option<(Expected, Expected)>,
    /// Each of them, in the order of joining.
    pub members: Vec<((DateTime<Utc>, Uuid), MemberForecast)>,
}

/// What the members will know of the words of some lessons, and of some words, on a day; none: the caller does not lead the
/// club. Two statements.
pub async fn readiness(
    caller: &Caller,
    own: &ClubMembership,
    on: StudyDay,
    lessons: &[LessonId],
    words: &[WordId],
) -> Result<Option<Readiness>, AppError> {
    let catalogue = caller.catalogue().await?;
    let asked = asked(&catalogue, lessons, words)?;
    let mut connection = caller.connection().await?;
    let Some(members) = members_sharing(caller, &mut connection, own, Shared::Results).await? else {
        return Ok(None);
    };
    let found = rows::readiness(&mut connection, &members, on, &asked).await?;
    drop(connection);
    let number = count(&asked);
    let mut of_member: HashMap<AccountId, (MemberReadiness, Pace)> =
        found.into_iter().map(|(id, readiness, pace)| (id, (readiness, pace))).collect();
    let sharing = count(&members);
    let members: Vec<_> = members
        .into_iter()
        .map(|member| {
            let (readiness, pace) = of_member.remove(&member.membership.learner_id).unwrap_or_default();
            // How fast a member studies is part of what they do.
            let shares_pace = member.membership.sharing.includes(Shared::Activity);
            let pace = if shares_pace { pace } else { Pace::default() };
            let gap = gap(number, &readiness, on.days_since(member.today), pace);
            let key = (member.membership.joined_at, member.membership.id.uuid());
            (key, MemberForecast { member, readiness, gap })
        })
        .collect();
    let sum =
        members.iter().fold((Expected::default(), Expected::default()), |(alone, kept_up), (_, one)| {
            (alone.plus(one.readiness.without_reviews), kept_up.plus(one.readiness.with_reviews))
        });
    let club = may_be_told(sharing).then_some(sum);
    Ok(Some(Readiness { words: number, sharing, club, members }))
}

/// The words that are asked for, each once.
fn asked(catalogue: &Catalogue, lessons: &[LessonId], words: &[WordId]) -> Result<Vec<WordId>, AppError> {
    let mut checks = Checks::default();
    let chosen = checks.words(chosen_words(catalogue, lessons, words)).unwrap_or_default();
    checks.finish()?;
    if chosen.is_empty() {
        return Err(AppError::refused_at(Problem::Required, "lessonIds"));
    }
    if chosen.len() > MOST_WORDS {
        return Err(AppError::refused_at(Problem::TooManyItems, "lessonIds"));
    }
    Ok(chosen.into_iter().map(|(word, _)| word).collect())
}
