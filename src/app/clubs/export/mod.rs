//! Exports for club leaders: the data that members share, from each member's day of joining on. Every access is
//! recorded before any data is sent.

mod one_roster;
mod outcomes;
mod results;
mod statements;

pub use statements::{Period, StatementsPage, StatementsPlace, statements};

use std::collections::HashSet;

use diesel_async::AsyncPgConnection;
use tokio::sync::mpsc;

use super::access_log::log_access;
use super::insight::members_sharing;
use super::require_leader;
use crate::app::file_pieces::{self, Piece};
use crate::app::{AppError, Caller};
use crate::domain::clubs::insight::Member;
use crate::domain::clubs::{Club, ClubAccessSubject, ClubMembership, Shared};
use crate::domain::ids::{ClubId, ClubMembershipId};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::text::Language;
use crate::spreadsheet::Separator;

/// A file with the results of a club's members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClubFile {
    /// A table in CSV.
    Results(Separator),
    /// OneRoster 1.2, as a zip archive.
    OneRoster,
}

/// A permitted export of a club's results, with the members whose access log records it.
#[derive(Debug)]
pub struct ClubExport {
    club: Club,
    own: ClubMembership,
    logged_members: HashSet<ClubMembershipId>,
}

/// Checks that the caller leads a club; otherwise returns the error for an unknown club.
pub async fn check_leadership(caller: &Caller, club: ClubId) -> Result<(), AppError> {
    let mut connection = caller.connection().await?;
    require_leader(caller, &mut connection, club, "clubId").await.map(|_| ())
}

/// Begins an export of results if the caller leads the club, and records the access to the members' data. Three SQL
/// statements.
pub async fn begin_export(caller: &Caller, club: ClubId) -> Result<ClubExport, AppError> {
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let (club, own) = require_leader(caller, connection, club, "clubId").await?;
            let members = sharing_members(caller, connection, &own, Shared::Results).await?;
            let learners: Vec<_> = members.iter().map(|member| member.membership.learner_id).collect();
            log_access(caller, connection, &own, ClubAccessSubject::Export, &learners).await?;
            let logged_members = members.iter().map(|member| member.membership.id).collect();
            Ok(ClubExport { club, own, logged_members })
        })
        .await
}

/// Sends a file piece by piece, and then the end marker. Reads from one snapshot, a batch of members at a time.
pub async fn export(
    caller: &Caller,
    export: ClubExport,
    (file, language): (ClubFile, Language),
    pieces: &mpsc::Sender<Piece>,
) -> Result<(), AppError> {
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    let mut transaction = connection.build_transaction().read_only().repeatable_read();
    transaction
        .run::<_, AppError, _>(async |connection| {
            let ClubExport { club, own, logged_members } = export;
            let mut members = sharing_members(caller, connection, &own, Shared::Results).await?;
            // Members who have begun to share since then have no entry in their access log.
            members.retain(|member| logged_members.contains(&member.membership.id));
            let mut writer = Writer { connection, caller, catalogue: &catalogue, language, pieces };
            match file {
                ClubFile::Results(separator) => {
                    results::write(&mut writer, &club, &members, separator).await?;
                }
                ClubFile::OneRoster => one_roster::write(&mut writer, club, members).await?,
            }
            file_pieces::send_piece(pieces, Piece::End).await
        })
        .await
}

/// The context of writing a file.
struct Writer<'a> {
    connection: &'a mut AsyncPgConnection,
    caller: &'a Caller,
    catalogue: &'a Catalogue,
    language: Language,
    pieces: &'a mpsc::Sender<Piece>,
}

impl Writer<'_> {
    /// Sends some bytes, if there are any.
    async fn send(&self, bytes: Vec<u8>) -> Result<(), AppError> {
        if bytes.is_empty() {
            Ok(())
        } else {
            file_pieces::send_piece(self.pieces, Piece::Bytes(bytes)).await
        }
    }
}

/// Loads the members of a club that the caller leads who share a part of their data, in the order of joining, which no new
/// name changes while pages are read. One SQL statement.
async fn sharing_members(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
    part: Shared,
) -> Result<Vec<Member>, AppError> {
    let mut members = members_sharing(caller, connection, own, part).await?.unwrap_or_default();
    members.sort_by_key(|member| member.membership.joining_place());
    Ok(members)
}
