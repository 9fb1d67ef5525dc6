//! Contests, their entrants and the words that they keep.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{contest_entries, contest_words, contests};
use crate::db::statement::statement;
use crate::db::stored::{Place, columns, computed};
use crate::domain::contests::{Contest, ContestEntry, ContestNameDisplay, ContestStanding, Team, TeamKind};
use crate::domain::ids::{AccountId, ClubId, ContestEntryId, ContestId, EventId, WordId};
use crate::domain::learning::study_day::StudyDay;

/// Inserts a contest.
pub async fn insert_contest(
    connection: &mut AsyncPgConnection,
    contest: &Contest,
    by: AccountId,
) -> Result<(), DbError> {
    diesel::insert_into(contests::table)
        .values((
            contests::id.eq(contest.id),
            contests::event_id.eq(contest.event_id),
            contests::teams.eq(contest.teams.map(TeamKind::as_str)),
            contests::from_day.eq(contest.from.0),
            contests::until_day.eq(contest.until.0),
            contests::created_by.eq(by),
            contests::created_at.eq(contest.created_at),
        ))
        .execute(connection)
        .await?;
    let words: Vec<_> = contest
        .words
        .iter()
        .zip(0..)
        .map(|(word, position)| {
            (
                contest_words::contest_id.eq(contest.id),
                contest_words::word_id.eq(word),
                contest_words::position.eq(position),
            )
        })
        .collect();
    diesel::insert_into(contest_words::table).values(words).execute(connection).await?;
    Ok(())
}

/// Withdraws a contest; returns whether it existed.
pub async fn withdraw_contest(
    connection: &mut AsyncPgConnection,
    id: ContestId,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let shown = contests::table.find(id).filter(contests::withdrawn_at.is_null());
    Ok(diesel::update(shown).set(contests::withdrawn_at.eq(now)).execute(connection).await? == 1)
}

/// A row of `contests`, with its words in order.
#[derive(Queryable, Selectable)]
#[diesel(table_name = contests)]
struct ContestRow {
    id: ContestId,
    event_id: EventId,
    teams: Option<String>,
    from_day: i32,
    until_day: i32,
    created_at: DateTime<Utc>,
    #[diesel(select_expression = sql::<Array<SqlUuid>>(WORDS), select_expression_type = SqlLiteral<Array<SqlUuid>>)]
    words: Vec<WordId>,
}

const WORDS: &str =
    "ARRAY(SELECT word_id FROM contest_words WHERE contest_id = contests.id ORDER BY position)";

fn contest(row: ContestRow) -> Result<Contest, DbError> {
    let place = Place::new("contests", &row.id);
    Ok(Contest {
        id: row.id,
        event_id: row.event_id,
        teams: row.teams.as_deref().map(|teams| place.parse("teams", teams)).transpose()?,
        from: StudyDay(row.from_day),
        until: StudyDay(row.until_day),
        words: row.words,
        created_at: row.created_at,
    })
}

/// Loads contests by id, in no particular order.
pub async fn contests_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[ContestId],
) -> Result<Vec<Contest>, DbError> {
    let rows: Vec<ContestRow> = contests::table
        .filter(contests::id.eq_any(ids))
        .filter(contests::withdrawn_at.is_null())
        .select(columns::<ContestRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(contest).collect()
}

/// Loads the contests of events, oldest first.
pub async fn contests_of(
    connection: &mut AsyncPgConnection,
    events: &[EventId],
) -> Result<Vec<Contest>, DbError> {
    let rows: Vec<ContestRow> = contests::table
        .filter(contests::event_id.eq_any(events))
        .filter(contests::withdrawn_at.is_null())
        .order(contests::id)
        .select(columns::<ContestRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(contest).collect()
}

/// Loads a page of all contests, oldest first: their ids increase with time.
pub async fn contests_page(
    connection: &mut AsyncPgConnection,
    page: &PageRequest<ContestId>,
) -> Result<Page<(ContestId, Contest)>, DbError> {
    let query =
        contests::table.filter(contests::withdrawn_at.is_null()).select(columns::<ContestRow>()).into_boxed();
    let rows: Vec<ContestRow> =
        page.paginate(query, (contests::id,), Direction::Ascending).load(connection).await?;
    page.finish(rows).try_map(|row| {
        let contest = contest(row)?;
        Ok((contest.id, contest))
    })
}

/// Inserts an entry, or changes the learner's existing one, which keeps its id.
pub async fn put_entry(connection: &mut AsyncPgConnection, entry: &ContestEntry) -> Result<(), DbError> {
    let (club, area) = match &entry.team {
        Some(Team::Club(club)) => (Some(*club), None),
        Some(Team::Area(area)) => (None, Some(area)),
        None => (None, None),
    };
    let choice = || {
        (
            contest_entries::club_id.eq(club),
            contest_entries::area.eq(area),
            contest_entries::name_display.eq(entry.name_display.as_str()),
        )
    };
    diesel::insert_into(contest_entries::table)
        .values((
            contest_entries::contest_id.eq(entry.contest_id),
            contest_entries::learner_id.eq(entry.learner_id),
            contest_entries::id.eq(entry.id),
            contest_entries::entered_at.eq(entry.entered_at),
            choice(),
        ))
        .on_conflict((contest_entries::contest_id, contest_entries::learner_id))
        .do_update()
        .set(choice())
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes an entry; returns whether it existed.
pub async fn delete_entry(
    connection: &mut AsyncPgConnection,
    contest: ContestId,
    learner: AccountId,
) -> Result<Option<ContestEntryId>, DbError> {
    let own = contest_entries::table.find((contest, learner));
    let deleted =
        diesel::delete(own).returning(contest_entries::id).get_result(connection).await.optional()?;
    Ok(deleted)
}

/// Returns the contests of these entries, without withdrawn contests.
pub async fn contests_of_entries(
    connection: &mut AsyncPgConnection,
    ids: &[ContestEntryId],
) -> Result<Vec<ContestId>, DbError> {
    let found = contest_entries::table
        .inner_join(contests::table)
        .filter(contest_entries::id.eq_any(ids))
        .filter(contests::withdrawn_at.is_null())
        .select(contests::id)
        .distinct()
        .load(connection)
        .await?;
    Ok(found)
}

#[derive(QueryableByName)]
struct StandingRow {
    #[diesel(sql_type = SqlUuid)]
    contest_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    learner_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    club_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    area: Option<String>,
    #[diesel(sql_type = Text)]
    name_display: String,
    #[diesel(sql_type = Timestamptz)]
    entered_at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    display_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    club_name: Option<String>,
    #[diesel(sql_type = BigInt)]
    words: i64,
}

/// Computes the standings of all entrants of contests who can log in, unordered and without ranks.
pub async fn standings(
    connection: &mut AsyncPgConnection,
    contests: &[ContestId],
) -> Result<Vec<ContestStanding>, DbError> {
    let contests: Vec<Uuid> = contests.iter().map(|id| id.uuid()).collect();
    let rows: Vec<StandingRow> =
        statement(include_str!("contests.sql")).bind::<Array<SqlUuid>, _>(contests).load(connection).await?;
    rows.into_iter()
        .map(|row| {
            let name_display: ContestNameDisplay =
                Place::new("contest_entries", &row.id).parse("name_display", &row.name_display)?;
            let club = row.club_id.map(|id| Team::Club(ClubId::from(id)));
            Ok(ContestStanding {
                rank: 0,
                name: name_display.of(&row.display_name),
                club_name: row.club_name,
                shows_team: false,
                words_kept: computed(row.words)?,
                entry: ContestEntry {
                    id: ContestEntryId::from(row.id),
                    contest_id: ContestId::from(row.contest_id),
                    learner_id: AccountId::from(row.learner_id),
                    team: club.or(row.area.map(Team::Area)),
                    name_display,
                    entered_at: row.entered_at,
                },
            })
        })
        .collect()
}
