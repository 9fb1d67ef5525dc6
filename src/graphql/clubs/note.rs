//! Notes from leaders to the members of clubs.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;
use uuid::Uuid;

use super::{Club, ClubMembership};
use crate::app::clubs::{self as app, NewNote};
use crate::domain::clubs as domain;
use crate::domain::ids::{ClubId, ClubMembershipId};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::global_id;

/// A note from a leader.
#[derive(Clone)]
pub struct ClubNote(pub Arc<domain::ClubNote>);

/// A note from a leader to all members of a club, or to one of them. Visible to the club's leaders, and to its
/// recipients while they are in the club.
#[Object]
impl ClubNote {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The club.
    async fn club(&self, context: &Context<'_>) -> Result<Option<Club>, ApiError> {
        super::club(context, Some(self.0.club_id)).await
    }

    /// The text.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The display name of the leader who sent the note. Null if the leader's account was deleted.
    async fn author(&self) -> Option<&str> {
        self.0.author.as_deref()
    }

    /// Whether the note is for all members. False if it is for one of them.
    async fn for_all(&self) -> bool {
        self.0.recipient_id.is_none()
    }

    /// The recipient of the note. Null if the note is for all members, or if the recipient is no longer in the club.
    async fn recipient(&self, context: &Context<'_>) -> Result<Option<ClubMembership>, ApiError> {
        super::membership(context, self.0.recipient_id).await
    }

    /// When the note was sent.
    async fn sent_at(&self) -> DateTime<Utc> {
        self.0.sent_at
    }
}

/// The notes to the viewer.
pub struct ViewerNotes;

/// The notes to the viewer.
#[Object]
impl ViewerNotes {
    /// The notes in the viewer's clubs that were sent to all members or to the viewer since the viewer joined, newest
    /// first. Notes in archived clubs are left out.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn club_notes(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubNote>>, ApiError> {
        const LIST: &str = "viewer.clubNotes";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::own_notes(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| ClubNote(Arc::new(row)))))
    }
}

/// A note to the members of a club.
#[derive(InputObject)]
pub struct SendClubNoteInput {
    /// The id of the club.
    pub club_id: ID,
    /// The text, 1 to 2,000 characters.
    pub text: String,
    /// The membership of the recipient, who must learn in the club. If omitted, the note is for all members.
    pub membership_id: Option<ID>,
    /// A UUID that the client generates for this mutation. If the response is lost, the client can send the mutation
    /// again with the same UUID. The mutation then returns what it created the first time, and creates nothing new.
    pub client_mutation_id: Option<Uuid>,
}

/// The result of `sendClubNote`.
#[derive(SimpleObject)]
pub struct SendClubNotePayload {
    /// The note.
    club_note: Option<ClubNote>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the viewer does not lead this club, or the
    /// recipient does not learn in it), `REQUIRED` (the text), `INVALID_NOTE` (the text), `CLUB_ARCHIVED`.
    errors: ListOf<UserError>,
}

/// The mutation of notes.
#[derive(Default)]
pub struct NoteMutation;

#[Object]
impl NoteMutation {
    /// Sends a note to all members of a club, or to one of them. They see it in `viewer.clubNotes`. For the club's
    /// leaders.
    async fn send_club_note(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The note.")] input: SendClubNoteInput,
    ) -> Result<Option<SendClubNotePayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let new = NewNote {
            club_id: ClubId::from_global_or_nil(&input.club_id),
            text: input.text,
            member: input.membership_id.map(|id| ClubMembershipId::from_global_or_nil(&id)),
            client_mutation_id: input.client_mutation_id,
        };
        let sent = app::send_note(&request.caller, new).await;
        let (id, errors) = settle(sent, context)?;
        let club_note = match id {
            Some(id) => request.loader().load_one(id).await?.map(ClubNote),
            None => None,
        };
        Ok(Some(SendClubNotePayload { club_note, errors }))
    }
}
