//! Clubs for admins: the list, and transfers.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use crate::app::clubs::{self as app, FormerLeaders, ManagedClubsFilter};
use crate::domain::clubs as domain;
use crate::domain::ids::{AccountId, ClubId, ManagedClubId};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::global_id;

/// A club as admins see it.
pub struct ManagedClub(pub Arc<domain::ManagedClub>);

/// A club as admins see it.
#[Object]
impl ManagedClub {
    /// Opaque, globally unique id. It differs from the id of the `Club`.
    pub async fn id(&self) -> ID {
        global_id(ManagedClubId::from(self.0.id.uuid()))
    }

    /// The id of the club, which the mutations of admins take.
    async fn club_id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The time at which the club was created.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// The time at which a leader archived the club; null if it is not archived.
    async fn archived_at(&self) -> Option<DateTime<Utc>> {
        self.0.archived_at
    }

    /// The number of members, including the leaders.
    async fn members(&self) -> u32 {
        self.0.members
    }

    /// The accounts that lead the club; empty if it has no leader.
    async fn leaders(&self) -> ListOf<ManagedClubLeader> {
        let leader = |(account, name): &(AccountId, String)| ManagedClubLeader {
            account_id: global_id(*account),
            display_name: name.clone(),
        };
        self.0.leaders.iter().map(leader).collect()
    }
}

/// An account that leads a club.
#[derive(SimpleObject)]
pub struct ManagedClubLeader {
    /// The id of the account.
    account_id: ID,
    /// The name that others see.
    display_name: String,
}

impl From<domain::ManagedClub> for ManagedClub {
    fn from(club: domain::ManagedClub) -> Self {
        Self(Arc::new(club))
    }
}

/// The query of clubs, for admins.
#[derive(Default)]
pub struct ManagedClubsQuery;

#[Object]
impl ManagedClubsQuery {
    /// All clubs, in the order of creation. Null if the viewer is not an admin.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection, and its filters")]
    async fn clubs(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only clubs whose name contains this text; case does not matter.")] text: Option<
            String,
        >,
        #[graphql(
            desc = "Whether to return only clubs without a leader. Leaders whose accounts are disabled or awaiting \
                    deletion do not count.",
            default
        )]
        without_leader: bool,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ManagedClub>>, ApiError> {
        const LIST: &str = "clubs";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let filter = ManagedClubsFilter { text, without_leader };
        let found = app::clubs_page(&request(context).caller, &filter, &page).await?;
        Ok(found.map(|found| connection(LIST, found, ManagedClub::from)))
    }
}

/// What happens to the current leaders of a club when it is transferred.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "FormerLeaders")]
pub enum ClubFormerLeaders {
    /// They stay in the club as ordinary members.
    Stay,
    /// They leave the club.
    Leave,
}

/// The club to transfer.
#[derive(InputObject)]
pub struct TransferClubInput {
    /// The id of the club.
    pub club_id: ID,
    /// The account that becomes the only leader. Its role must be LEADER or higher. It need not be a member of the
    /// club.
    pub account_id: ID,
    /// What happens to the current leaders.
    #[graphql(default_with = "ClubFormerLeaders::Stay")]
    pub former_leaders: ClubFormerLeaders,
}

/// The result of `transferClub`.
#[derive(SimpleObject)]
pub struct TransferClubPayload {
    /// The club.
    managed_club: Option<ManagedClub>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer is not an admin),
    /// `REAUTHENTICATION_REQUIRED`, `NOT_FOUND` (the club or the account), `MAY_NOT_LEAD`, `ACCOUNT_DISABLED`,
    /// `ACCOUNT_AWAITS_DELETION`.
    errors: ListOf<UserError>,
}

/// The mutations of clubs, for admins.
#[derive(Default)]
pub struct ManagedClubsMutation;

#[Object]
impl ManagedClubsMutation {
    /// Transfers a club to another leader, even if it has no leader. For admins who have logged in, or called
    /// `reauthenticate`, within the last 15 minutes.
    async fn transfer_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club and its new leader.")] input: TransferClubInput,
    ) -> Result<Option<TransferClubPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let club = ClubId::from_global_or_nil(&input.club_id);
        let account = AccountId::from_global_or_nil(&input.account_id);
        let former = input.former_leaders.into();
        let transferred = app::transfer(&request.caller, club, account, former).await;
        let (club, errors) = settle(transferred, context)?;
        Ok(Some(TransferClubPayload { managed_club: club.map(ManagedClub::from), errors }))
    }
}
