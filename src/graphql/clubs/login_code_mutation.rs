//! The mutation that creates a one-time code for a member without an e-mail address.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use crate::app::clubs as app;
use crate::domain::ids::ClubMembershipId;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// The member who has forgotten the password.
#[derive(InputObject)]
pub struct CreateMemberLoginCodeInput {
    /// The id of the membership.
    pub membership_id: ID,
}

/// The result of `createMemberLoginCode`.
#[derive(SimpleObject)]
pub struct CreateMemberLoginCodePayload {
    /// The code, in two groups of five characters. It is returned only once.
    code: Option<String>,
    /// The user name that the member enters with the code.
    username: Option<String>,
    /// The time at which the code expires: 15 minutes after its creation.
    expires_at: Option<DateTime<Utc>>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the membership does not exist, or is in a
    /// club that the viewer does not lead), `LOGIN_CODE_NOT_ALLOWED`, `ACCOUNT_DISABLED`.
    errors: ListOf<UserError>,
}

/// The mutation that creates a one-time code for a member.
#[derive(Default)]
pub struct LoginCodeMutation;

#[Object]
impl LoginCodeMutation {
    /// Creates a code with which a member without an e-mail address logs in once and sets a new password
    /// (`logInWithCode`). That login also removes the authenticator app and the passkeys of the account. A new code
    /// replaces the member's previous one. For the club's leaders, and only for accounts without an e-mail address and
    /// without a role beyond learning. The code no longer works when the viewer leads no club of the member any more. The
    /// member sees its creation in `viewer.clubAccessLog`.
    async fn create_member_login_code(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The member.")] input: CreateMemberLoginCodeInput,
    ) -> Result<Option<CreateMemberLoginCodePayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubMembershipId::from_global_or_nil(&input.membership_id);
        let created = app::create_member_login_code(&request.caller, id).await;
        let (created, errors) = settle(created, context)?;
        let (code, username, expires_at) = match created {
            Some(issued) => (Some(issued.code.grouped()), Some(issued.username), Some(issued.expires_at)),
            None => (None, None, None),
        };
        Ok(Some(CreateMemberLoginCodePayload { code, username, expires_at, errors }))
    }
}
