//! The viewer's data in clubs and contests: memberships and shares, join requests, notes, assignments, contest entries,
//! and the access log.

use serde_json::{Value, json};

use super::json::date;
use super::{List, Writer};
use crate::app::AppError;
use crate::db::clubs::export::{self as db, OwnAssignment, OwnClub, OwnContestEntry};
use crate::db::clubs::{ClubAccessKey, JoinRequestsOf, NotesOf, access_log_page, notes_page, requests_page};
use crate::db::learning::BATCH;
use crate::db::page::PageRequest;
use crate::domain::clubs::{ClubAccessLogEntry, ClubNote, JoinRequest, Sharing};

pub(super) async fn write(writer: &mut Writer<'_>) -> Result<(), AppError> {
    let learner = writer.learner;
    let clubs = db::own_clubs(writer.connection, learner).await?;
    let mut list = List::new("clubs");
    let text = list.push(clubs.iter().map(club));
    writer.text(text + &list.end()).await?;

    let mut list = List::new("clubJoinRequests");
    let mut page = first_page();
    loop {
        let batch = requests_page(writer.connection, JoinRequestsOf::Learner(learner), &page).await?;
        page.after = batch.rows.last().map(|(id, _)| *id);
        writer.text(list.push(batch.rows.iter().map(|(_, request)| join_request(request)))).await?;
        if !batch.has_next {
            break;
        }
    }
    writer.text(list.end()).await?;

    let mut list = List::new("clubNotes");
    let mut page = first_page();
    loop {
        let batch = notes_page(writer.connection, learner, NotesOf::All, &page).await?;
        page.after = batch.rows.last().map(|(key, _)| *key);
        writer.text(list.push(batch.rows.iter().map(|(_, row)| note(row)))).await?;
        if !batch.has_next {
            break;
        }
    }
    writer.text(list.end()).await?;

    writer.list("assignments", db::own_assignments_after, |own| own.assignment.id, assignment).await?;
    writer.list("contestEntries", db::own_contest_entries_after, |own| own.id, entry).await?;

    let mut list = List::new("clubAccessLog");
    let mut page = first_page();
    loop {
        let batch = access_log_page(writer.connection, learner, None, &page).await?;
        page.after = batch.rows.last().map(|(id, _)| *id);
        writer.text(list.push(batch.rows.iter().map(access_log_entry))).await?;
        if !batch.has_next {
            break;
        }
    }
    writer.text(list.end()).await
}

pub(super) fn first_page<K>() -> PageRequest<K> {
    PageRequest { after: None, before: None, limit: BATCH, from_end: false }
}

fn shares(sharing: Sharing) -> Value {
    let Sharing { activity, results, answers } = sharing;
    json!({"activity": activity, "results": results, "answers": answers})
}

fn club(club: &OwnClub) -> Value {
    json!({
        "id": club.club_id,
        "membershipId": club.membership_id,
        "name": club.name,
        "role": club.role,
        "joinedAt": club.joined_at,
        "shares": shares(club.sharing),
    })
}

fn join_request(request: &JoinRequest) -> Value {
    json!({
        "id": request.id,
        "clubId": request.club_id,
        "club": request.club_name,
        "message": request.message,
        "shares": shares(request.sharing),
        "requestedAt": request.requested_at,
        "status": request.status,
        "decidedAt": request.decided_at,
    })
}

fn note(note: &ClubNote) -> Value {
    json!({
        "id": note.id,
        "clubId": note.club_id,
        "text": note.text,
        "author": note.author,
        "membershipId": note.recipient_id,
        "sentAt": note.sent_at,
    })
}

fn assignment(OwnAssignment { assignment, club_name }: &OwnAssignment) -> Value {
    json!({
        "id": assignment.id,
        "clubId": assignment.club_id,
        "club": club_name,
        "note": assignment.note,
        "from": date(assignment.from),
        "until": date(assignment.until),
        "createdAt": assignment.created_at,
        "withdrawnAt": assignment.withdrawn_at,
    })
}

fn entry(entry: &OwnContestEntry) -> Value {
    json!({
        "id": entry.id,
        "contestId": entry.contest_id,
        "eventId": entry.event_id,
        "clubId": entry.club_id,
        "area": entry.area,
        "nameDisplay": entry.name_display,
        "enteredAt": entry.entered_at,
    })
}

fn access_log_entry((id, entry): &(ClubAccessKey, ClubAccessLogEntry)) -> Value {
    json!({
        "id": id,
        "clubId": entry.club_id,
        "club": entry.club_name,
        "leader": entry.accessed_by,
        "subject": entry.subject,
        "accessedAt": entry.accessed_at,
    })
}
