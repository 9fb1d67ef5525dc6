//! What leaders take out of their clubs, of members who share what it is about, from the day on which each joined. Each look
//! is written down before anything of it is told.

mod one_roster;
mod outcomes;
mod results;
mod statements;

pub use statements::{Period, StatementsPage, StatementsPlace, statements};

use std::collections::HashSet;

use diesel_async::{AsyncConnection as _, AsyncPgConnection};
use tokio::sync::mpsc;

use super::access_log::log_access;
use super::insight::members_sharing;
use super::led;
use crate::app::pieces::{self, Piece};
use crate::app::{AppError, Caller};
use crate::domain::clubs::insight::Member;
use crate::domain::clubs::{Club, ClubAccessSubject, ClubMembership, Shared};
use crate::domain::ids::{ClubId, ClubMembershipId};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::text::Language;
use crate::spreadsheet::Separator;

/// A file about the results of a club's members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClubFile {
    /// A table.
    Results(Separator),
    /// OneRoster 1.2, as a zip archive.
    OneRoster,
}

/// A club whose results its leader may take out, and the members whom that is about: they can see that it was done.
#[derive(Debug)]
pub struct ClubExport {
    club: Club,
    own: ClubMembership,
    noted: HashSet<ClubMembershipId>,
}

/// That the caller leads a club; else the error that there is none.
pub async fn check_leads(caller: &Caller, club: ClubId) -> Result<(), AppError> {
    let mut connection = caller.connection().await?;
    led(caller, &mut connection, club).await.map(|_| ())
}

/// Begins to export results, if the caller leads the club: writes down whom that is about. Three statements.
pub async fn begin_export(caller: &Caller, club: ClubId) -> Result<ClubExport, AppError> {
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let (club, own) = led(caller, connection, club).await?;
            let members = sharing(caller, connection, &own, Shared::Results).await?;
            let learners: Vec<_> = members.iter().map(|member| member.membership.learner_id).collect();
            log_access(caller, connection, &own, ClubAccessSubject::Export, &learners).await?;
            let noted = members.iter().map(|member| member.membership.id).collect();
            Ok(ClubExport { club, own, noted })
        })
        .await
}

/// Hands on a file, piece by piece, and in the end that it is whole: read in one snapshot, some members at a time.
pub async fn export(
    caller: &Caller,
    begun: ClubExport,
    (file, language): (ClubFile, Language),
    pieces: &mpsc::Sender<Piece>,
) -> Result<(), AppError> {
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    let mut transaction = connection.build_transaction().read_only().repeatable_read();
    transaction
        .run::<_, AppError, _>(async |connection| {
            let ClubExport { club, own, noted } = begun;
            let mut members = sharing(caller, connection, &own, Shared::Results).await?;
            // Who began to share it meanwhile was not told of this look.
            members.retain(|member| noted.contains(&member.membership.id));
            let mut writer = Writer { connection, caller, catalogue: &catalogue, language, pieces };
            match file {
                ClubFile::Results(separator) => {
                    results::write(&mut writer, &club, &members, separator).await?;
                }
                ClubFile::OneRoster => one_roster::write(&mut writer, club, members).await?,
            }
            pieces::hand_on(pieces, Piece::End).await
        })
        .await
}

/// What files are written with.
struct Writer<'a> {
    connection: &'a mut AsyncPgConnection,
    caller: &'a Caller,
    catalogue: &'a Catalogue,
    language: Language,
    pieces: &'a mpsc::Sender<Piece>,
}

impl Writer<'_> {
    /// Hands on some bytes, if there are any.
    async fn bytes(&self, bytes: Vec<u8>) -> Result<(), AppError> {
        if bytes.is_empty() { Ok(()) } else { pieces::hand_on(self.pieces, Piece::Bytes(bytes)).await }
    }
}

/// Those who learn in a club that the caller leads and share a part. One statement.
async fn sharing(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
    part: Shared,
) -> Result<Vec<Member>, AppError> {
    Ok(members_sharing(caller, connection, own, part).await?.unwrap_or_default())
}
