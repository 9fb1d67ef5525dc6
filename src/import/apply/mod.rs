//! Writes content to the database, in one transaction. Existing records keep their ids, edits of people are kept, and
//! content that is no longer in the files is withdrawn.

mod courses;
mod directory;
mod search;
mod skipped;

use std::fmt;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use crate::db::content::{self, TextValues};
use crate::db::{DbError, Session};
use crate::domain::ids::Id;
use crate::import::content::Content;
use crate::import::format::{CourseTexts, Field};
use crate::random;

pub use skipped::{SkipReason, SkippedRecord};

/// How the folder of an import was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The default folder; it does not replace content from a chosen folder.
    Default,
    /// A folder that was named explicitly.
    Chosen,
}

/// The outcome of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The last import had the same content; nothing was written.
    Unchanged,
    /// The last import was from a chosen folder and this one is the default folder; nothing was written.
    OtherChosen,
    /// The content was written; the fields are counts.
    Imported {
        /// Organizations.
        organizations: usize,
        /// People.
        people: usize,
        /// Posts.
        posts: usize,
        /// Events.
        events: usize,
        /// Indicators.
        indicators: usize,
        /// Courses.
        courses: usize,
        /// Units of courses.
        units: usize,
        /// Lessons.
        lessons: usize,
        /// Words.
        words: usize,
        /// Withdrawn items of all kinds: they were in the database, but are no longer in the content.
        withdrawn: usize,
        /// New cards for learners who had started a lesson before a word was added to it.
        cards: usize,
        /// The records of the directory that were left unchanged although they differ from the content.
        skipped: Vec<SkippedRecord>,
    },
}

/// Writes content to the database, in one transaction: on failure, nothing is written.
pub async fn apply(
    session: &Session,
    content: &Content,
    origin: Origin,
    now: DateTime<Utc>,
) -> Result<Outcome, DbError> {
    let mut connection = session.connection(None).await?;
    connection.transaction(async |connection| write(connection, content, origin, now).await).await
}

async fn write(
    connection: &mut AsyncPgConnection,
    content: &Content,
    origin: Origin,
    now: DateTime<Utc>,
) -> Result<Outcome, DbError> {
    content::lock(connection).await?;
    match content::last(connection).await? {
        Some((fingerprint, _)) if fingerprint == content.fingerprint() => return Ok(Outcome::Unchanged),
        Some((_, true)) if origin == Origin::Default => return Ok(Outcome::OtherChosen),
        _ => {}
    }
    let (mut withdrawn, mut cards, mut skipped) = (0, 0, Vec::new());
    if let Some(directory) = &content.directory {
        (withdrawn, skipped) = directory::write(connection, directory, now).await?;
    }
    let version = content::version(connection).await? + 1;
    if let Some(courses) = &content.courses {
        let (withdrawn_from_courses, new_cards) = courses::write(connection, courses, version, now).await?;
        withdrawn += withdrawn_from_courses;
        cards += new_cards;
    }
    content::record(connection, content.fingerprint(), version, origin == Origin::Chosen, now).await?;
    Ok(imported(content, withdrawn, cards, skipped))
}

fn imported(content: &Content, withdrawn: usize, cards: usize, skipped: Vec<SkippedRecord>) -> Outcome {
    let directory = content.directory.as_ref();
    let organizations = directory.map_or(&[][..], |directory| &directory.organizations);
    let courses = content.courses.as_deref().unwrap_or_default();
    let lessons = || courses.iter().flat_map(|course| &course.lessons);
    Outcome::Imported {
        organizations: organizations.len(),
        people: directory.map_or(0, |directory| directory.people.len()),
        posts: organizations.iter().map(|organization| organization.post.len()).sum(),
        events: directory.map_or(0, |directory| directory.events.len()),
        indicators: directory.map_or(0, |directory| directory.indicators.len()),
        courses: courses.len(),
        units: courses.iter().map(|course| course.unit.len()).sum(),
        lessons: lessons().count(),
        words: lessons().map(|lesson| lesson.word.len()).sum(),
        withdrawn,
        cards,
        skipped,
    }
}

fn new_id<K>(now: DateTime<Utc>) -> Id<K> {
    random::uuid_v7(now).into()
}

/// Returns the id of a written row; fails if no row was written.
fn written<'a, K, V: Copy>(found: Option<&'a V>, what: K) -> Result<V, DbError>
where
    K: std::fmt::Debug + 'a,
{
    found.copied().ok_or_else(|| DbError::Unexpected(format!("no row was written for {what:?}")))
}

fn text(texts: &CourseTexts) -> TextValues<'_> {
    TextValues { kk: texts.kk.as_ref(), ru: optional(texts.ru.as_ref()), en: optional(texts.en.as_ref()) }
}

fn optional(field: Option<&Field>) -> Option<&str> {
    field.map(|field| field.as_ref().as_str())
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unchanged => f.write_str("the content is unchanged"),
            Self::OtherChosen => {
                f.write_str("another folder was imported explicitly, so the default folder is not imported")
            }
            Self::Imported {
                organizations,
                people,
                posts,
                events,
                indicators,
                courses,
                units,
                lessons,
                words,
                withdrawn,
                cards,
                skipped,
            } => {
                write!(
                    f,
                    "imported: {organizations} organizations, {people} people, {posts} posts, {events} events, \
                     {indicators} indicators, {courses} courses, {units} units, {lessons} lessons, {words} words; \
                     {withdrawn} withdrawn"
                )?;
                if *cards > 0 {
                    write!(f, "\nnew cards for learners who had started a lesson with new words: {cards}")?;
                }
                skipped.iter().try_for_each(|record| write!(f, "\n{record}"))
            }
        }
    }
}
