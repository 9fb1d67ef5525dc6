//! From content to rows: one transaction, in which what is there keeps its id, what people edited stays as they have
//! it, and what is gone is retired.

mod courses;
mod directory;
mod left;
mod search;

use std::fmt;

use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection as _, AsyncPgConnection};

use crate::db::content::{self, TextValues};
use crate::db::{DbError, Session};
use crate::domain::ids::Id;
use crate::import::content::Content;
use crate::import::format::{Field, Texts};
use crate::random;

pub use left::{Left, Why};

/// How a folder of content comes to be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nobody named it: it gives way to one that was chosen.
    Default,
    /// Somebody named it.
    Chosen,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The same content was imported last: nothing was written.
    Unchanged,
    /// Another folder was chosen before, and this one was not: nothing was written.
    OtherChosen,
    /// The content is in the database; how many of each there are.
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
        /// What was there and is not in the content any more, of all kinds.
        retired: usize,
        /// Cards that were made for learners who had started a lesson before it got a word.
        cards: usize,
        /// The records of the directory that are not as the content has them.
        left: Vec<Left>,
    },
}

/// Brings content into the database, in one transaction; none of it if something fails.
pub async fn apply(
    session: &Session,
    content: &Content,
    origin: Origin,
    now: DateTime<Utc>,
) -> Result<Outcome, DbError> {
    let mut connection = session.connection().await?;
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
    let (mut retired, mut cards, mut left) = (0, 0, Vec::new());
    if let Some(directory) = &content.directory {
        (retired, left) = directory::write(connection, directory, now).await?;
    }
    let version = content::version(connection).await? + 1;
    if let Some(courses) = &content.courses {
        let (withdrawn, made) = courses::write(connection, courses, version, now).await?;
        retired += withdrawn;
        cards += made;
    }
    content::record(connection, content.fingerprint(), version, origin == Origin::Chosen, now).await?;
    Ok(imported(content, retired, cards, left))
}

fn imported(content: &Content, retired: usize, cards: usize, left: Vec<Left>) -> Outcome {
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
        retired,
        cards,
        left,
    }
}

fn new_id<K>(now: DateTime<Utc>) -> Id<K> {
    random::uuid_v7(now).into()
}

/// The id that something was written under.
fn written<'a, K, V: Copy>(found: Option<&'a V>, what: K) -> Result<V, DbError>
where
    K: std::fmt::Debug + 'a,
{
    found.copied().ok_or_else(|| DbError::Corrupt(format!("nothing was written for {what:?}")))
}

/// Numbers from 1 in the order of a file.
fn numbered<T>(things: impl IntoIterator<Item = T>) -> impl Iterator<Item = (i32, T)> {
    (1..).zip(things)
}

fn text(texts: &Texts) -> TextValues<'_> {
    TextValues { kk: texts.kk.as_ref(), ru: optional(texts.ru.as_ref()), en: optional(texts.en.as_ref()) }
}

fn optional(field: Option<&Field>) -> Option<&str> {
    field.map(|field| field.as_ref().as_str())
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unchanged => f.write_str("the content is there already"),
            Self::OtherChosen => {
                f.write_str("other content was imported by choice: the default folder is left alone")
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
                retired,
                cards,
                left,
            } => {
                write!(
                    f,
                    "imported: {organizations} organizations, {people} people, {posts} posts, {events} events, \
                     {indicators} indicators, {courses} courses, {units} units, {lessons} lessons, {words} words; \
                     {retired} retired"
                )?;
                if *cards > 0 {
                    write!(f, "\ncards of new words, for those who had started their lessons: {cards}")?;
                }
                left.iter().try_for_each(|left| write!(f, "\n{left}"))
            }
        }
    }
}
