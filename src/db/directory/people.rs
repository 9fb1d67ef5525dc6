//! People.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::alphabetical::{AlphabeticalKey, alphabetical_page, sort_key_in};
use super::duplicates::identity_keys;
use super::records::{Row, drafts, lacks, save_rows, visible, with_sort_key};
use super::writing::{Stored, Write};
use crate::db::DbError;
use crate::db::page::{Page, PageRequest};
use crate::db::schema::{memberships, people};
use crate::domain::access::Audience;
use crate::domain::directory::{Person, Record, day_of};
use crate::domain::text::Language;

/// Selects the people of a list.
#[derive(Debug, Clone, Default)]
pub struct PersonFilter {
    /// Only published records if true, only drafts if false.
    pub published: Option<bool>,
    /// Only people with a text, or a membership with a role, that is not in this language.
    pub lacks_language: Option<Language>,
}

/// Loads a page of people, in the alphabetical order of their sort names in a language.
pub async fn people_page(
    connection: &mut AsyncPgConnection,
    filter: &PersonFilter,
    language: Language,
    audience: Audience,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Record<Person>)>, DbError> {
    let mut query = visible!(people, audience).filter(people::merged_into_id.is_null()).into_boxed();
    if let Some(lacking) = filter.lacks_language {
        let roles =
            memberships::table.filter(lacks(lacking).and(memberships::published.or(drafts(audience))));
        let have_roles = people::id.eq_any(roles.select(memberships::person_id));
        query = query.filter(lacks(lacking).or(have_roles));
    }
    if let Some(published) = filter.published {
        query = query.filter(people::published.eq(published));
    }
    let query = alphabetical_page!(
        query,
        page,
        language,
        people { Kk: sort_name_kk, Ru: sort_name_ru, En: sort_name_en }
    );
    let rows: Vec<(String, Row<Person>)> = query.load(connection).await?;
    Ok(page.finish(rows).map(with_sort_key))
}

/// Returns the text by which a person is ordered in the lists of a language, by the name on the day of the edit.
fn sort_name(write: &Write<'_, Person>, language: Language) -> String {
    sort_key_in(&write.state.content.sort_name(day_of(write.recorded_at)), language)
}

impl Stored for Person {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        save_rows!(connection, writes, people, |write| {
            slug: &write.state.content.slug,
            sort_name_kk: sort_name(write, Language::Kk),
            sort_name_ru: sort_name(write, Language::Ru),
            sort_name_en: sort_name(write, Language::En),
            merged_into_id: write.state.merged_into,
            identity_keys: identity_keys(&write.state.content),
        });
        Ok(())
    }
}
