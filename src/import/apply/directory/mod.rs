//! The records of `directory/`: the import is an editor too, who gives way to people.

mod batch;
mod desk;
mod gone;
mod observations;
mod organizations;
mod verdict;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use self::batch::Batch;
use self::desk::Desk;
use super::left::{Left, Why};
use crate::db::DbError;
use crate::db::directory as db;
use crate::domain::directory::{
    Event, Indicator, Membership, Observation, Organization, Person, Post, Source,
};
use crate::import::content::Directory;
use crate::import::records::{self, Listed, Reading, Unfit};

/// Writes the directory; how many records were retired, and which were left as they are.
pub(super) async fn write(
    connection: &mut AsyncPgConnection,
    directory: &Directory,
    now: DateTime<Utc>,
) -> Result<(usize, Vec<Left>), DbError> {
    db::lock(connection).await?;
    let mut desk = Desk::open(connection, directory, now).await?;
    let listed = Records::read(directory, Reading::new(&desk)).map_err(|unfit| unfit_content(&unfit))?;
    // What is referred to stands before what refers to it.
    Batch::plan(connection, &mut desk, listed.sources).await?.finish(connection, &mut desk).await?;
    organizations::write(connection, &mut desk, listed.organizations).await?;
    Batch::plan(connection, &mut desk, listed.people).await?.finish(connection, &mut desk).await?;
    Batch::plan(connection, &mut desk, listed.posts).await?.finish(connection, &mut desk).await?;
    write_memberships(connection, &mut desk, listed.memberships).await?;
    Batch::plan(connection, &mut desk, listed.events).await?.finish(connection, &mut desk).await?;
    Batch::plan(connection, &mut desk, listed.indicators).await?.finish(connection, &mut desk).await?;
    observations::write(connection, &mut desk, listed.observations).await?;
    gone::write(connection, &mut desk).await?;
    desk.close(connection).await
}

/// All that the files list.
struct Records {
    sources: Vec<Listed<Source>>,
    organizations: Vec<Listed<Organization>>,
    people: Vec<Listed<Person>>,
    posts: Vec<Listed<Post>>,
    memberships: Vec<Listed<Membership>>,
    events: Vec<Listed<Event>>,
    indicators: Vec<Listed<Indicator>>,
    observations: Vec<Listed<Observation>>,
}

impl Records {
    fn read(directory: &Directory, reading: Reading<'_>) -> Result<Self, Unfit> {
        let (mut posts, mut memberships, mut observations) = (Vec::new(), Vec::new(), Vec::new());
        for file in &directory.organizations {
            posts.extend(records::posts(&file.slug, file, reading)?);
            memberships.extend(records::memberships(&file.slug, file, reading)?);
        }
        for listed in &directory.indicators {
            observations.extend(records::observations(listed, reading)?);
        }
        Ok(Self {
            sources: records::sources(directory)?,
            organizations: records::organizations(directory, reading)?,
            people: records::people(directory, reading)?,
            posts,
            memberships,
            events: records::events(directory, reading)?,
            indicators: records::indicators(directory, reading)?,
            observations,
        })
    }
}

/// A post is of the membership's organization, also after people moved it.
async fn write_memberships(
    connection: &mut AsyncPgConnection,
    desk: &mut Desk,
    listed: Vec<Listed<Membership>>,
) -> Result<(), DbError> {
    let mut batch = Batch::plan(connection, desk, listed).await?;
    let mut posts: Vec<_> = batch.contents().filter_map(|membership| membership.post).collect();
    posts.sort_unstable();
    posts.dedup();
    if !posts.is_empty() {
        let posts = db::latest_of::<Post>(connection, &posts).await?;
        batch.leave_where(desk, |membership| {
            let post = posts.iter().find(|(id, _)| Some(*id) == membership.post);
            let moved =
                post.is_some_and(|(_, post)| post.state.content.organization != membership.organization);
            moved.then_some(Why::PostOfOtherOrganization)
        });
    }
    batch.finish(connection, desk).await
}

/// What was checked when the files were read can't be unfit: a bug.
fn unfit_content(unfit: &Unfit) -> DbError {
    DbError::Corrupt(format!("content that was checked: {unfit}"))
}
