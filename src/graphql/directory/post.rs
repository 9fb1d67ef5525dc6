//! Posts, and the memberships that fill them.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use chrono::NaiveDate;
use graphql_engine::ListOf;

use super::kind_term::{self, KindTerm};
use super::organization::{self, Organization};
use super::person::Person;
use super::record::RecordMetadata;
use super::source::Citation;
use super::statement::ValidityPeriod;
use crate::app::directory as app;
use crate::domain::directory as domain;
use crate::domain::directory::succession::{self, Tenure, holders_on, neighbours, order};
use crate::domain::ids::PostId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::directory::HoldersOf;
use crate::graphql::pagination::{List, PageArguments, connection, list_cost, page_cost};
use crate::graphql::scalars::{Date, Language, day, global_id};
use crate::graphql::texts::{
    TextInLanguage, all_languages, all_languages_if_any, in_language, in_language_if_any,
};

/// A position in an organization that exists independently of its holder.
#[derive(Clone)]
pub struct Post(pub Arc<domain::Record<domain::Post>>);

/// A position in an organization that exists independently of its holder (`org:Post`, Popolo's `Post`).
#[Object]
impl Post {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The post's stable name in URLs.
    async fn slug(&self) -> &str {
        &self.0.content.slug
    }

    /// The kind of post: the slug of a kind of the vocabulary (`kindTerms`), such as `chair`.
    async fn kind(&self) -> &str {
        &self.0.content.kind
    }

    /// The term for the kind of post, with its label. Null if the term is a draft and the viewer is not an editor.
    async fn kind_term(&self, context: &Context<'_>) -> Result<Option<KindTerm>, ApiError> {
        kind_term::by_slug(context, &self.0.content.kind).await
    }

    /// The position among the organization's posts, smallest first.
    async fn position(&self) -> i32 {
        self.0.content.position
    }

    /// The title of the holder.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.content.title, lang)
    }

    /// The title in all its languages.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn title_texts(&self) -> ListOf<TextInLanguage> {
        all_languages(&self.0.content.title)
    }

    /// The organization of the post. Null if it is a draft and the viewer is not an editor.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization::by_id(context, Some(self.0.content.organization)).await
    }

    /// The holder of the post on a day: of those whose period includes the day, the one who began last. A regular
    /// holder takes precedence over an acting one. Null if the post was vacant or no holder is known; also if the
    /// holder's last evidence (`Membership.lastEvidence`) is older than `evidentSince`, because sources seldom confirm
    /// that someone still holds a post. `lastKnownHolder` ignores the age of the evidence.
    async fn holder(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The day; defaults to today (Asia/Almaty). A date without a day covers its whole month or year: what began in 2015 holds from 1 January 2015."
        )]
        at: Option<Date>,
        #[graphql(
            desc = "Only a holder with evidence (`Membership.lastEvidence`) from this day or later. Defaults to three \
                    years before the day."
        )]
        evident_since: Option<Date>,
    ) -> Result<Option<Membership>, ApiError> {
        holder_on(context, self.0.id, day(context, at), evident_since).await
    }

    /// The last known holder of the post on a day, however old the evidence is: the holder who began last, or, if the
    /// post was vacant, the one who left it last. A regular holder takes precedence over an acting one.
    /// `Membership.lastEvidence` shows how old the evidence is, and `Membership.until` whether the holder has left.
    /// Null if no holder up to that day is known.
    async fn last_known_holder(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The day; defaults to today (Asia/Almaty). A date without a day covers its whole month or year: what began in 2015 holds from 1 January 2015."
        )]
        at: Option<Date>,
    ) -> Result<Option<Membership>, ApiError> {
        last_known_holder(context, self.0.id, day(context, at)).await
    }

    /// All known holders, including acting ones, in the order of succession: the first holder first.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn holders(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Only the holders on this day, however old the evidence is. There may be several: a post can be \
                    shared, or have an acting holder."
        )]
        at: Option<Date>,
    ) -> Result<ListOf<Membership>, ApiError> {
        let all = holders(context, self.0.id).await?;
        let tenures = tenures(&all);
        let selected = match at {
            Some(Date(day)) => holders_on(&tenures, day),
            None => order(&tenures),
        };
        Ok(selected.into_iter().filter_map(|index| all.get(index).cloned()).map(Membership).collect())
    }

    /// The citations that support the record.
    async fn citations(&self) -> ListOf<Citation> {
        Citation::all(&self.0.content.citations)
    }

    #[graphql(flatten)]
    fn metadata(&self) -> RecordMetadata {
        RecordMetadata::of(&self.0)
    }
}

/// A person's membership of an organization, in a post or as an ordinary member.
#[derive(Clone)]
pub struct Membership(pub Arc<domain::Record<domain::Membership>>);

/// A person's membership of an organization, in a post or as an ordinary member (`org:Membership`).
#[Object]
impl Membership {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The person. Null if their record is a draft and the viewer is not an editor.
    async fn person(&self, context: &Context<'_>) -> Result<Option<Person>, ApiError> {
        Ok(request(context).loader().load_one(self.0.content.person).await?.map(Person))
    }

    /// The organization. Null if it is a draft and the viewer is not an editor.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization::by_id(context, Some(self.0.content.organization)).await
    }

    /// The post. Null for an ordinary member, or if the post is a draft and the viewer is not an editor.
    async fn post(&self, context: &Context<'_>) -> Result<Option<Post>, ApiError> {
        let Some(id) = self.0.content.post else { return Ok(None) };
        Ok(request(context).loader().load_one(id).await?.map(Post))
    }

    /// The position in the source's list of the post's holders or of the organization's members. It determines the
    /// order where the dates do not.
    async fn position(&self) -> i32 {
        self.0.content.position
    }

    /// Whether the person is only acting for a regular holder.
    async fn is_acting(&self) -> bool {
        self.0.content.acting
    }

    /// The person's role, unless the title of a post states it. Null if none is given.
    async fn role(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.content.role.as_ref(), lang)
    }

    /// The role in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn role_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.content.role.as_ref())
    }

    #[graphql(flatten)]
    fn period(&self) -> ValidityPeriod {
        ValidityPeriod(self.0.content.period.clone())
    }

    /// The last day for which the dates are evidence of the membership: the latest day that `attested`, `until` or
    /// `since` can mean. If that day is long ago, the person may have left since. Null if the membership has no dates.
    async fn last_evidence(&self) -> Option<Date> {
        self.0.content.period.last_evidence().map(Date)
    }

    /// Whether the membership has no evidence (`lastEvidence`) from the three years before a day. If so, `Post.holder`
    /// does not return it by default. An earlier `evidentSince` helps only if there is older evidence.
    async fn is_evidence_old(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The day; defaults to today (Asia/Almaty).")] at: Option<Date>,
    ) -> bool {
        self.0.content.period.last_evidence() < Some(domain::evident_since(day(context, at)))
    }

    /// The previous holder of the post, even if the post was vacant in between. Null if no previous holder is known or
    /// the membership has no post. Computed from the dates of all holders and, where these do not determine the order,
    /// from `position`.
    async fn predecessor(
        &self,
        context: &Context<'_>,
        #[graphql(
            default,
            desc = "Whether to include acting holders. By default, only regular holders count, even if this membership \
                    is an acting one."
        )]
        include_acting: bool,
    ) -> Result<Option<Membership>, ApiError> {
        self.neighbour(context, include_acting, |(before, _)| before).await
    }

    /// The next holder of the post, even if the post was vacant in between. Null if there is no next holder yet, if
    /// none is known, or if the membership has no post. Computed in the same way as the predecessor.
    async fn successor(
        &self,
        context: &Context<'_>,
        #[graphql(
            default,
            desc = "Whether to include acting holders. By default, only regular holders count, even if this membership \
                    is an acting one."
        )]
        include_acting: bool,
    ) -> Result<Option<Membership>, ApiError> {
        self.neighbour(context, include_acting, |(_, after)| after).await
    }

    /// The citations that support the record.
    async fn citations(&self) -> ListOf<Citation> {
        Citation::all(&self.0.content.citations)
    }

    #[graphql(flatten)]
    fn metadata(&self) -> RecordMetadata {
        RecordMetadata::of(&self.0)
    }
}

impl Membership {
    async fn neighbour(
        &self,
        context: &Context<'_>,
        include_acting: bool,
        select: impl FnOnce((Option<usize>, Option<usize>)) -> Option<usize>,
    ) -> Result<Option<Membership>, ApiError> {
        let Some(post) = self.0.content.post else { return Ok(None) };
        let all = holders(context, post).await?;
        let Some(own) = all.iter().position(|holder| holder.id == self.0.id) else { return Ok(None) };
        let tenures = tenures(&all);
        let found = select(neighbours(&order(&tenures), &tenures, own, include_acting));
        Ok(found.and_then(|index| all.get(index)).cloned().map(Membership))
    }
}

/// Returns the holder of a post on a day, if the last evidence is of `evident_since` or later; `None` for three years
/// before the day.
pub(super) async fn holder_on(
    context: &Context<'_>,
    post: PostId,
    day: NaiveDate,
    evident_since: Option<Date>,
) -> Result<Option<Membership>, ApiError> {
    let since = evident_since.map_or_else(|| domain::evident_since(day), |Date(since)| since);
    let all = holders(context, post).await?;
    let first = holders_on(&tenures(&all), day).into_iter().next().and_then(|index| all.get(index));
    let evident = first.filter(|holder| holder.content.period.last_evidence() >= Some(since));
    Ok(evident.cloned().map(Membership))
}

/// Returns the last known holder of a post on a day.
pub(super) async fn last_known_holder(
    context: &Context<'_>,
    post: PostId,
    day: NaiveDate,
) -> Result<Option<Membership>, ApiError> {
    let all = holders(context, post).await?;
    let last = succession::last_known_holder(&tenures(&all), day);
    Ok(last.and_then(|index| all.get(index)).cloned().map(Membership))
}

type Holders = Vec<Arc<domain::Record<domain::Membership>>>;

async fn holders(context: &Context<'_>, post: PostId) -> Result<Holders, ApiError> {
    Ok(request(context).loader().load_one(HoldersOf(post)).await?.unwrap_or_default())
}

fn tenures(holders: &Holders) -> Vec<Tenure<'_>> {
    holders.iter().map(|holder| holder.tenure()).collect()
}

/// Selects the posts of a list. A post must satisfy all conditions.
#[derive(InputObject, Default)]
pub struct PostFilter {
    /// Only posts with a title that lacks this language, to find texts to translate.
    pub lacks_language: Option<Language>,
    /// True: only published records. False: only drafts, which only editors see. Defaults to both.
    pub published: Option<bool>,
}

/// The query on the posts of all organizations.
#[derive(Default)]
pub struct PostQuery;

#[Object]
impl PostQuery {
    /// The posts of all organizations, in the order in which they were added to the directory. `Organization.posts`
    /// returns the posts of one organization, ordered by `position`.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn posts(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Selects the items of the list. Defaults to all.")] filter: Option<PostFilter>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Post>>, ApiError> {
        const LIST: &str = "posts";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let PostFilter { lacks_language, published } = filter.unwrap_or_default();
        let criteria = app::PostFilter { published, lacks_language: lacks_language.map(Into::into) };
        let found = app::posts_page(&request(context).caller, &criteria, &page).await?;
        Ok(Some(connection(LIST, found, |row| Post(row.into()))))
    }
}
