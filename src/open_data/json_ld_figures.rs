//! Indicators and observations, in the vocabulary of schema.org.
//!
//! schema.org gives a unit to values only, so the unit of an indicator is SDMX's attribute for it.

use serde_json::{Value, json};

use super::ReferencedRecords;
use super::json_ld::{Node, begin, cited};
use super::json_ld_values::{point, reference, text};
use crate::domain::directory::{Indicator, Observation, Qualifier, Record};

impl Node for Indicator {
    fn node(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        begin(referenced, record.id, "StatisticalVariable")
            .with("name", text(&content.name))
            .with("alternateName", content.slug.clone())
            .with("sdmx-attribute:unitMeasure", content.unit.as_ref().map(text))
            .with("dcterms:subject", content.organization.map(|id| reference(referenced, id)))
            .with("dcterms:spatial", content.area.as_deref().map(area))
            .with("subjectOf", cited(&content.citations, referenced))
            .into()
    }
}

impl Node for Observation {
    fn node(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        let indicator = referenced.indicators.get(&content.indicator);
        let organization = indicator.and_then(|indicator| indicator.organization);
        let about = organization.map(|id| reference(referenced, id));
        let about = about.or_else(|| indicator.and_then(|indicator| indicator.area.as_deref()).map(area));
        // The value of "more than 30" is not 30.
        let value = match content.qualifier {
            Some(Qualifier::MoreThan) => "minValue",
            None => "value",
        };
        let correction = referenced.corrections.get(&record.id);
        begin(referenced, record.id, "Observation")
            .with("name", indicator.map(|indicator| text(&indicator.name)))
            .with("variableMeasured", reference(referenced, content.indicator))
            .with("observationAbout", about)
            .with("observationDate", point(&content.period))
            .with(value, content.value)
            .with("description", content.qualifier.map(Qualifier::as_str))
            .with("unitText", indicator.and_then(|indicator| indicator.unit.as_ref()).map(text))
            .with("dcterms:replaces", content.supersedes.map(|old| reference(referenced, old)))
            .with("dcterms:isReplacedBy", correction.map(|new| reference(referenced, *new)))
            .with("subjectOf", cited(&content.citations, referenced))
            .into()
    }
}

/// Returns the area with an ISO 3166 code.
fn area(code: &str) -> Value {
    json!({"@type": "AdministrativeArea", "identifier": code})
}

#[cfg(test)]
mod tests {
    use super::super::samples::{
        self, CLUB, CORRECTION, INDICATOR, OBSERVATION, SOURCE, node, node_among, referenced,
    };
    use super::*;

    fn reference(id: uuid::Uuid) -> Value {
        json!({"@id": format!("{}/data/records/{id}", samples::BASE)})
    }

    #[test]
    fn an_observation_says_what_was_measured_when_and_where() {
        let observation = node(samples::observation());
        assert_eq!(observation["@id"], reference(OBSERVATION)["@id"]);
        assert_eq!(observation["@type"], "Observation");
        assert_eq!(observation["name"], json!([{"@value": "Мүшелер", "@language": "kk"}]));
        assert_eq!(observation["variableMeasured"], reference(INDICATOR));
        assert_eq!(observation["observationAbout"], reference(CLUB));
        assert_eq!(observation["observationDate"], "2017");
        assert_eq!((&observation["minValue"], &observation["description"]), (&json!(-5.0), &json!("over")));
        assert_eq!(observation.get("value"), None);
        assert_eq!(observation["unitText"], json!([{"@value": "адам", "@language": "kk"}]));
        assert_eq!(observation["dcterms:isReplacedBy"], reference(CORRECTION));
        assert_eq!(observation["subjectOf"], json!([reference(SOURCE)]));
    }

    #[test]
    fn an_indicator_describes_an_organization_or_an_area() {
        let indicator = node(samples::indicator());
        assert_eq!(indicator["@type"], "StatisticalVariable");
        assert_eq!(indicator["sdmx-attribute:unitMeasure"][0]["@value"], "адам");
        assert_eq!(indicator["dcterms:subject"], reference(CLUB));
        let mut of_area = samples::indicator();
        of_area.content.organization = None;
        of_area.content.area = Some("KZ-33".to_owned());
        let mut among = referenced();
        among.indicators.insert(INDICATOR.into(), of_area.content.clone());
        let area = json!({"@type": "AdministrativeArea", "identifier": "KZ-33"});
        assert_eq!(node(of_area)["dcterms:spatial"], area);
        let mut exact = samples::observation();
        exact.content.qualifier = None;
        let exact = node_among(exact, &among);
        assert_eq!((&exact["observationAbout"], &exact["value"]), (&area, &json!(-5.0)));
        assert_eq!(exact.get("minValue"), None);
    }
}
