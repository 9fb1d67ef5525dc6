//! The records of `figures.toml`.

use std::collections::HashMap;

use super::reader::{optional, parsed, string, text};
use super::{ConversionError, KeyedRecord, RecordReader};
use crate::domain::directory::{Indicator, Observation, RecordKind};
use crate::domain::ids::IndicatorId;
use crate::import::content::Directory;
use crate::import::{format, numbered};

pub(crate) fn indicators(
    directory: &Directory,
    reader: RecordReader<'_>,
) -> Result<Vec<KeyedRecord<Indicator>>, ConversionError> {
    numbered(&directory.indicators).map(|(position, entry)| indicator(position, entry, reader)).collect()
}

pub(crate) fn indicator(
    position: i32,
    entry: &format::Indicator,
    reader: RecordReader<'_>,
) -> Result<KeyedRecord<Indicator>, ConversionError> {
    let organization = entry.organization.as_ref().map(|slug| reader.organization(slug));
    let content = Indicator {
        slug: string(&entry.slug),
        organization: organization.transpose()?,
        area: entry.area.as_ref().map(string),
        position,
        name: text(&entry.name),
        unit: entry.unit.as_ref().map(text),
        // The file cites sources only for the values.
        citations: Vec::new(),
    };
    Ok(KeyedRecord { key: string(&entry.slug), content })
}

/// Converts the observations of an indicator. If a period occurs repeatedly, the key contains the number of the
/// occurrence.
pub(crate) fn observations(
    entry: &format::Indicator,
    reader: RecordReader<'_>,
) -> Result<Vec<KeyedRecord<Observation>>, ConversionError> {
    let slug = entry.slug.as_ref();
    let indicator: IndicatorId = reader.id(RecordKind::Indicator, slug)?;
    let mut occurrences: HashMap<&str, usize> = HashMap::new();
    let mut observations = Vec::new();
    for observation in &entry.observation {
        let period = observation.period.as_ref().as_str();
        let occurrence = occurrences.entry(period).or_default();
        *occurrence += 1;
        let suffix = if *occurrence == 1 { String::new() } else { format!("/{occurrence}") };
        let content = Observation {
            indicator,
            period: parsed(&observation.period)?,
            value: *observation.value.as_ref(),
            qualifier: optional(observation.qualifier.as_ref())?,
            supersedes: None,
            citations: reader.citations(&observation.source, observation.locator.as_ref())?,
        };
        observations.push(KeyedRecord { key: format!("{slug}/{period}{suffix}"), content });
    }
    Ok(observations)
}
