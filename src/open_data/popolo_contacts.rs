//! Contacts and addresses, in the format of Popolo.

use serde_json::Value;

use super::ReferencedRecords;
use super::json::{Object, stored};
use super::popolo_values::{exact, period, sources, text};
use crate::domain::directory::{ContactKind, ContactPoint, Coordinates, Location};

/// Returns the contacts: web pages as links, all others as contact details. A location is an address, in one line and in
/// its parts.
pub(super) fn contacts(
    contacts: &[ContactPoint],
    locations: &[Location],
    referenced: &ReferencedRecords,
) -> Object {
    let (mut details, mut links) = (Vec::new(), Vec::new());
    for contact in contacts {
        let kind = match contact.kind {
            ContactKind::Address => "address",
            // As in vCard.
            ContactKind::Phone => "voice",
            ContactKind::Email => "email",
            ContactKind::Website | ContactKind::SocialMedia => {
                let object = Object::new().with("url", contact.value.as_str());
                let object = object.and(text("note", contact.label.as_ref()));
                links.push(Value::from(object.and(exact(&contact.period))));
                continue;
            }
        };
        let object = Object::new().with("type", kind).with("value", contact.value.as_str());
        let object = object
            .and(text("label", contact.label.as_ref()))
            .and(period(&contact.period, "valid_from", "valid_until"))
            .with("sources", sources(&contact.citations, referenced));
        details.push(Value::from(object));
    }
    for Location { address, period: valid, citations } in locations {
        let numbers = |at: Coordinates| format!("{}, {}", at.latitude, at.longitude);
        let object = Object::new()
            .with("type", "address")
            .with("value", address.coordinates.map(numbers))
            .and(text("value", address.lines().as_ref()))
            .with("dostyq:address", stored(address))
            .and(period(valid, "valid_from", "valid_until"))
            .with("sources", sources(citations, referenced));
        details.push(Value::from(object));
    }
    Object::new().with("contact_details", details).with("links", links)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::samples::{house, referenced};
    use super::super::{Popolo, Public};
    use crate::domain::directory::{Organization, Record};

    #[test]
    fn a_location_is_an_address_in_one_line_and_in_its_parts() {
        let record = house();
        let content = record.content.public(&referenced()).unwrap();
        let house = Organization::popolo(&Record { content, ..record }, &referenced());
        let details = house["contact_details"].as_array().unwrap();
        assert_eq!((&details[0]["value"], &details[0]["valid_until"]), (&json!("Қонаев"), &json!("2007")));
        let present = &details[1];
        assert_eq!((&present["type"], &present["valid_from"]), (&json!("address"), &json!("2008")));
        assert_eq!(present["value"], "Абай көшесі, 1, 2-қабат, Талдықорған, Ескелді ауданы, 040000");
        assert_eq!(
            present["dostyq:value"]["ru"],
            "ул. Абая, 1, 2-қабат, Талдыкорган, Ескелді ауданы, 040000"
        );
        assert_eq!(present["dostyq:address"]["coordinates"]["latitude"], 45.0156);
        assert_eq!(present["sources"].as_array().unwrap().len(), 1);
    }
}
