//! Notes from leaders to the members of clubs.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::role_name;
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{accounts, club_memberships, club_notes as table, clubs};
use crate::db::stored::columns;
use crate::domain::clubs::{ClubNote, ClubRole};
use crate::domain::ids::{AccountId, ClubId, ClubMembershipId, ClubNoteId};

/// The sort key of notes: when they were sent, and their ids.
pub type NoteKey = (DateTime<Utc>, Uuid);

/// A row of `club_notes`, with the name of the author.
#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct NoteRow {
    id: ClubNoteId,
    club_id: ClubId,
    text: String,
    #[diesel(select_expression = accounts::display_name.nullable())]
    author: Option<String>,
    membership_id: Option<ClubMembershipId>,
    sent_at: DateTime<Utc>,
}

fn note(row: NoteRow) -> ClubNote {
    let NoteRow { id, club_id, text, author, membership_id, sent_at } = row;
    ClubNote { id, club_id, text, author, recipient_id: membership_id, sent_at }
}

/// Inserts a note, unless it exists: its mutation may be sent twice at the same time.
pub async fn insert_note(
    connection: &mut AsyncPgConnection,
    new: &ClubNote,
    author: AccountId,
) -> Result<(), DbError> {
    diesel::insert_into(table::table)
        .values((
            table::id.eq(new.id),
            table::club_id.eq(new.club_id),
            table::author_id.eq(author),
            table::membership_id.eq(new.recipient_id),
            table::text.eq(&new.text),
            table::sent_at.eq(new.sent_at),
        ))
        .on_conflict_do_nothing()
        .execute(connection)
        .await?;
    Ok(())
}

/// Joins the notes in the clubs of an account with its memberships.
#[auto_type(no_type_alias)]
fn in_clubs_of(account: AccountId) -> _ {
    let own = club_memberships::club_id.eq(table::club_id).and(club_memberships::learner_id.eq(account));
    table::table
        .inner_join(clubs::table.on(clubs::id.eq(table::club_id)))
        .inner_join(club_memberships::table.on(own))
        .left_join(accounts::table.on(table::author_id.eq(accounts::id.nullable())))
}

/// The query of the notes that an account may see: leaders all notes of their clubs, members those for them alone, and
/// those for all since they came to the club.
macro_rules! visible_to {
    ($account:expr) => {{
        let leads = club_memberships::role.eq(role_name(ClubRole::Leader));
        let is_new = table::sent_at
            .ge(club_memberships::joined_at)
            .and(
                club_memberships::moved_at
                    .is_null()
                    .or(table::sent_at.nullable().ge(club_memberships::moved_at)),
            )
            .assume_not_null();
        let is_for_all = table::membership_id.is_null().and(is_new);
        let is_for_them = table::membership_id.eq(club_memberships::id.nullable()).assume_not_null();
        in_clubs_of($account).filter(leads.or(is_for_all).or(is_for_them))
    }};
}

/// The notes in a list.
#[derive(Debug, Clone, Copy)]
pub enum NotesOf {
    /// All notes that an account may see: those of the clubs that it leads, and those that are for it.
    All,
    /// Those of one club.
    Club(ClubId),
    /// Those that are for the account as a member of its clubs, without archived ones.
    Member,
}

/// Loads a page of the notes that an account may see, newest first. Members see those since they joined.
pub async fn notes_page(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    of: NotesOf,
    page: &PageRequest<NoteKey>,
) -> Result<Page<(NoteKey, ClubNote)>, DbError> {
    let mut query = visible_to!(account).select(columns::<NoteRow>()).into_boxed();
    match of {
        NotesOf::All => {}
        NotesOf::Club(club) => query = query.filter(table::club_id.eq(club)),
        NotesOf::Member => {
            query = query
                .filter(club_memberships::role.eq(role_name(ClubRole::Member)))
                .filter(clubs::archived_at.is_null());
        }
    }
    let rows: Vec<NoteRow> =
        page.paginate(query, (table::sent_at, table::id), Direction::Descending).load(connection).await?;
    page.finish(rows).try_map(|row| Ok(((row.sent_at, row.id.uuid()), note(row))))
}

/// Loads the notes with these ids that an account may see, in no particular order.
pub async fn notes_by_ids(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    ids: &[ClubNoteId],
) -> Result<Vec<ClubNote>, DbError> {
    let rows: Vec<NoteRow> = visible_to!(account)
        .filter(table::id.eq_any(ids))
        .select(columns::<NoteRow>())
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(note).collect())
}
