//! The GraphQL schema: one folder a feature, and what all of them share.

pub mod accounts;
pub mod clubs;
pub mod contests;
pub mod context;
pub mod directory;
pub mod errors;
pub mod learning;
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

use async_graphql::connection::{Edge, EmptyFields};
use async_graphql::{
    MergedObject, MergedSubscription, ObjectType, OutputType, SDLExportOptions, SchemaBuilder,
};

use accounts::{AccountsMutation, AccountsQuery, SettingsMutation};
use clubs::insight::{lessons::ClubMemberLessons, readiness::ClubMemberReadiness, roster::ClubRosterMember};
use clubs::{
    AssignedMember, AssigningMutation, Assignment, ClubAccessLogEntry, ClubInvitation, ClubJoinRequest,
    ClubMembership, ClubsMutation, ClubsQuery, ClubsSubscription, GroupMutation, InvitationMutation,
    JoiningMutation, LeadingMutation, RequestingMutation,
};
use contests::{Contest, ContestStanding, ContestsMutation, ContestsQuery};
use directory::{
    DirectoryMutation, DirectoryQuery, Event, Indicator, Occurrence, Organization, Person, Proposal,
    ProposalQuery, Revision, Source,
};
use learning::gloss_report::{GlossReport, GlossReportMutation, GlossReportQuery};
use learning::learner_word::LearnerWordMutation;
use learning::{
    CardsMutation, CheckQuery, Course, LearningMutation, LearningQuery, LearningSubscription,
    OptimizationMutation, Review, SchedulingMutation, SchedulingQuery, Word,
};
use node::NodeQuery;
use pagination::{EdgeWith, List, ListWith};
use search::{FoundConnection, FoundEdge, SearchQuery};
use server_time::ServerTimeSubscription;

/// Entry points for reading.
#[derive(MergedObject, Default)]
pub struct Query(
    NodeQuery,
    AccountsQuery,
    DirectoryQuery,
    ProposalQuery,
    LearningQuery,
    GlossReportQuery,
    CheckQuery,
    SchedulingQuery,
    ClubsQuery,
    ContestsQuery,
    SearchQuery,
);

/// Entry points for writing. Each answers with a payload that holds what was changed and, where it takes an `input`,
/// what is wrong with it; null: see the answer's `errors`.
#[derive(MergedObject, Default)]
pub struct Mutation(
    AccountsMutation,
    SettingsMutation,
    LearnerWordMutation,
    GlossReportMutation,
    DirectoryMutation,
    LearningMutation,
    CardsMutation,
    SchedulingMutation,
    OptimizationMutation,
    ClubsMutation,
    LeadingMutation,
    InvitationMutation,
    JoiningMutation,
    AssigningMutation,
    GroupMutation,
    RequestingMutation,
    ContestsMutation,
);

/// Entry points for what goes on: a stream of events each.
#[derive(MergedSubscription, Default)]
pub struct Subscription(ServerTimeSubscription, LearningSubscription, ClubsSubscription);

/// The schema.
pub type Schema = async_graphql::Schema<Query, Mutation, Subscription>;

/// The engine that checks operations on the schema and executes them.
pub type Engine = graphql_engine::Engine<Schema>;

/// Makes the schema, and the engine over it.
///
/// # Errors
/// [`InvalidSchema`] if the schema is not valid GraphQL, which is a bug.
pub fn new_engine(limits: Limits) -> Result<Engine, InvalidSchema> {
    Engine::new(schema(), limits)
}

fn schema() -> Builder {
    let builder = Schema::build(Query::default(), Mutation::default(), Subscription::default());
    let builder = describe::<Organization>(builder, "A page of organizations.");
    let builder = describe::<Person>(builder, "A page of people.");
    let builder = describe::<Event>(builder, "A page of events.");
    let builder = describe::<Occurrence>(builder, "A page of occurrences.");
    let builder = describe::<Indicator>(builder, "A page of indicators.");
    let builder = describe::<Source>(builder, "A page of sources.");
    let builder = describe::<Revision>(builder, "A page of a record's edits.");
    let builder = describe::<Proposal>(builder, "A page of proposed corrections.");
    let builder = describe::<Course>(builder, "A page of courses.");
    let builder = describe::<Review>(builder, "A page of the review log.");
    let builder = describe_members::<ClubRosterMember>(
        builder,
        ["A page of a club's members and what they share.", "A member, what they share, and the cursor."],
    );
    let builder = describe_members::<ClubMemberLessons>(
        builder,
        [
            "A page of a club's members and their lessons.",
            "A member, what they have of lessons, and the cursor.",
        ],
    );
    let builder = describe_members::<ClubMemberReadiness>(
        builder,
        [
            "A page of a club's members and what they will know.",
            "A member, what they will know, and the cursor.",
        ],
    );
    let builder = describe_members::<AssignedMember>(
        builder,
        ["A page of those whom an assignment is for.", "A member, how far they are, and the cursor."],
    );
    let builder = describe::<GlossReport>(builder, "A page of reports of wrong meanings.");
    let builder = describe::<ClubMembership>(builder, "A page of memberships in clubs.");
    let builder = describe::<ClubInvitation>(builder, "A page of invitations into a club.");
    let builder = describe::<Assignment>(builder, "A page of assignments.");
    let builder = describe::<ClubJoinRequest>(builder, "A page of requests to join clubs.");
    let builder = describe::<ClubAccessLogEntry>(builder, "A page of looks of clubs' leaders at the viewer.");
    let builder = describe::<Contest>(builder, "A page of contests.");
    let builder = describe::<ContestStanding>(builder, "A page of a contest's ranking.");
    let builder = describe::<Word>(builder, "A page of words.");
    let builder = builder
        .override_output_type_description::<FoundConnection>("A page of what was found, the best first.")
        .override_output_type_description::<FoundEdge>("Something that was found, how, and its cursor.");
    builder.override_output_type_description::<DateTime<Utc>>(
        "A moment by RFC 3339: `2026-11-23T06:00:00Z`. Answers are in UTC; of fractions of a second, six digits are kept.",
    )
}

type Builder = SchemaBuilder<Query, Mutation, Subscription>;

/// async-graphql gives connections and edges no description of their own.
fn describe<N: OutputType>(builder: Builder, page: &'static str) -> Builder {
    builder
        .override_output_type_description::<List<N>>(page)
        .override_output_type_description::<Edge<String, N, EmptyFields>>(
            "An element of a page, and its cursor.",
        )
}

/// Of members of clubs, with fields that stand at the edge.
fn describe_members<F: ObjectType>(builder: Builder, [page, edge]: [&'static str; 2]) -> Builder {
    builder
        .override_output_type_description::<ListWith<ClubMembership, F>>(page)
        .override_output_type_description::<EdgeWith<ClubMembership, F>>(edge)
}

/// The schema in the schema definition language, as `schema.graphql` holds it.
pub fn sdl() -> String {
    schema().finish().sdl_with_options(SDLExportOptions::new().include_specified_by())
}
