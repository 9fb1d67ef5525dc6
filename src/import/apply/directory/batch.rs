//! The edits of one kind of record: planned, thinned out, and written in one go.

use std::collections::{HashMap, HashSet};

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::super::left::Why;
use super::desk::Desk;
use super::verdict::{Verdict, judge};
use crate::db::DbError;
use crate::db::directory::{self as db, Edit, Revision, Stored};
use crate::domain::directory::{EditAction, State};
use crate::domain::ids::Id;
use crate::import::records::Listed;

/// Edits that bring what the content says.
pub(super) struct Batch<C: Stored> {
    planned: Vec<Planned<C>>,
}

/// An edit, and the key of the record that it is for.
pub(super) struct Planned<C: Stored> {
    /// What the content knows the record by.
    pub(super) key: String,
    /// Whether the key leads to the edited record; else it only goes along with it.
    pub(super) bears_key: bool,
    /// The edit.
    pub(super) edit: Edit<C>,
}

impl<C: Stored> Batch<C> {
    /// Compares what the files list with what is there.
    pub(super) async fn plan(
        connection: &mut AsyncPgConnection,
        desk: &mut Desk,
        listed: Vec<Listed<C>>,
    ) -> Result<Self, DbError> {
        let ids: Vec<Id<C::Id>> = listed
            .iter()
            .filter_map(|listed| desk.brought(C::KIND, &listed.key))
            .map(|brought| brought.record.into())
            .collect();
        let mut present: HashMap<Id<C::Id>, Revision<C>> = if ids.is_empty() {
            HashMap::new()
        } else {
            db::latest_of(connection, &ids).await?.into_iter().collect()
        };
        let mut batch = Self { planned: Vec::new() };
        for listed in listed {
            desk.list(C::KIND, &listed.key);
            let brought = desk.brought(C::KIND, &listed.key);
            let brought = brought.map(|one| (Id::from(one.record), one.version));
            match brought.and_then(|(id, version)| Some((id, version, present.remove(&id)?))) {
                None => batch.create(desk, listed),
                Some((id, version, revision)) => batch.edit(desk, listed, id, version, &revision),
            }
        }
        batch.leave_slugs_taken(connection, desk).await?;
        Ok(batch)
    }

    pub(super) fn of(planned: Vec<Planned<C>>) -> Self {
        Self { planned }
    }

    fn create(&mut self, desk: &Desk, listed: Listed<C>) {
        let id = Id::from(desk.new_id(C::KIND, &listed.key));
        let content = tidied(listed.content, id);
        self.push(listed.key, Edit { id, version: 1, action: EditAction::Create, state: published(content) });
    }

    fn edit(
        &mut self,
        desk: &mut Desk,
        listed: Listed<C>,
        id: Id<C::Id>,
        brought: i32,
        present: &Revision<C>,
    ) {
        let content = tidied(listed.content, id);
        match judge(&content, brought, present) {
            Verdict::Keep => {}
            Verdict::Adopt => desk.keep(C::KIND, &listed.key, id.uuid(), present.version),
            Verdict::Leave(why) => desk.leave(C::KIND, &listed.key, why),
            Verdict::Write(action) => {
                let state = published(content);
                self.push(listed.key, Edit { id, version: present.version + 1, action, state });
            }
        }
    }

    fn push(&mut self, key: String, edit: Edit<C>) {
        self.planned.push(Planned { key, bears_key: true, edit });
    }

    /// New records whose slugs people's own records have.
    async fn leave_slugs_taken(
        &mut self,
        connection: &mut AsyncPgConnection,
        desk: &mut Desk,
    ) -> Result<(), DbError> {
        let new = self.planned.iter().filter(|planned| planned.edit.version == 1);
        let slugs: Vec<&str> = new.filter_map(|planned| planned.edit.state.content.slug()).collect();
        if slugs.is_empty() {
            return Ok(());
        }
        let taken: HashSet<String> =
            db::slugs_there(connection, C::KIND, &slugs).await?.into_iter().collect();
        self.leave_planned(desk, |planned| {
            let slug = planned.edit.state.content.slug();
            let is_taken = planned.edit.version == 1 && slug.is_some_and(|slug| taken.contains(slug));
            is_taken.then_some(Why::SlugTaken)
        });
        Ok(())
    }

    /// What the edits write.
    pub(super) fn contents(&self) -> impl Iterator<Item = &C> {
        self.planned.iter().map(|planned| &planned.edit.state.content)
    }

    /// The edits.
    pub(super) fn edits(&self) -> impl Iterator<Item = &Edit<C>> {
        self.planned.iter().map(|planned| &planned.edit)
    }

    /// Takes edits out whose contents are not to be.
    pub(super) fn leave_where(&mut self, desk: &mut Desk, mut why: impl FnMut(&C) -> Option<Why>) {
        self.leave_planned(desk, |planned| why(&planned.edit.state.content));
    }

    /// Takes the edit of a record out.
    pub(super) fn leave(&mut self, desk: &mut Desk, id: Id<C::Id>, why: Why) {
        self.leave_planned(desk, |planned| (planned.edit.id == id).then_some(why));
    }

    fn leave_planned(&mut self, desk: &mut Desk, mut why: impl FnMut(&Planned<C>) -> Option<Why>) {
        self.planned.retain(|planned| {
            let why = why(planned);
            if let (Some(why), true) = (why, planned.bears_key) {
                desk.leave(C::KIND, &planned.key, why);
            }
            why.is_none()
        });
    }

    /// Takes out what refers to anything that is not published, and then what referred to that.
    pub(super) fn settle(&mut self, desk: &mut Desk) {
        self.leave_where(desk, |content| content.flaws().first().map(|flaw| Why::Flawed(flaw.field)));
        loop {
            let before = self.planned.len();
            let planned: HashSet<Uuid> = self.edits().map(|edit| edit.id.uuid()).collect();
            let hidden: Vec<Option<&'static str>> = self
                .contents()
                .map(|content| {
                    let references = content.references();
                    let is_hidden = |id: Uuid| !planned.contains(&id) && !desk.is_published(id);
                    references.iter().find(|to| is_hidden(to.id)).map(|to| to.field)
                })
                .collect();
            let mut hidden = hidden.into_iter();
            self.leave_planned(desk, |_| hidden.next().flatten().map(Why::ReferencesDraft));
            if self.planned.len() == before {
                return;
            }
        }
    }

    /// Settles and writes the edits.
    pub(super) async fn finish(
        mut self,
        connection: &mut AsyncPgConnection,
        desk: &mut Desk,
    ) -> Result<(), DbError> {
        self.settle(desk);
        for planned in &self.planned {
            let record = planned.edit.id.uuid();
            desk.publish(record);
            if planned.bears_key {
                desk.keep(C::KIND, &planned.key, record, planned.edit.version);
            }
        }
        let edits: Vec<Edit<C>> = self.planned.into_iter().map(|planned| planned.edit).collect();
        db::write(connection, desk.editing(), &edits).await
    }
}

/// Without what people's merges made double.
fn tidied<C: Stored>(mut content: C, id: Id<C::Id>) -> C {
    content.tidy(id);
    content
}

fn published<C>(content: C) -> State<C> {
    State { content, published: true, merged_into: None }
}
