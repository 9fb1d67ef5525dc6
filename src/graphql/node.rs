//! Records by global id (<https://relay.dev/graphql/objectidentification.htm>).

use async_graphql::{Context, ID, Interface, Object};
use graphql_engine::ListOf;

use crate::app::directory::RevisionKey;
use crate::domain::directory::{PartId, RecordKind};
use crate::domain::ids::{
    AccountId, AccountLogEntryId, AssignmentId, CardId, ClubAccessLogEntryId, ClubId, ClubInvitationId,
    ClubJoinRequestId, ClubMembershipId, ClubNoteId, ContestEntryId, ContestId, EventId, GlobalId,
    IndicatorId, KindTermId, ManagedAccountId, ManagedClubId, MembershipId, ObservationId, OptimizationJobId,
    OrganizationId, PersonId, PostId, ProposalId, ReviewId, SourceId, ViewerId, WordListId, WordReportId,
};
use crate::graphql::accounts::{Account, AccountLogEntry, ManagedAccount, Viewer};
use crate::graphql::clubs::{
    Assignment, Club, ClubAccessLogEntry, ClubInvitation, ClubJoinRequest, ClubMembership, ClubNote,
    ManagedClub,
};
use crate::graphql::contests::{Contest, ContestStanding};
use crate::graphql::context::request;
use crate::graphql::directory::{
    Event, Indicator, KindTerm, Membership, Observation, Occurrence, Organization, Person, Post, Proposal,
    RecordChange, Revision, Source,
};
use crate::graphql::errors::ApiError;
use crate::graphql::learning::{
    Card, Course, Lesson, OptimizationJob, Review, Unit, Word, WordList, WordReport,
};
use crate::graphql::loaders::directory::PublicChangeOf;
use crate::graphql::pagination::list_cost;

/// An object with a global id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Opaque, globally unique id."))]
pub enum Node {
    /// An account.
    Account(Account),
    /// The viewer.
    Viewer(Viewer),
    /// An account as admins see it.
    ManagedAccount(ManagedAccount),
    /// An entry of the account log.
    AccountLogEntry(AccountLogEntry),
    /// An organization.
    Organization(Organization),
    /// A person.
    Person(Person),
    /// A post.
    Post(Post),
    /// A membership of an organization.
    Membership(Membership),
    /// An event.
    Event(Event),
    /// One occurrence of an event.
    Occurrence(Occurrence),
    /// An indicator.
    Indicator(Indicator),
    /// An observation of an indicator.
    Observation(Observation),
    /// A source.
    Source(Source),
    /// A kind of organization or of post.
    KindTerm(KindTerm),
    /// An edit of a record.
    Revision(Revision),
    /// A public change of a record.
    RecordChange(RecordChange),
    /// A proposed correction.
    Proposal(Proposal),
    /// A course.
    Course(Course),
    /// A unit of a course.
    Unit(Unit),
    /// A lesson.
    Lesson(Lesson),
    /// A word.
    Word(Word),
    /// A learner's own list of words.
    WordList(WordList),
    /// A card.
    Card(Card),
    /// A review.
    Review(Review),
    /// A report about a word.
    WordReport(WordReport),
    /// A job that fits the model's parameters to a review log.
    OptimizationJob(OptimizationJob),
    /// A club.
    Club(Club),
    /// A membership of a club.
    ClubMembership(ClubMembership),
    /// An invitation to a club.
    ClubInvitation(ClubInvitation),
    /// An assignment.
    Assignment(Assignment),
    /// A request to join a club.
    ClubJoinRequest(ClubJoinRequest),
    /// A note to the members of a club.
    ClubNote(ClubNote),
    /// An entry of the viewer's access log of clubs.
    ClubAccessLogEntry(ClubAccessLogEntry),
    /// A club as admins see it.
    ManagedClub(ManagedClub),
    /// A contest.
    Contest(Contest),
    /// An entrant's standing in a contest.
    ContestStanding(ContestStanding),
}

/// The queries `node` and `nodes`.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// The object with a global id. Null if it does not exist, or if the viewer may not see it.
    async fn node(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The `id` of a node.")] id: ID,
    ) -> Result<Option<Node>, ApiError> {
        find_by_text(context, &id).await
    }

    /// The objects with the given global ids, in the same order. Null in place of each object that does not exist or
    /// that the viewer may not see.
    #[graphql(complexity = "list_cost(ids.len(), child_complexity)")]
    async fn nodes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "At most 100 ids.")] ids: Vec<ID>,
    ) -> Result<Option<ListOf<Option<Node>>>, ApiError> {
        if ids.len() > 100 {
            return Err(ApiError::bad_input("«ids» must have at most 100 items."));
        }
        let found = ids.iter().map(async |id| find_by_text(context, id).await);
        Ok(Some(futures_util::future::try_join_all(found).await?.into()))
    }
}

/// Finds the record with a global id that a client sent. `None` if the text is not a global id, if no record has it, or
/// if the viewer may not see the record.
async fn find_by_text(context: &Context<'_>, text: &str) -> Result<Option<Node>, ApiError> {
    if let Some(id) = GlobalId::parse(text) {
        return find(context, id).await;
    }
    let scope = request(context);
    let loader = scope.loader();
    match PartId::parse(text) {
        Some(PartId::Occurrence { event, original }) => {
            let event = loader.load_one(event).await?;
            Ok(event.and_then(|event| Occurrence::at(event, original)).map(Node::Occurrence))
        }
        Some(PartId::Revision { record, version }) => {
            let Some(key) = revision_key(record, version) else { return Ok(None) };
            Ok(loader.load_one(key).await?.map(|edit| Node::Revision(Revision(edit))))
        }
        Some(PartId::PublicChange { record, version }) => {
            let Some(key) = revision_key(record, version) else { return Ok(None) };
            let found = loader.load_one(PublicChangeOf(key)).await?;
            Ok(found.map(|change| Node::RecordChange(RecordChange(change))))
        }
        None => Ok(None),
    }
}

fn revision_key(record: GlobalId, version: i32) -> Option<RevisionKey> {
    Some(RevisionKey { kind: RecordKind::of(record)?, id: record.uuid(), version })
}

/// Finds the record with a global id, if the viewer may see it.
#[expect(clippy::too_many_lines, reason = "a branch for each kind of record")]
pub async fn find(context: &Context<'_>, global: GlobalId) -> Result<Option<Node>, ApiError> {
    let request = request(context);
    let loader = request.loader();
    // The caller's own account is already loaded; other accounts are shown to admins alone, as `ManagedAccount`.
    let own = |uuid| request.caller.viewer.clone().filter(|viewer| viewer.account.id.uuid() == uuid);
    let account: Option<AccountId> = global.is();
    if let Some(id) = account {
        return Ok(own(id.uuid()).map(|viewer| Node::Account(Account(viewer))));
    }
    let viewer: Option<ViewerId> = global.is();
    if let Some(id) = viewer {
        return Ok(own(id.uuid()).map(|viewer| Node::Viewer(Viewer(viewer))));
    }
    if request.caller.viewer.is_some() {
        if let Some(id) = global.is() {
            return Ok(loader.load_one::<CardId>(id).await?.map(|row| Node::Card(Card(row))));
        }
        if let Some(id) = global.is() {
            return Ok(loader.load_one::<ReviewId>(id).await?.map(|row| Node::Review(Review(row))));
        }
        if let Some(id) = global.is() {
            let found = loader.load_one::<OptimizationJobId>(id).await?;
            return Ok(found.map(|row| Node::OptimizationJob(OptimizationJob(row))));
        }
        if let Some(id) = global.is() {
            return Ok(loader.load_one::<ProposalId>(id).await?.map(|row| Node::Proposal(Proposal(row))));
        }
        if let Some(id) = global.is() {
            let found = loader.load_one::<WordReportId>(id).await?;
            return Ok(found.map(|row| Node::WordReport(WordReport(row))));
        }
        if let Some(id) = global.is() {
            return Ok(loader.load_one::<WordListId>(id).await?.map(|row| Node::WordList(WordList(row))));
        }
        if let Some(id) = global.is() {
            let found = loader.load_one::<ContestEntryId>(id).await?;
            return Ok(found.map(|row| Node::ContestStanding(ContestStanding(row))));
        }
        if let Some(id) = global.is() {
            return Ok(loader.load_one::<ClubId>(id).await?.map(|row| Node::Club(Club(row))));
        }
        if let Some(id) = global.is() {
            let found = loader.load_one::<ClubMembershipId>(id).await?;
            return Ok(found.map(|row| Node::ClubMembership(ClubMembership(row))));
        }
        if let Some(id) = global.is() {
            let found = loader.load_one::<ClubInvitationId>(id).await?;
            return Ok(found.map(|row| Node::ClubInvitation(ClubInvitation(row))));
        }
        if let Some(id) = global.is() {
            let found = loader.load_one::<ClubJoinRequestId>(id).await?;
            return Ok(found.map(|row| Node::ClubJoinRequest(ClubJoinRequest(row))));
        }
        if let Some(id) = global.is() {
            return Ok(loader.load_one::<ClubNoteId>(id).await?.map(|row| Node::ClubNote(ClubNote(row))));
        }
        if let Some(id) = global.is() {
            let found = loader.load_one::<ClubAccessLogEntryId>(id).await?;
            return Ok(found.map(|row| Node::ClubAccessLogEntry(ClubAccessLogEntry(row))));
        }
        if let Some(id) = global.is() {
            let found = loader.load_one::<AssignmentId>(id).await?;
            return Ok(found.map(|row| Node::Assignment(Assignment(row))));
        }
        if let Some(id) = global.is() {
            let found = loader.load_one::<ManagedAccountId>(id).await?;
            return Ok(found.map(|row| Node::ManagedAccount(ManagedAccount(row))));
        }
        if let Some(id) = global.is() {
            let found = loader.load_one::<AccountLogEntryId>(id).await?;
            return Ok(found.map(|row| Node::AccountLogEntry(AccountLogEntry(row))));
        }
        if let Some(id) = global.is() {
            let found = loader.load_one::<ManagedClubId>(id).await?;
            return Ok(found.map(|row| Node::ManagedClub(ManagedClub(row))));
        }
    }
    if let Some(id) = global.is() {
        return Ok(loader.load_one::<ContestId>(id).await?.map(|row| Node::Contest(Contest(row))));
    }
    if let Some(id) = global.is() {
        let found = loader.load_one::<OrganizationId>(id).await?;
        return Ok(found.map(|row| Node::Organization(Organization(row))));
    }
    if let Some(id) = global.is() {
        return Ok(loader.load_one::<PersonId>(id).await?.map(|row| Node::Person(Person(row))));
    }
    if let Some(id) = global.is() {
        return Ok(loader.load_one::<PostId>(id).await?.map(|row| Node::Post(Post(row))));
    }
    if let Some(id) = global.is() {
        return Ok(loader.load_one::<MembershipId>(id).await?.map(|row| Node::Membership(Membership(row))));
    }
    if let Some(id) = global.is() {
        return Ok(loader.load_one::<EventId>(id).await?.map(|row| Node::Event(Event(row))));
    }
    if let Some(id) = global.is() {
        return Ok(loader.load_one::<IndicatorId>(id).await?.map(|row| Node::Indicator(Indicator(row))));
    }
    if let Some(id) = global.is() {
        return Ok(loader
            .load_one::<ObservationId>(id)
            .await?
            .map(|row| Node::Observation(Observation(row))));
    }
    if let Some(id) = global.is() {
        return Ok(loader.load_one::<SourceId>(id).await?.map(|row| Node::Source(Source(row))));
    }
    if let Some(id) = global.is() {
        return Ok(loader.load_one::<KindTermId>(id).await?.map(|row| Node::KindTerm(KindTerm(row))));
    }
    let catalogue = request.caller.catalogue().await?;
    let course = global.is().and_then(|id| catalogue.course(id)).map(|row| Node::Course(Course(row.clone())));
    let unit = global.is().and_then(|id| catalogue.unit(id)).map(|row| Node::Unit(Unit(row.clone())));
    let lesson = global.is().and_then(|id| catalogue.lesson(id)).map(|row| Node::Lesson(Lesson(row.clone())));
    let word = global.is().and_then(|id| catalogue.word(id)).map(|row| Node::Word(Word(row.clone())));
    Ok(course.or(unit).or(lesson).or(word))
}
