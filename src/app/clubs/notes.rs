//! Notes from leaders to the members of clubs.

use uuid::Uuid;

use super::require_leader;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::db::clubs::{NoteKey, NotesOf};
use crate::db::page::{Page, PageRequest};
use crate::domain::clubs::{ClubMembership, ClubNote};
use crate::domain::ids::{ClubId, ClubMembershipId, ClubNoteId};
use crate::domain::learning::learner_word::note;
use crate::domain::problem::Problem;

/// A new note.
#[derive(Debug)]
pub struct NewNote {
    /// The club whose members get the note.
    pub club_id: ClubId,
    /// The text.
    pub text: String,
    /// The member who gets it; `None` for all members.
    pub member: Option<ClubMembershipId>,
    /// The UUID that the client generated for the mutation.
    pub client_mutation_id: Option<Uuid>,
}

/// Sends a note to all members of a club that the caller leads, or to one of them. If the mutation is sent again, returns
/// the note that it has sent, even if it could not send it any more.
pub async fn send_note(caller: &Caller, new: NewNote) -> Result<ClubNoteId, AppError> {
    let NewNote { club_id, text, member, client_mutation_id } = new;
    let author = &caller.viewer()?.account;
    let text = note(&text).and_then(|text| text.ok_or(Problem::Required));
    let new = ClubNote {
        id: caller.new_id_in(club_id, client_mutation_id),
        club_id,
        text: text.at("text")?,
        author: Some(author.display_name.clone()),
        recipient_id: member,
        sent_at: caller.now,
    };
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            // Until the note is stored, nobody archives or deletes the club.
            db::clubs::lock_against_changes(connection, club_id).await?;
            let (club, _) = require_leader(caller, connection, club_id, "clubId").await?;
            if client_mutation_id.is_some()
                && !db::clubs::notes_by_ids(connection, author.id, &[new.id]).await?.is_empty()
            {
                return Ok(());
            }
            club.require_active().at("clubId")?;
            if let Some(member) = member {
                let members = db::clubs::studying_members(connection, club_id).await?;
                if !members.iter().any(|other| other.membership.id == member) {
                    return Err(AppError::refused_at(Problem::NotFound, "membershipId"));
                }
            }
            Ok(db::clubs::insert_note(connection, &new, author.id).await?)
        })
        .await?;
    Ok(new.id)
}

/// Loads a page of a club's notes that the caller may see, newest first. `own` is the caller's membership.
pub async fn notes_of_club(
    caller: &Caller,
    own: &ClubMembership,
    page: &PageRequest<NoteKey>,
) -> Result<Page<(NoteKey, ClubNote)>, AppError> {
    let mut connection = caller.connection().await?;
    Ok(db::clubs::notes_page(&mut connection, own.learner_id, NotesOf::Club(own.club_id), page).await?)
}

/// Loads a page of the notes that are for the caller as a member of their clubs, newest first.
pub async fn own_notes(
    caller: &Caller,
    page: &PageRequest<NoteKey>,
) -> Result<Page<(NoteKey, ClubNote)>, AppError> {
    let viewer = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::clubs::notes_page(&mut connection, viewer, NotesOf::Member, page).await?)
}

/// Returns the notes with these ids that the caller may see.
pub async fn visible_notes(caller: &Caller, ids: &[ClubNoteId]) -> Result<Vec<ClubNote>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(Vec::new()) };
    let mut connection = caller.connection().await?;
    Ok(db::clubs::notes_by_ids(&mut connection, viewer.account.id, ids).await?)
}
