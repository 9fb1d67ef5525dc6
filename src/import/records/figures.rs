//! `figures.toml`.

use std::collections::HashMap;

use super::reading::{optional, parsed, string, text};
use super::{Listed, Reading, Unfit, numbered};
use crate::domain::directory::{Indicator, Observation, RecordKind};
use crate::domain::ids::IndicatorId;
use crate::import::content::Directory;
use crate::import::format;

pub(crate) fn indicators(
    directory: &Directory,
    reading: Reading<'_>,
) -> Result<Vec<Listed<Indicator>>, Unfit> {
    numbered(&directory.indicators).map(|(position, listed)| indicator(position, listed, reading)).collect()
}

pub(crate) fn indicator(
    position: i32,
    listed: &format::Indicator,
    reading: Reading<'_>,
) -> Result<Listed<Indicator>, Unfit> {
    let organization = listed.organization.as_ref().map(|slug| reading.organization(slug));
    let content = Indicator {
        slug: string(&listed.slug),
        organization: organization.transpose()?,
        area: listed.area.as_ref().map(string),
        position,
        name: text(&listed.name),
        unit: listed.unit.as_ref().map(text),
        // What the file cites are the values.
        citations: Vec::new(),
    };
    Ok(Listed { key: string(&listed.slug), content })
}

/// The values of an indicator. Where a period is there again, the key tells the how many-th time it is.
pub(crate) fn observations(
    listed: &format::Indicator,
    reading: Reading<'_>,
) -> Result<Vec<Listed<Observation>>, Unfit> {
    let slug = listed.slug.as_ref();
    let indicator: IndicatorId = reading.id(RecordKind::Indicator, slug)?;
    let mut times: HashMap<&str, usize> = HashMap::new();
    let mut observations = Vec::new();
    for observation in &listed.observation {
        let period = observation.period.as_ref().as_str();
        let time = times.entry(period).or_default();
        *time += 1;
        let again = if *time == 1 { String::new() } else { format!("/{time}") };
        let content = Observation {
            indicator,
            period: parsed(&observation.period)?,
            value: *observation.value.as_ref(),
            qualifier: optional(observation.qualifier.as_ref())?,
            supersedes: None,
            citations: reading.citations(&observation.source, observation.locator.as_ref())?,
        };
        observations.push(Listed { key: format!("{slug}/{period}{again}"), content });
    }
    Ok(observations)
}
