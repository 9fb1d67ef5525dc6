//! The study queue: due cards and new cards.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::dsl;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::learning::cards::{CardRow, card};
use crate::db::learning::study_days::{DayRow, counts};
use crate::db::schema::{
    assignment_members, assignment_words, assignments, cards, club_memberships, clubs, learner_words, words,
};
use crate::db::statement::statement;
use crate::db::stored::{columns, computed};
use crate::domain::ids::WordId;
use crate::domain::learning::card::{Card, CardPhase, Skill};
use crate::domain::learning::learner_word::Synonyms;
use crate::domain::learning::progress::DayCounts;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyDay;
use crate::domain::learning::teaching::NewCard;

/// The learner's own meanings of words; words without any are not included.
pub type OwnMeanings = HashMap<WordId, Synonyms>;

/// Returns the query for the learner's own meanings of a card's word.
#[diesel::dsl::auto_type(no_type_alias)]
fn own_meanings() -> _ {
    learner_words::table
        .filter(learner_words::learner_id.eq(cards::learner_id))
        .filter(learner_words::word_id.eq(cards::word_id))
        .select(learner_words::synonyms)
}

/// Returns a card, and adds the learner's own meanings of its word to the others.
fn card_with_meanings(
    row: &CardRow,
    own: Option<Json<Synonyms>>,
    meanings: &mut OwnMeanings,
) -> Result<Card, DbError> {
    let card = card(row)?;
    meanings.extend(own.map(|own| (card.word_id, own.0)));
    Ok(card)
}

/// A condition on cards.
pub(super) type Condition = Box<dyn BoxableExpression<cards::table, Pg, SqlType = Bool>>;

/// Returns the condition that a card was reviewed before. It is that of the index `cards_due`: a phase would be a
/// parameter, which PostgreSQL does not compare with the condition of an index.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn reviewed() -> _ {
    cards::stability.is_not_null()
}

/// Returns the condition that a card's word is still taught. It reads the few withdrawn words once, not each card's
/// word.
fn taught() -> Condition {
    let withdrawn = words::table.filter(words::withdrawn_at.is_not_null()).select(words::id);
    Box::new(dsl::not(cards::word_id.eq_any(withdrawn)))
}

/// Returns the number of lapses at which a card leaves the queue as a leech, and the number of further lapses at which a
/// card that was returned to the queue leaves it again.
fn leech_lapses(settings: &LearnerSettings) -> (i32, i32) {
    let count = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let threshold = if settings.suspend_leeches { count(settings.leech_threshold) } else { i32::MAX };
    (threshold, count(settings.leech_threshold.div_ceil(2)))
}

/// Returns the condition that a card may be shown to a learner on a day: it may be shown on some day, and is not buried
/// then. `day_and_due.sql` has the same condition.
pub(super) fn showable(settings: &LearnerSettings, day: StudyDay) -> Condition {
    let is_back = cards::buried_until.is_null().or(cards::buried_until.assume_not_null().le(day.0));
    Box::new(may_come_back(settings).and(is_back))
}

/// Returns the condition that a card may be shown to a learner on some day: its word is still taught, its skill is
/// practised, and it is neither suspended nor a leech that is out of the queue.
fn may_come_back(settings: &LearnerSettings) -> Condition {
    let skills: Vec<&'static str> = settings.skills.iter().map(|skill| skill.as_str()).collect();
    let (threshold, again) = leech_lapses(settings);
    let pardoned = cards::pardoned_lapses.gt(0).and(cards::lapses.lt(cards::pardoned_lapses + again));
    Box::new(
        cards::learner_id
            .eq(settings.learner_id)
            .and(taught())
            .and(cards::skill.eq_any(skills))
            .and(cards::suspended_at.is_null())
            .and(cards::lapses.lt(threshold).or(pardoned)),
    )
}

/// Returns the condition that no other card of the word was reviewed on a day.
fn without_sibling(today: StudyDay) -> Condition {
    let siblings = diesel::alias!(cards as siblings);
    let reviewed = siblings
        .filter(siblings.field(cards::learner_id).eq(cards::learner_id))
        .filter(siblings.field(cards::word_id).eq(cards::word_id))
        .filter(siblings.field(cards::id).ne(cards::id))
        .filter(siblings.field(cards::last_study_day).assume_not_null().eq(today.0));
    Box::new(dsl::not(dsl::exists(reviewed)))
}

/// Returns the condition that the learner has reviewed a card of the word.
fn is_word_known() -> Condition {
    let siblings = diesel::alias!(cards as siblings);
    let reviewed = siblings
        .filter(siblings.field(cards::learner_id).eq(cards::learner_id))
        .filter(siblings.field(cards::word_id).eq(cards::word_id))
        .filter(siblings.field(cards::reps).gt(0));
    Box::new(dsl::exists(reviewed))
}

/// Returns the condition that a card practises the skill in which new words are asked first, or that the word's card of
/// that skill has passed its learning steps.
fn may_follow(first: Skill) -> Condition {
    let siblings = diesel::alias!(cards as siblings);
    let unlearned = [CardPhase::New.as_str(), CardPhase::Learning.as_str()];
    let before = siblings
        .filter(siblings.field(cards::learner_id).eq(cards::learner_id))
        .filter(siblings.field(cards::word_id).eq(cards::word_id))
        .filter(siblings.field(cards::skill).eq(first.as_str()))
        .filter(siblings.field(cards::suspended_at).is_null())
        .filter(siblings.field(cards::state).eq_any(unlearned));
    Box::new(cards::skill.eq(first.as_str()).or(dsl::not(dsl::exists(before))))
}

/// Returns the condition that none of the learner's assignments includes the card's word on any of the days. Sorting by
/// this condition puts assigned words first.
fn not_assigned(settings: &LearnerSettings, (first, last): (StudyDay, StudyDay)) -> Condition {
    let member = club_memberships::learner_id.eq(assignment_members::learner_id);
    let words = assignment_words::table
        .inner_join(assignments::table)
        .inner_join(assignment_members::table.on(assignment_members::assignment_id.eq(assignments::id)))
        .inner_join(
            club_memberships::table.on(club_memberships::club_id.eq(assignments::club_id).and(member)),
        )
        .inner_join(clubs::table.on(clubs::id.eq(assignments::club_id)))
        .filter(assignment_members::learner_id.eq(settings.learner_id))
        .filter(clubs::archived_at.is_null())
        .filter(assignments::withdrawn_at.is_null())
        .filter(assignments::from_day.le(last.0))
        .filter(assignments::until_day.ge(first.0))
        .select(assignment_words::word_id);
    Box::new(dsl::not(cards::word_id.eq_any(words)))
}

/// Loads cards that were reviewed before and are due by the last of the given days. Cards in learning or relearning
/// steps come first, as their waits are minutes, then cards that come back after an interval of days: those that are
/// due on the first day, and the later ones. Within each group, words assigned on one of the days come first, then the
/// cards that have been due longest. Also returns the learner's own meanings of their words.
pub async fn due_cards(
    mut connection: &AsyncPgConnection,
    settings: &LearnerSettings,
    days: (StudyDay, StudyDay),
    now: DateTime<Utc>,
    limit: i64,
) -> Result<(Vec<Card>, OwnMeanings), DbError> {
    let after_days = cards::state.eq(CardPhase::Review.as_str());
    let (first, last) = days;
    let is_later = cards::due_at.ge(settings.calendar().start_of(first.plus(1)));
    let mut query = cards::table
        .filter(showable(settings, last))
        .filter(reviewed())
        .filter(cards::due_at.le(now))
        .order((after_days, is_later, not_assigned(settings, days), cards::due_at, cards::id))
        .limit(limit)
        .select((columns::<CardRow>(), own_meanings().single_value()))
        .into_boxed();
    if settings.bury_siblings {
        // Learning and relearning steps continue, even if another card of the word was reviewed.
        query = query.filter(dsl::not(after_days).or(without_sibling(last)));
    }
    let rows: Vec<(CardRow, Option<Json<Synonyms>>)> = query.load(&mut connection).await?;
    let mut meanings = OwnMeanings::new();
    let rows = rows.into_iter().map(|(row, own)| card_with_meanings(&row, own, &mut meanings));
    let cards = rows.collect::<Result<_, DbError>>()?;
    Ok((cards, meanings))
}

/// Loads cards that are new or were reset, and may be shown by the last of the given days. Words assigned on one of the
/// days come first, then words that were introduced to the learner, then the cards of the lesson that was started first.
/// With `first`, the cards of other skills are left out until the word's card of this skill has been learned. Also returns
/// the learner's own meanings of their words.
pub async fn new_cards(
    connection: &mut AsyncPgConnection,
    settings: &LearnerSettings,
    days: (StudyDay, StudyDay),
    first: Option<Skill>,
    limit: i64,
) -> Result<(Vec<NewCard>, OwnMeanings), DbError> {
    let (_, last) = days;
    let order = (
        not_assigned(settings, days),
        cards::introduced_at.is_null(),
        cards::created_at,
        cards::position,
        cards::id,
    );
    let mut query = cards::table
        .filter(showable(settings, last))
        .filter(cards::stability.is_null())
        .order(order)
        .limit(limit)
        .select((columns::<CardRow>(), is_word_known(), own_meanings().single_value()))
        .into_boxed();
    if settings.bury_siblings {
        query = query.filter(without_sibling(last));
    }
    if let Some(first) = first {
        query = query.filter(may_follow(first));
    }
    let rows: Vec<(CardRow, bool, Option<Json<Synonyms>>)> = query.load(connection).await?;
    let mut meanings = OwnMeanings::new();
    let rows = rows.into_iter().map(|(row, is_word_known, own)| {
        Ok(NewCard { card: card_with_meanings(&row, own, &mut meanings)?, is_word_known })
    });
    let cards = rows.collect::<Result<_, DbError>>()?;
    Ok((cards, meanings))
}

#[derive(QueryableByName)]
struct DayAndDueRow {
    #[diesel(embed)]
    day: DayRow,
    #[diesel(sql_type = BigInt)]
    due: i64,
}

/// Loads the counts of a study day so far, and counts the cards that were reviewed before and are due. One SQL
/// statement.
pub async fn day_and_due(
    mut connection: &AsyncPgConnection,
    settings: &LearnerSettings,
    day: StudyDay,
    now: DateTime<Utc>,
) -> Result<(DayCounts, u32), DbError> {
    let skills: Vec<&'static str> = settings.skills.iter().map(|skill| skill.as_str()).collect();
    let (threshold, again) = leech_lapses(settings);
    let row: DayAndDueRow = statement(include_str!("day_and_due.sql"))
        .bind::<SqlUuid, _>(settings.learner_id)
        .bind::<Integer, _>(day.0)
        .bind::<Timestamptz, _>(now)
        .bind::<Array<Text>, _>(skills)
        .bind::<Integer, _>(threshold)
        .bind::<Integer, _>(again)
        .get_result(&mut connection)
        .await?;
    Ok((counts(&row.day)?, computed(row.due)?))
}

/// Returns the next time at which a card that was reviewed before becomes due. A card that is buried beyond today is not due
/// before the start of the day until which it is buried.
pub async fn next_due_at(
    connection: &mut AsyncPgConnection,
    settings: &LearnerSettings,
    today: StudyDay,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, DbError> {
    // Only this program knows when study days begin. So the earliest card is loaded for each day of return.
    let buried = cards::buried_until.assume_not_null().gt(today.0);
    let rows: Vec<(Option<i32>, Option<DateTime<Utc>>)> = cards::table
        .filter(may_come_back(settings))
        .filter(reviewed())
        .filter(cards::due_at.gt(now).or(buried))
        .group_by(cards::buried_until)
        .select((cards::buried_until, dsl::min(cards::due_at)))
        .load(connection)
        .await?;
    let calendar = settings.calendar();
    let times = rows.into_iter().filter_map(|(until, due)| {
        let back = until.map(StudyDay).filter(|until| *until > today).map(|until| calendar.start_of(until));
        due.max(back)
    });
    Ok(times.min())
}
