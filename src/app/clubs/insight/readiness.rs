//! A forecast of the words that members will know on a day.

use std::collections::HashMap;

use super::{members_sharing, placed_by_name};
use crate::app::error::Checks;
use crate::app::{AppError, Caller};
use crate::db::clubs::insight as rows;
use crate::domain::clubs::insight::{
    Expected, Gap, Member, MemberReadiness, Pace, RosterKey, gap, may_be_disclosed,
};
use crate::domain::clubs::{ClubMembership, Shared};
use crate::domain::ids::{AccountId, LessonId, WordId};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::chosen_words::chosen_words;
use crate::domain::learning::study_day::StudyDay;
use crate::domain::number::saturated;
use crate::domain::problem::Problem;

/// The maximum number of words of a forecast.
pub const MAX_READINESS_WORDS: usize = 1_000;

/// A member's forecast.
#[derive(Debug, Clone)]
pub struct MemberForecast {
    /// The member.
    pub member: Member,
    /// The number of words ever reviewed, and the expected number of known ones.
    pub readiness: MemberReadiness,
    /// The work that would close the gap.
    pub gap: Gap,
}

/// The club's forecast.
#[derive(Debug, Clone)]
pub struct Readiness {
    /// The number of given words.
    pub words: u32,
    /// The number of members who share their results.
    pub sharing_members: u32,
    /// The sums over these members, without reviews and with all due reviews; `None` if there are too few members.
    pub totals: Option<(Expected, Expected)>,
    /// The members' forecasts, by name.
    pub members: Vec<(RosterKey, MemberForecast)>,
}

/// Computes how many of the given words the members will know on a day: the words of the lessons, and single words.
/// `None` if the caller does not lead the club. Two SQL statements.
pub async fn readiness(
    caller: &Caller,
    own: &ClubMembership,
    on: StudyDay,
    lessons: &[LessonId],
    words: &[WordId],
) -> Result<Option<Readiness>, AppError> {
    let catalogue = caller.catalogue().await?;
    let chosen = check_words(&catalogue, lessons, words)?;
    let mut connection = caller.connection().await?;
    let Some(members) = members_sharing(caller, &mut connection, own, Shared::Results).await? else {
        return Ok(None);
    };
    let found = rows::readiness(&mut connection, &members, on, &chosen).await?;
    drop(connection);
    let words = saturated(chosen.len());
    let mut of_member: HashMap<AccountId, (MemberReadiness, Pace)> =
        found.into_iter().map(|(id, readiness, pace)| (id, (readiness, pace))).collect();
    let sharing_members = saturated(members.len());
    let members = members.into_iter().map(|member| {
        let (readiness, pace) = of_member.remove(&member.membership.learner_id).unwrap_or_default();
        // A member's pace is part of their activity.
        let shares_pace = member.membership.sharing.includes(Shared::Activity);
        let pace = if shares_pace { pace } else { Pace::default() };
        let gap = gap(words, &readiness, on.days_since(member.today), pace);
        MemberForecast { member, readiness, gap }
    });
    let members = placed_by_name(members, |row| &row.member);
    let sum = members.iter().fold(
        (Expected::default(), Expected::default()),
        |(without_reviews, with_reviews), (_, one)| {
            (
                without_reviews.plus(one.readiness.without_reviews),
                with_reviews.plus(one.readiness.with_reviews),
            )
        },
    );
    let totals = may_be_disclosed(sharing_members).then_some(sum);
    Ok(Some(Readiness { words, sharing_members, totals, members }))
}

/// Returns the chosen words, each once. Refuses words that are not taught, an empty choice, and too many words.
fn check_words(
    catalogue: &Catalogue,
    lessons: &[LessonId],
    words: &[WordId],
) -> Result<Vec<WordId>, AppError> {
    let mut checks = Checks::default();
    let chosen = checks.words(chosen_words(catalogue, lessons, words)).unwrap_or_default();
    checks.finish()?;
    if chosen.is_empty() {
        return Err(AppError::refused_at(Problem::Required, "lessonIds"));
    }
    if chosen.len() > MAX_READINESS_WORDS {
        return Err(AppError::refused_at(Problem::TooManyItems, "lessonIds"));
    }
    Ok(chosen.into_iter().map(|(word, _)| word).collect())
}
