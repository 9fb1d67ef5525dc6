//! The mutation that invites a whole group from a table.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;
use uuid::Uuid;

use crate::app::clubs::{self as app, MemberImport};
use crate::app::{AppError, InputProblem};
use crate::domain::ids::ClubId;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::lenient::Written;

/// The people to invite.
#[derive(InputObject)]
pub struct ImportClubMembersInput {
    /// The id of the club.
    pub club_id: ID,
    /// The table as CSV. The first line names the columns: `name`, and optionally `label`. Common titles also work, in
    /// any case: `ФИО`, `Аты-жөні` or `Full name` for the name, and `Класс`, `Сынып` or `Class` for the label. A name
    /// may be split into several columns: `Фамилия`, `Имя` and `Отчество`; `Тегі`, `Аты` and `Әкесінің аты`; or
    /// `Last name`, `First name` and `Middle name`. Each further line is one person; at most 500 people. Columns are
    /// separated by commas, semicolons or tabs. Other columns are ignored.
    pub csv: String,
    /// The time at which the codes expire, at most 366 days from now. If omitted, the codes do not expire.
    pub expires_at: Option<Written<DateTime<Utc>>>,
    /// Whether this is a dry run, which checks the rows and saves nothing.
    #[graphql(default)]
    pub dry_run: bool,
    /// A UUID that the client generates for this mutation. If the response is lost, the client can send the mutation
    /// again with the same UUID. The mutation then returns the codes that it created the first time, and creates no new
    /// ones.
    pub client_mutation_id: Option<Uuid>,
}

/// A row of the table: a person to invite.
#[derive(SimpleObject)]
pub struct ImportedClubMember {
    /// The line of the table on which the row begins, counted from 1; the column names are on line 1.
    line: u64,
    /// The name, as written in the table. If its parts are in separate columns, the family name comes first.
    name: String,
    /// The label, as written in the table; null if there is none.
    label: Option<String>,
    /// The invite code for this person, which works once. The person joins with it (`joinClub`,
    /// `registerWithClubCode`). Null on a dry run, or if any row has an error.
    code: Option<String>,
    /// The problem with the row, and its column; null if there is none. Codes: `INVALID_NAME`.
    error: Option<UserError>,
}

/// The result of `importClubMembers`.
#[derive(SimpleObject)]
pub struct ImportClubMembersPayload {
    /// The rows, in the order of the table. If any row has an `error`, no invitation was created, and no row has a
    /// `code`.
    rows: Option<ListOf<ImportedClubMember>>,
    /// The problems with the input as a whole. Problems with single rows are in `rows`, so nothing may have been
    /// created although this list is empty. Codes: `NOT_FOUND` (the viewer does not lead this club), `INVALID_CSV`,
    /// `TOO_MANY_ROWS`, `INVALID_EXPIRY`, `TOO_MANY_INVITATIONS`, `CLUB_ARCHIVED`.
    errors: ListOf<UserError>,
}

/// The mutation that invites a group.
#[derive(Default)]
pub struct MemberImportMutation;

#[Object]
impl MemberImportMutation {
    /// Creates an invitation for each person in a table. For the club's leaders. Each invitation admits one person and
    /// is labelled with that person's name. If any row has an error, no invitation is created.
    async fn import_club_members(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The people to invite.")] input: ImportClubMembersInput,
    ) -> Result<Option<ImportClubMembersPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let imported = async { app::import_members(&request.caller, member_import(input)?).await };
        let (imported, errors) = settle(imported.await, context)?;
        let rows = imported.map(|rows| {
            let rows = rows.into_iter().map(|(row, code)| ImportedClubMember {
                line: row.line,
                name: row.name,
                label: row.label,
                code: code.map(|code| code.grouped()),
                error: row.problem.map(|(problem, column)| {
                    UserError::new(&InputProblem::new(problem, vec![column]), request.language)
                }),
            });
            rows.collect()
        });
        Ok(Some(ImportClubMembersPayload { rows, errors }))
    }
}

fn member_import(input: ImportClubMembersInput) -> Result<MemberImport, AppError> {
    Ok(MemberImport {
        club_id: ClubId::from_global_or_nil(&input.club_id),
        table: input.csv,
        expires_at: input.expires_at.map(|moment| moment.read_at("expiresAt")).transpose()?,
        is_dry_run: input.dry_run,
        client_mutation_id: input.client_mutation_id,
    })
}
