//! Inviting a whole group by a table.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::app::Refusal;
use crate::app::clubs as app;
use crate::domain::ids::ClubId;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// A group to invite.
#[derive(InputObject)]
pub struct ImportClubMembersInput {
    /// The club.
    pub club_id: ID,
    /// The table, as CSV: its first line names the columns, `name` and maybe `label`; then a line for each person, at most
    /// 500. Columns are separated by commas, semicolons or tabs; other columns are left alone.
    pub csv: String,
    /// From when on the codes let nobody in, at most 366 days from now; without it, they have no end.
    pub expires_at: Option<DateTime<Utc>>,
    /// Whether this is a trial: the rows are checked, and nothing is written.
    #[graphql(default)]
    pub dry_run: bool,
}

/// Somebody on the table.
#[derive(SimpleObject)]
pub struct ImportedClubMember {
    /// The line of the table on which the row begins, from 1: the names of the columns are on line 1.
    line: u64,
    /// The name, as it stands there.
    name: String,
    /// What is said beside it; null: nothing.
    label: Option<String>,
    /// The code that lets this person in, once; they register with an e-mail address and a password of their own. Null: this
    /// was a trial, or something is wrong with a row.
    code: Option<String>,
    /// What is wrong with the row, and in which column; null: nothing. Codes: `INVALID_NAME`.
    error: Option<UserError>,
}

/// What came of `importClubMembers`.
#[derive(SimpleObject)]
pub struct ImportClubMembersPayload {
    /// The rows, in their order; null: see `errors`. If something is wrong with one of them, none has a code.
    rows: Option<Vec<ImportedClubMember>>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND` (the viewer leads no such club), `INVALID_CSV`,
    /// `TOO_MANY_ROWS`, `INVALID_EXPIRY`, `TOO_MANY_INVITATIONS`.
    errors: Vec<UserError>,
}

/// Inviting a whole group.
#[derive(Default)]
pub struct GroupMutation;

#[Object]
impl GroupMutation {
    /// Makes an invitation for each person on a table, which lets one in and bears the person's name, for the club's leaders.
    /// If something is wrong with a row, nothing is written.
    async fn import_club_members(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The group.")] input: ImportClubMembersInput,
    ) -> Result<Option<ImportClubMembersPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let club = ClubId::from_global_or_nil(&input.club_id);
        let end = input.expires_at;
        let imported = app::import_members(&request.caller, club, &input.csv, end, input.dry_run).await;
        let (imported, errors) = settle(imported, request.language)?;
        let rows = imported.map(|rows| {
            let rows = rows.into_iter().map(|(row, code)| ImportedClubMember {
                line: row.line,
                name: row.name,
                label: row.label,
                code: code.map(|code| code.grouped()),
                error: row.problem.map(|(problem, column)| {
                    UserError::new(&Refusal { problem, path: vec![column] }, request.language)
                }),
            });
            rows.collect()
        });
        Ok(Some(ImportClubMembersPayload { rows, errors }))
    }
}
