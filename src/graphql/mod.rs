//! The GraphQL schema: one folder per feature, and the parts that all features share.

pub mod accounts;
pub mod clubs;
pub mod contests;
pub mod context;
pub mod directory;
pub mod errors;
pub mod learning;
mod lenient;
pub mod loaders;
pub mod node;
pub mod pagination;
pub mod scalars;
pub mod search;
pub mod server_time;
pub mod texts;

pub use context::RequestContext;

use chrono::{DateTime, Utc};

use graphql_engine::{InvalidSchema, Limits};
use uuid::Uuid;

use async_graphql::connection::{Edge, EmptyFields};
use async_graphql::{
    MergedObject, MergedSubscription, ObjectType, OutputType, SDLExportOptions, SchemaBuilder,
};

use accounts::{
    AccountLogEntry, AccountLogQuery, AccountMutation, AccountsMutation, AccountsQuery, EmailMutation,
    ManagedAccount, PasskeyMutation, PushMutation, PushQuery, SecondFactorMutation, SessionMutation,
    SettingsMutation, UsernameMutation, ViewerQuery,
};
use clubs::insight::{lessons::ClubMemberLessons, readiness::ClubMemberReadiness, roster::ClubRosterMember};
use clubs::{
    AssignedMember, Assignment, AssignmentMutation, ClubAccessLogEntry, ClubArchiveMutation, ClubInvitation,
    ClubJoinRequest, ClubMember, ClubMembership, ClubMutation, ClubNote, ClubQuery, ClubsSubscription,
    InvitationMutation, JoinMutation, JoinRequestMutation, LoginCodeMutation, ManagedClub,
    ManagedClubsMutation, ManagedClubsQuery, MemberImportMutation, MembershipMutation, NoteMutation,
};
use contests::{Contest, ContestMutation, ContestQuery, ContestStanding};
use directory::{
    DirectoryMutation, DirectoryQuery, Event, EventOccurrence, Indicator, KindTermQuery, Occurrence,
    Organization, Person, Post, PostQuery, Proposal, ProposalQuery, PublicHistoryQuery, RecordChange,
    Revision, RevisionQuery, Source, WebhookMutation, WebhookQuery,
};
use learning::learner_word::LearnerWordMutation;
use learning::word_report::{WordReport, WordReportMutation, WordReportQuery};
use learning::{
    AnswerCheckQuery, CardMutation, Course, CourseQuery, LearningSubscription, OptimizationMutation,
    PracticeMutation, Review, SchedulingMutation, SchedulingQuery, StudyMutation, StudySessionMutation, Word,
    WordList, WordListMutation,
};
use node::NodeQuery;
use pagination::{CountedList, EdgeWith, List, ListWith, NamedAfter};
use search::{SearchConnection, SearchEdge, SearchQuery};
use server_time::ServerTimeSubscription;

/// The entry points for reading. If a nullable field fails, it is null, and the `errors` of the response explain why.
/// If null can mean anything else, the field's description says so. The `extensions.code` of an error is
/// `BAD_USER_INPUT` if an argument is not valid, such as a number out of its range; `UNAUTHENTICATED` if the field
/// requires a login and nobody is logged in; `RATE_LIMITED` or `TOO_MANY_ATTEMPTS` if the client must wait for
/// `extensions.retryAfterSeconds`; `LIMIT_EXCEEDED` if the operation is too large; `TIMEOUT` if it took too long;
/// `UNAVAILABLE` if a part of the service is down; `INTERNAL` if the service failed. More codes may be added.
#[derive(MergedObject, Default)]
pub struct Query(
    NodeQuery,
    ViewerQuery,
    AccountsQuery,
    AccountLogQuery,
    PushQuery,
    DirectoryQuery,
    PostQuery,
    KindTermQuery,
    ProposalQuery,
    PublicHistoryQuery,
    RevisionQuery,
    WebhookQuery,
    CourseQuery,
    WordReportQuery,
    AnswerCheckQuery,
    SchedulingQuery,
    ClubQuery,
    ManagedClubsQuery,
    ContestQuery,
    SearchQuery,
);

/// The entry points for writing. Each returns a payload with the changed data and with `errors`, the problems with the
/// input. If the payload's `errors` are not empty, nothing was changed, and all its other fields except `conflict` are
/// null. If they are empty, the other fields have values, unless their descriptions say otherwise. The description of a
/// payload's `errors` lists their codes. Every mutation may also return `INVALID_TEXT`; a mutation for editors or
/// admins also `SECOND_FACTOR_REQUIRED`. The payload is null only if the whole mutation failed; see the `errors` of the
/// response. Their `extensions.code` is one of those that `Query` lists: `UNAUTHENTICATED`, for example, if the
/// mutation requires a login and nobody is logged in.
#[derive(MergedObject, Default)]
pub struct Mutation(
    AccountMutation,
    UsernameMutation,
    SessionMutation,
    SecondFactorMutation,
    PasskeyMutation,
    EmailMutation,
    AccountsMutation,
    SettingsMutation,
    PushMutation,
    LearnerWordMutation,
    WordReportMutation,
    DirectoryMutation,
    WebhookMutation,
    StudyMutation,
    StudySessionMutation,
    PracticeMutation,
    WordListMutation,
    CardMutation,
    SchedulingMutation,
    OptimizationMutation,
    ClubMutation,
    ClubArchiveMutation,
    ManagedClubsMutation,
    LoginCodeMutation,
    MembershipMutation,
    InvitationMutation,
    JoinMutation,
    AssignmentMutation,
    MemberImportMutation,
    JoinRequestMutation,
    NoteMutation,
    ContestMutation,
);

/// The entry points for live updates. Each is a stream of events.
#[derive(MergedSubscription, Default)]
pub struct Subscription(ServerTimeSubscription, LearningSubscription, ClubsSubscription);

/// The schema.
pub type Schema = async_graphql::Schema<Query, Mutation, Subscription>;

/// The engine that checks operations on the schema and executes them.
pub type Engine = graphql_engine::Engine<Schema>;

/// Creates the schema and the engine that executes it.
///
/// # Errors
/// [`InvalidSchema`] if the schema is not valid GraphQL, which is a bug.
pub fn new_engine(limits: Limits) -> Result<Engine, InvalidSchema> {
    Engine::new(schema(), limits, directory::SHARED_DATA)
}

fn schema() -> Builder {
    let builder = Schema::build(Query::default(), Mutation::default(), Subscription::default());
    let builder = describe::<Organization>(builder, "A page of organizations.");
    let builder = describe::<Person>(builder, "A page of people.");
    let builder = describe::<Event>(builder, "A page of events.");
    let builder =
        describe_counted::<Occurrence, EventOccurrence>(builder, "A page of occurrences of events.");
    let builder = describe::<Indicator>(builder, "A page of indicators.");
    let builder = describe::<Post>(builder, "A page of posts.");
    let builder = describe::<Source>(builder, "A page of sources.");
    let builder = describe::<Revision>(builder, "A page of revisions.");
    let builder = describe::<RecordChange>(builder, "A page of public changes.");
    let builder = describe::<Proposal>(builder, "A page of proposed corrections.");
    let builder = describe::<Course>(builder, "A page of courses.");
    let builder = describe::<Review>(builder, "A page of the review log.");
    let builder = describe_members::<ClubRosterMember>(
        builder,
        ["A page of a club's roster.", "An edge of the roster: a member and the data that they share."],
    );
    let builder = describe_members::<ClubMemberLessons>(
        builder,
        [
            "A page of a club's members and their lessons.",
            "An edge of the connection: a member and their lessons.",
        ],
    );
    let builder = describe_members::<ClubMemberReadiness>(
        builder,
        [
            "A page of a club's members and their expected knowledge.",
            "An edge of the connection: a member and their expected knowledge.",
        ],
    );
    let builder = describe_members::<AssignedMember>(
        builder,
        [
            "A page of the members of an assignment.",
            "An edge of the connection: a member and their progress.",
        ],
    );
    let builder = describe::<ManagedAccount>(builder, "A page of accounts.");
    let builder = describe::<AccountLogEntry>(builder, "A page of the account log.");
    let builder = describe::<WordReport>(builder, "A page of reports about words.");
    let builder = describe::<ClubMembership>(builder, "A page of club memberships.");
    let builder = describe_counted::<ClubMembership, ClubMember>(builder, "A page of a club's members.");
    let builder = describe::<ManagedClub>(builder, "A page of clubs, for admins.");
    let builder = describe::<ClubInvitation>(builder, "A page of a club's invitations.");
    let builder = describe::<Assignment>(builder, "A page of assignments.");
    let builder = describe::<ClubJoinRequest>(builder, "A page of requests to join clubs.");
    let builder = describe::<ClubNote>(builder, "A page of notes to the members of clubs.");
    let builder = describe::<ClubAccessLogEntry>(builder, "A page of the viewer's access log of clubs.");
    let builder = describe::<Contest>(builder, "A page of contests.");
    let builder = describe::<ContestStanding>(builder, "A page of a contest's ranking.");
    let builder = describe::<Word>(builder, "A page of words.");
    let builder = describe::<WordList>(builder, "A page of the viewer's own word lists.");
    let builder = builder
        .override_output_type_description::<SearchConnection>("A page of search results, best first.")
        .override_output_type_description::<SearchEdge>(
            "A search result: a record, and how it matches. The node is null if the record was unpublished while the search \
             ran.",
        );
    builder
        .override_output_type_description::<DateTime<Utc>>(
            "A date and time in RFC 3339: `2026-11-23T06:00:00Z`. Responses are in UTC, with up to six decimals of a second.",
        )
        .override_output_type_description::<Uuid>(
            "A UUID in hexadecimal digits (RFC 9562): `0199d3f0-7a2c-7e4b-9c1d-5b8e2f6a4c31`.",
        )
}

type Builder = SchemaBuilder<Query, Mutation, Subscription>;

/// Sets the descriptions of a connection and its edge; async-graphql generates none.
fn describe<N: OutputType>(builder: Builder, page: &'static str) -> Builder {
    builder
        .override_output_type_description::<List<N>>(page)
        .override_output_type_description::<Edge<String, N, EmptyFields>>("An edge of the connection.")
}

/// Sets the descriptions of a connection that has fields of its own, and of its edge.
fn describe_counted<N: OutputType, C: ObjectType>(builder: Builder, page: &'static str) -> Builder {
    builder
        .override_output_type_description::<CountedList<N, C>>(page)
        .override_output_type_description::<Edge<String, N, EmptyFields, NamedAfter<C>>>(
            "An edge of the connection.",
        )
}

/// Sets the descriptions of a connection of club members whose edges have fields of their own.
fn describe_members<F: ObjectType>(builder: Builder, [page, edge]: [&'static str; 2]) -> Builder {
    builder
        .override_output_type_description::<ListWith<ClubMembership, F>>(page)
        .override_output_type_description::<EdgeWith<ClubMembership, F>>(edge)
}

/// Returns the schema in the schema definition language, as stored in `schema.graphql`.
pub fn sdl() -> String {
    schema().finish().sdl_with_options(SDLExportOptions::new().include_specified_by())
}
