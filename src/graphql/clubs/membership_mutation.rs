//! The mutations of memberships, for a club's leaders.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use graphql_engine::ListOf;

use super::membership::ClubRole;
use super::{ClubMembership, membership};
use crate::app::clubs as app;
use crate::domain::ids::{ClubId, ClubMembershipId};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// A new role for a member.
#[derive(InputObject)]
pub struct SetClubRoleInput {
    /// The id of the membership; may be the viewer's own.
    pub id: ID,
    /// The new role.
    pub role: ClubRole,
}

/// The result of `setClubRole`.
#[derive(SimpleObject)]
pub struct SetClubRolePayload {
    /// The membership.
    club_membership: Option<ClubMembership>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the membership does not exist, or is in a
    /// club that the viewer does not lead), `LAST_LEADER`; for a new leader, `MAY_NOT_LEAD` (the member's account is a
    /// learner's), `ACCOUNT_DISABLED`, `ACCOUNT_AWAITS_DELETION`.
    errors: ListOf<UserError>,
}

/// The leaders' own name for a member.
#[derive(InputObject)]
pub struct SetClubMemberAliasInput {
    /// The id of the membership.
    pub id: ID,
    /// The name, 1 to 80 characters. If null or omitted, the member has no alias.
    pub alias: Option<String>,
}

/// The result of `setClubMemberAlias`.
#[derive(SimpleObject)]
pub struct SetClubMemberAliasPayload {
    /// The membership.
    club_membership: Option<ClubMembership>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the membership does not exist, or is in a
    /// club that the viewer does not lead), `INVALID_NAME`.
    errors: ListOf<UserError>,
}

/// The membership to end.
#[derive(InputObject)]
pub struct RemoveClubMemberInput {
    /// The id of the membership; may be the viewer's own.
    pub id: ID,
}

/// The result of `removeClubMember`.
#[derive(SimpleObject)]
pub struct RemoveClubMemberPayload {
    /// The id of the membership, which no longer exists.
    deleted_club_membership_id: Option<ID>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the membership does not exist, or is in a
    /// club that the viewer does not lead), `LAST_LEADER`.
    errors: ListOf<UserError>,
}

/// Members to move to another club.
#[derive(InputObject)]
pub struct MoveClubMembersInput {
    /// The club that the members are in.
    pub from_club_id: ID,
    /// The club that they move to.
    pub to_club_id: ID,
    /// The memberships; 1 to 500.
    pub membership_ids: Vec<ID>,
}

/// The result of `moveClubMembers`.
#[derive(SimpleObject)]
pub struct MoveClubMembersPayload {
    /// The memberships, in the order of `membershipIds`.
    club_memberships: Option<ListOf<ClubMembership>>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the viewer does not lead one of the clubs, or
    /// the membership is in neither), `CLUB_ARCHIVED` (the new club), `ALREADY_MEMBER`, `LEADS_CLUB`,
    /// `DUPLICATE_ITEM`, `REQUIRED`, `TOO_MANY_ITEMS`. The `path` of a problem with a membership ends with its index in
    /// `membershipIds`, from 0.
    errors: ListOf<UserError>,
}

/// The mutations of memberships.
#[derive(Default)]
pub struct MembershipMutation;

#[Object]
impl MembershipMutation {
    /// Makes a member a leader, or a leader a member. For the club's leaders, who all have the same rights. The account
    /// of a leader must have the role LEADER or higher, which an admin assigns. To transfer a club, make another member
    /// a leader, and then leave or step down; the last leader can do neither.
    async fn set_club_role(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The member and the new role.")] input: SetClubRoleInput,
    ) -> Result<Option<SetClubRolePayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubMembershipId::from_global_or_nil(&input.id);
        let set = app::set_role(&request.caller, id, input.role.into()).await.map(|()| id);
        let (id, errors) = settle(set, context)?;
        Ok(Some(SetClubRolePayload { club_membership: membership(context, id).await?, errors }))
    }

    /// Sets the leaders' own name for a member, which `ClubMembership.alias` shows. For the club's leaders.
    async fn set_club_member_alias(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The member and the name.")] input: SetClubMemberAliasInput,
    ) -> Result<Option<SetClubMemberAliasPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubMembershipId::from_global_or_nil(&input.id);
        let set = app::set_alias(&request.caller, id, input.alias.as_deref()).await.map(|()| id);
        let (id, errors) = settle(set, context)?;
        Ok(Some(SetClubMemberAliasPayload { club_membership: membership(context, id).await?, errors }))
    }

    /// Moves members from one club to another. For a leader of both. A membership keeps its id, alias, shares and time
    /// of joining, so the leaders of the new club see what the leaders of the old one saw. Assignments do not move with
    /// the members, who get the current assignments of the new club that are for all members. If one of the members
    /// cannot be moved, none is. A membership that is in the new club already stays there, so the mutation can be sent
    /// again.
    async fn move_club_members(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The members and the clubs.")] input: MoveClubMembersInput,
    ) -> Result<Option<MoveClubMembersPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let from = ClubId::from_global_or_nil(&input.from_club_id);
        let to = ClubId::from_global_or_nil(&input.to_club_id);
        let ids: Vec<ClubMembershipId> =
            input.membership_ids.iter().map(|id| ClubMembershipId::from_global_or_nil(id)).collect();
        let moved = app::move_members(&request.caller, from, to, &ids).await;
        let (moved, errors) = settle(moved, context)?;
        if moved.is_none() {
            return Ok(Some(MoveClubMembersPayload { club_memberships: None, errors }));
        }
        let mut found = request.loader().load_many(ids.iter().copied()).await?;
        let in_order = ids.iter().filter_map(|id| found.remove(id)).map(ClubMembership);
        Ok(Some(MoveClubMembersPayload { club_memberships: Some(in_order.collect()), errors }))
    }

    /// Removes a member from a club. For the club's leaders. Someone who has a usable invite code can join again, so
    /// revoke the code first. The member keeps all learning progress.
    async fn remove_club_member(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The member to remove.")] input: RemoveClubMemberInput,
    ) -> Result<Option<RemoveClubMemberPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubMembershipId::from_global_or_nil(&input.id);
        let removed = app::remove_member(&request.caller, id).await;
        let (removed, errors) = settle(removed, context)?;
        Ok(Some(RemoveClubMemberPayload { deleted_club_membership_id: removed.map(|()| input.id), errors }))
    }
}
