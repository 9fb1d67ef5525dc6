//! People, in the vocabulary of schema.org.

use serde_json::{Value, json};

use super::ReferencedRecords;
use super::json::{Object, person_citations};
use super::json_ld::{Node, begin, cited, contacts, identifiers, names};
use super::json_ld_values::{point, text};
use crate::domain::directory::{Gender, Person, PersonalDetails, Record};

impl Node for Person {
    fn node(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        let citations = person_citations(content);
        begin(referenced, record.id, "Person")
            .and(names(&content.names, &content.other_names, None, referenced))
            .and(personal_details(&content.details))
            .with("description", content.note.as_ref().map(text))
            .and(contacts(&content.contact_points, &[], referenced))
            .and(identifiers(&content.identifiers))
            .with("subjectOf", cited(citations, referenced))
            .into()
    }
}

/// Returns what is known about a person besides the name as it is written. schema.org has no property for patronymics;
/// `additionalName` is its property for names between the given name and the family name.
fn personal_details(details: &PersonalDetails) -> Object {
    let gender = details.gender.map(|gender| match gender {
        Gender::Female => "https://schema.org/Female",
        Gender::Male => "https://schema.org/Male",
    });
    let image = details.image.as_ref().map(|image| {
        Object::new()
            .with("@type", "ImageObject")
            .with("contentUrl", image.url.as_str())
            .with("license", image.licence.as_str())
            .with("creditText", image.creator.clone())
    });
    Object::new()
        .with("familyName", details.family_name.as_ref().map(text))
        .with("givenName", details.given_name.as_ref().map(text))
        .with("additionalName", details.patronymic.as_ref().map(text))
        .with("gender", gender.map(|gender| json!({"@id": gender})))
        .with("birthDate", details.born.as_ref().map(|cited| point(&cited.date)))
        .with("deathDate", details.died.as_ref().map(|cited| point(&cited.date)))
        .with("image", image.map(Value::from))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, node};
    use super::*;

    #[test]
    fn a_person_has_the_parts_of_the_name_and_a_picture_with_its_licence() {
        let person = node(samples::person());
        assert_eq!(person["additionalName"], json!([{"@value": "Ивановна", "@language": "ru"}]));
        assert_eq!(person["gender"]["@id"], "https://schema.org/Female");
        assert_eq!((&person["birthDate"][0], &person["deathDate"]), (&json!("1960"), &json!("2020-05")));
        assert_eq!(person["image"]["license"], "https://example.org/by/4.0/");
    }
}
