//! Values: one that changes is never overwritten. A new observation supersedes it, and bears its key from then on.

use std::collections::HashMap;

use diesel_async::AsyncPgConnection;

use super::super::left::Why;
use super::batch::{Batch, Planned};
use super::desk::Desk;
use super::verdict::{Verdict, judge};
use crate::db::DbError;
use crate::db::directory::{self as db, Edit, Revision};
use crate::domain::access::Audience;
use crate::domain::directory::{EditAction, Observation, RecordKind, State};
use crate::domain::ids::{IndicatorId, ObservationId};
use crate::import::records::Listed;

const KIND: RecordKind = RecordKind::Observation;

pub(super) async fn write(
    connection: &mut AsyncPgConnection,
    desk: &mut Desk,
    listed: Vec<Listed<Observation>>,
) -> Result<(), DbError> {
    let values = Values::load(connection, desk).await?;
    let mut planned = Vec::new();
    for listed in listed {
        desk.list(KIND, &listed.key);
        let brought =
            desk.brought(KIND, &listed.key).map(|one| (ObservationId::from(one.record), one.version));
        let found = brought.and_then(|(id, version)| Some((id, version, values.present(id)?)));
        match found {
            None => planned.push(new(desk, listed, None)),
            Some((id, version, present)) => {
                planned.extend(values.edits(desk, listed, id, version, present));
            }
        }
    }
    Batch::of(planned).finish(connection, desk).await
}

/// The values of the content's indicators, those that people brought too.
pub(super) struct Values {
    present: HashMap<ObservationId, Revision<Observation>>,
    /// For what was corrected, the published correction.
    corrections: HashMap<ObservationId, ObservationId>,
}

impl Values {
    pub(super) async fn load(connection: &mut AsyncPgConnection, desk: &Desk) -> Result<Self, DbError> {
        let indicators: Vec<IndicatorId> =
            desk.all_brought(RecordKind::Indicator).map(|one| one.record.into()).collect();
        let records = db::observations_of(connection, &indicators, Audience::Editors).await?;
        let mut ids: Vec<ObservationId> = records.into_iter().map(|record| record.id).collect();
        // People may have moved one to an indicator of theirs.
        ids.extend(desk.all_brought(KIND).map(|one| ObservationId::from(one.record)));
        ids.sort_unstable();
        ids.dedup();
        let present: HashMap<_, _> = db::latest_of(connection, &ids).await?.into_iter().collect();
        let correction = |(id, revision): (&ObservationId, &Revision<Observation>)| {
            let old = revision.state.content.supersedes?;
            revision.state.published.then_some((old, *id))
        };
        Ok(Self { corrections: present.iter().filter_map(correction).collect(), present })
    }

    pub(super) fn present(&self, id: ObservationId) -> Option<&Revision<Observation>> {
        self.present.get(&id)
    }

    /// What corrects a value in the end; itself, if nothing does.
    fn tip(&self, id: ObservationId) -> ObservationId {
        let next = |id: &ObservationId| self.corrections.get(id).copied();
        std::iter::successors(Some(id), next).take(1 + self.corrections.len()).last().unwrap_or(id)
    }

    /// What a value corrects, and what that corrected.
    pub(super) fn corrected(
        &self,
        id: ObservationId,
    ) -> impl Iterator<Item = (ObservationId, &Revision<Observation>)> {
        let next = |id: &ObservationId| self.present.get(id)?.state.content.supersedes;
        std::iter::successors(next(&id), next)
            .take(self.present.len())
            .filter_map(|id| Some((id, self.present.get(&id)?)))
    }

    fn edits(
        &self,
        desk: &mut Desk,
        listed: Listed<Observation>,
        id: ObservationId,
        brought: i32,
        present: &Revision<Observation>,
    ) -> Vec<Planned<Observation>> {
        let tip = self.tip(id);
        if tip != id {
            self.give_way(desk, &listed, tip);
            return Vec::new();
        }
        let old = &present.state.content;
        let content = Observation { supersedes: old.supersedes, ..listed.content.clone() };
        match judge(&content, brought, present) {
            Verdict::Keep => Vec::new(),
            Verdict::Adopt => {
                desk.keep(KIND, &listed.key, id.uuid(), present.version);
                Vec::new()
            }
            Verdict::Leave(why) => {
                desk.leave(KIND, &listed.key, why);
                Vec::new()
            }
            Verdict::Write(_) if !says_the_same(old, &content) => {
                // What nobody sees needs no correction.
                let corrected = present.state.published.then_some(id);
                vec![new(desk, listed, corrected)]
            }
            Verdict::Write(action) => {
                let state = State { content, published: true, merged_into: None };
                let edit = Edit { id, version: present.version + 1, action, state };
                // What it corrects was hidden with it, and comes back with it.
                let hidden = self.corrected(id).filter(|(_, revision)| !revision.state.published);
                let along = hidden.map(|(id, revision)| Planned {
                    key: listed.key.clone(),
                    bears_key: false,
                    edit: republished(id, revision),
                });
                let along: Vec<_> = along.collect();
                along
                    .into_iter()
                    .chain([Planned { key: listed.key.clone(), bears_key: true, edit }])
                    .collect()
            }
        }
    }

    /// People corrected what the content brought.
    fn give_way(&self, desk: &mut Desk, listed: &Listed<Observation>, tip: ObservationId) {
        let Some(correction) = self.present(tip) else { return };
        let content = &correction.state.content;
        let desired = Observation { supersedes: content.supersedes, ..listed.content.clone() };
        if *content == desired {
            desk.keep(KIND, &listed.key, tip.uuid(), correction.version);
        } else {
            desk.leave(KIND, &listed.key, Why::Edited);
        }
    }
}

fn says_the_same(old: &Observation, new: &Observation) -> bool {
    let said = |observation: &Observation| (observation.value.to_bits(), observation.qualifier);
    old.indicator == new.indicator && said(old) == said(new)
}

fn new(desk: &Desk, listed: Listed<Observation>, supersedes: Option<ObservationId>) -> Planned<Observation> {
    let id = desk.another_id();
    let content = Observation { supersedes, ..listed.content };
    let state = State { content, published: true, merged_into: None };
    let edit = Edit { id, version: 1, action: EditAction::Create, state };
    Planned { key: listed.key, bears_key: true, edit }
}

fn republished(id: ObservationId, present: &Revision<Observation>) -> Edit<Observation> {
    let state = State { published: true, ..present.state.clone() };
    Edit { id, version: present.version + 1, action: EditAction::Publish, state }
}
