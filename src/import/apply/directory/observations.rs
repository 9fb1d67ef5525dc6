//! Writes observations. A changed value is never overwritten: a new observation supersedes the old one and takes over
//! its key.

use std::collections::HashMap;

use diesel_async::AsyncPgConnection;

use super::super::skipped::SkipReason;
use super::batch::{EditBatch, PlannedEdit};
use super::decision::{Decision, decide};
use super::importer::RecordImporter;
use crate::db::DbError;
use crate::db::directory::{self as db, Edit, Revision};
use crate::domain::access::Audience;
use crate::domain::directory::{EditAction, Observation, RecordKind, RecordState};
use crate::domain::ids::{IndicatorId, ObservationId};
use crate::import::records::KeyedRecord;

const KIND: RecordKind = RecordKind::Observation;

pub(super) async fn write(
    connection: &mut AsyncPgConnection,
    importer: &mut RecordImporter,
    records: Vec<KeyedRecord<Observation>>,
) -> Result<(), DbError> {
    let stored = StoredObservations::load(connection, importer).await?;
    let mut planned = Vec::new();
    for record in records {
        importer.mark_listed(KIND, &record.key);
        let last_import = importer
            .last_import(KIND, &record.key)
            .map(|import| (ObservationId::from(import.record), import.version));
        match last_import.and_then(|(id, version)| Some((id, version, stored.present(id)?))) {
            None => planned.push(new(importer, record, None)),
            Some((id, version, present)) => {
                planned.extend(stored.edits(importer, record, id, version, present));
            }
        }
    }
    EditBatch::from_edits(planned).write(connection, importer).await
}

/// The stored observations of the content's indicators, including those that editors created.
pub(super) struct StoredObservations {
    present: HashMap<ObservationId, Revision<Observation>>,
    /// The published correction of each superseded observation.
    corrections: HashMap<ObservationId, ObservationId>,
}

impl StoredObservations {
    pub(super) async fn load(
        connection: &mut AsyncPgConnection,
        importer: &RecordImporter,
    ) -> Result<Self, DbError> {
        let indicators: Vec<IndicatorId> =
            importer.imports_of_kind(RecordKind::Indicator).map(|import| import.record.into()).collect();
        let records = db::observations_of(connection, &indicators, Audience::Editors).await?;
        let mut ids: Vec<ObservationId> = records.into_iter().map(|(_, record)| record.id).collect();
        // Editors may have moved an imported observation to an indicator that they created.
        ids.extend(importer.imports_of_kind(KIND).map(|import| ObservationId::from(import.record)));
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

    /// Follows the corrections of an observation to the latest one; returns the observation itself if it has none.
    fn latest_correction(&self, id: ObservationId) -> ObservationId {
        let next = |id: &ObservationId| self.corrections.get(id).copied();
        std::iter::successors(Some(id), next).take(1 + self.corrections.len()).last().unwrap_or(id)
    }

    /// Returns the observations that an observation supersedes, directly or indirectly, newest first.
    pub(super) fn superseded_by(
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
        importer: &mut RecordImporter,
        record: KeyedRecord<Observation>,
        id: ObservationId,
        imported_version: i32,
        present: &Revision<Observation>,
    ) -> Vec<PlannedEdit<Observation>> {
        let latest = self.latest_correction(id);
        if latest != id {
            self.defer_to_correction(importer, &record, latest);
            return Vec::new();
        }
        let old = &present.state.content;
        let content = Observation { supersedes: old.supersedes, ..record.content.clone() };
        match decide(&content, imported_version, present) {
            Decision::KeepUnchanged => Vec::new(),
            Decision::Adopt => {
                importer.record_import(KIND, &record.key, id.uuid(), present.version);
                Vec::new()
            }
            Decision::Skip(reason) => {
                importer.skip(KIND, &record.key, reason);
                Vec::new()
            }
            Decision::Write(_) if !has_same_value(old, &content) => {
                // An unpublished value needs no correction.
                let supersedes = present.state.published.then_some(id);
                vec![new(importer, record, supersedes)]
            }
            Decision::Write(action) => {
                let state = RecordState { content, published: true, merged_into: None };
                let edit = Edit { id, version: present.version + 1, action, state };
                // The observations that this one supersedes were unpublished with it, and are published again with it.
                let hidden = self.superseded_by(id).filter(|(_, revision)| !revision.state.published);
                let accompanying = hidden.map(|(id, revision)| PlannedEdit {
                    key: record.key.clone(),
                    owns_key: false,
                    edit: republishing(id, revision),
                });
                accompanying.chain([PlannedEdit { key: record.key.clone(), owns_key: true, edit }]).collect()
            }
        }
    }

    /// Handles an imported observation that editors have corrected: skips the record unless the correction matches it.
    fn defer_to_correction(
        &self,
        importer: &mut RecordImporter,
        record: &KeyedRecord<Observation>,
        latest: ObservationId,
    ) {
        let Some(correction) = self.present(latest) else { return };
        let content = &correction.state.content;
        let desired = Observation { supersedes: content.supersedes, ..record.content.clone() };
        if *content == desired {
            importer.record_import(KIND, &record.key, latest.uuid(), correction.version);
        } else {
            importer.skip(KIND, &record.key, SkipReason::Edited);
        }
    }
}

fn has_same_value(old: &Observation, new: &Observation) -> bool {
    let value = |observation: &Observation| (observation.value.to_bits(), observation.qualifier);
    old.indicator == new.indicator && value(old) == value(new)
}

fn new(
    importer: &RecordImporter,
    record: KeyedRecord<Observation>,
    supersedes: Option<ObservationId>,
) -> PlannedEdit<Observation> {
    let id = importer.another_id();
    let content = Observation { supersedes, ..record.content };
    let state = RecordState { content, published: true, merged_into: None };
    let edit = Edit { id, version: 1, action: EditAction::Create, state };
    PlannedEdit { key: record.key, owns_key: true, edit }
}

fn republishing(id: ObservationId, present: &Revision<Observation>) -> Edit<Observation> {
    let state = RecordState { published: true, ..present.state.clone() };
    Edit { id, version: present.version + 1, action: EditAction::Publish, state }
}
