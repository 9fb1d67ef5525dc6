//! Reading the directory, which is open to everyone. Only editors see drafts; for everyone else, drafts do not exist.
//!
//! Each function executes one SQL statement, if its documentation does not say otherwise.

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;

use crate::app::{AppError, Caller};
use crate::db::directory as db;
use crate::db::page::{Page, PageRequest};
use crate::domain::access::Audience;
use crate::domain::directory::{
    Event, Indicator, KindScheme, KindTerm, Membership, Observation, Organization, Person, Post, Record,
    Source, day_of,
};
use crate::domain::ids::{Id, IndicatorId, OrganizationId, PersonId, PostId, SourceId};
use crate::domain::text::Language;

pub use crate::db::directory::{
    AlphabeticalKey, ById, Descendant, EventFilter, IndicatorFilter, OrganizationFilter, PersonFilter,
    PostFilter, Slugged, SourceFilter,
};

/// Declares functions that load lists of records by keys, each record with its key. Each calls the function of the same
/// name in `db::directory` with the caller's audience.
macro_rules! load_by_keys {
    ($($(#[$doc:meta])* $name:ident($key:ty) -> $row:ty;)*) => {$(
        $(#[$doc])*
        pub async fn $name(caller: &Caller, keys: &[$key]) -> Result<Vec<$row>, AppError> {
            let audience = caller.audience();
            caller.read(async |connection| Ok(db::$name(connection, keys, audience).await?)).await
        }
    )*};
}

load_by_keys! {
    /// Loads the organizations that were part of these organizations at any time, each with its parent.
    children_of(OrganizationId) -> (OrganizationId, Record<Organization>);
    /// Loads the organizations that worked in these organizations' buildings at any time, each with its host.
    hosted_by(OrganizationId) -> (OrganizationId, Record<Organization>);
    /// Loads the posts of organizations.
    posts_of(OrganizationId) -> (OrganizationId, Record<Post>);
    /// Loads the posts of kinds and of narrower ones in organizations. Takes two SQL statements.
    posts_of_kind((OrganizationId, String)) -> ((OrganizationId, String), Record<Post>);
    /// Loads terms of the vocabulary by their slugs.
    kind_terms_by_slugs(String) -> (String, Record<KindTerm>);
    /// Loads the terms that are directly narrower than others, by the slugs of these.
    narrower_terms(String) -> (String, Record<KindTerm>);
    /// Loads the memberships in organizations that fill no post.
    memberships_in(OrganizationId) -> (OrganizationId, Record<Membership>);
    /// Loads the memberships that filled these posts at any time.
    memberships_of_posts(PostId) -> (PostId, Record<Membership>);
    /// Loads the memberships of people.
    memberships_of_people(PersonId) -> (PersonId, Record<Membership>);
    /// Loads the events of organizations, each with its organizer.
    events_of(OrganizationId) -> (OrganizationId, Record<Event>);
    /// Loads the indicators of organizations.
    indicators_of(OrganizationId) -> (OrganizationId, Record<Indicator>);
    /// Loads the observations of indicators.
    observations_of(IndicatorId) -> (IndicatorId, Record<Observation>);
    /// Loads the organizations that are directly or indirectly part of these organizations on a day.
    descendants_of((OrganizationId, NaiveDate)) -> ((OrganizationId, NaiveDate), Descendant);
}

/// Loads the ids of the organizations that these organizations are part of on a day, the nearest first.
pub async fn ancestor_ids_of(
    caller: &Caller,
    organizations: &[(OrganizationId, NaiveDate)],
) -> Result<Vec<((OrganizationId, NaiveDate), OrganizationId)>, AppError> {
    caller.read(async |connection| Ok(db::ancestor_ids_of(connection, organizations).await?)).await
}

/// Loads records by id, each with the requested id, in no particular order. The id of a merged record loads the record
/// that it was merged into.
pub async fn by_ids<C: ById>(
    caller: &Caller,
    ids: &[Id<C::Id>],
) -> Result<Vec<(Id<C::Id>, Record<C>)>, AppError> {
    let audience = caller.audience();
    caller.read(async |connection| Ok(C::by_ids(connection, ids, audience).await?)).await
}

/// Loads the record with a slug, or the record that was published with it and renamed since. Takes one SQL statement if
/// a record has the slug.
pub async fn by_slug<C: Slugged>(caller: &Caller, slug: &str) -> Result<Option<Record<C>>, AppError> {
    let audience = caller.audience();
    caller.read(async |connection| by_slug_for(connection, slug, audience).await).await
}

/// Loads the record that a slug leads to, as [`by_slug`] does, for an audience.
pub(super) async fn by_slug_for<C: Slugged>(
    connection: &mut AsyncPgConnection,
    slug: &str,
    audience: Audience,
) -> Result<Option<Record<C>>, AppError> {
    if let Some(record) = C::by_slug(connection, slug, audience).await? {
        return Ok(Some(record));
    }
    let current = db::current_slug::<C>(connection, slug).await?;
    match current.filter(|current| current != slug) {
        Some(current) => Ok(C::by_slug(connection, &current, audience).await?),
        None => Ok(None),
    }
}

/// Loads the terms of a part of the vocabulary, or of all of it, in their order.
pub async fn kind_terms(
    caller: &Caller,
    scheme: Option<KindScheme>,
) -> Result<Vec<Record<KindTerm>>, AppError> {
    let audience = caller.audience();
    caller.read(async |connection| Ok(db::kind_terms(connection, scheme, audience).await?)).await
}

/// Loads a page of organizations, in the alphabetical order of a language. The filter's parent must be their parent today
/// (Asia/Almaty).
pub async fn organizations_page(
    caller: &Caller,
    filter: &OrganizationFilter,
    language: Language,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Record<Organization>)>, AppError> {
    let (today, audience) = (day_of(caller.now), caller.audience());
    caller
        .read(async |connection| {
            Ok(db::organizations_page(connection, filter, today, language, audience, page).await?)
        })
        .await
}

/// Loads a page of people, in the alphabetical order of a language.
pub async fn people_page(
    caller: &Caller,
    filter: &PersonFilter,
    language: Language,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Record<Person>)>, AppError> {
    let audience = caller.audience();
    caller
        .read(async |connection| Ok(db::people_page(connection, filter, language, audience, page).await?))
        .await
}

/// Loads a page of events, in the alphabetical order of a language.
pub async fn events_page(
    caller: &Caller,
    filter: &EventFilter,
    language: Language,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Record<Event>)>, AppError> {
    let audience = caller.audience();
    caller
        .read(async |connection| Ok(db::events_page(connection, filter, language, audience, page).await?))
        .await
}

/// Loads a page of indicators, in the institution's own order.
pub async fn indicators_page(
    caller: &Caller,
    filter: &IndicatorFilter,
    page: &PageRequest<(i32, uuid::Uuid)>,
) -> Result<Page<((i32, uuid::Uuid), Record<Indicator>)>, AppError> {
    let audience = caller.audience();
    caller.read(async |connection| Ok(db::indicators_page(connection, filter, audience, page).await?)).await
}

/// Loads a page of posts, in the order in which they were added.
pub async fn posts_page(
    caller: &Caller,
    filter: &PostFilter,
    page: &PageRequest<PostId>,
) -> Result<Page<(PostId, Record<Post>)>, AppError> {
    let audience = caller.audience();
    caller.read(async |connection| Ok(db::posts_page(connection, filter, audience, page).await?)).await
}

/// Loads a page of sources, in the order in which they were added.
pub async fn sources_page(
    caller: &Caller,
    filter: &SourceFilter,
    page: &PageRequest<SourceId>,
) -> Result<Page<(SourceId, Record<Source>)>, AppError> {
    let audience = caller.audience();
    caller.read(async |connection| Ok(db::sources_page(connection, filter, audience, page).await?)).await
}
