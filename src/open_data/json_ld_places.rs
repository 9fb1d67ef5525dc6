//! Addresses and coordinates, in the vocabulary of schema.org.

use serde_json::Value;

use super::ReferencedRecords;
use super::json::Object;
use super::json_ld_values::{reference, text};
use crate::domain::directory::{Address, Location, all_valid_on};
use crate::domain::ids::OrganizationId;
use crate::domain::text::Text;

/// Returns the addresses of the locations of today.
pub(super) fn postal_addresses(locations: &[Location], referenced: &ReferencedRecords) -> Vec<Value> {
    present(locations, referenced).map(|address| postal_address(address).into()).collect()
}

/// Returns a place; an empty object if neither its name nor its address is known. schema.org has no property for the
/// district of an address, so the place is in it.
pub(super) fn place(name: Option<&Text>, address: Option<&Address>) -> Object {
    if name.is_none() && address.is_none() {
        return Object::new();
    }
    let district = address.and_then(|address| address.district.as_ref());
    let district = district
        .map(|name| Object::new().with("@type", "AdministrativeArea").with("name", text(name)).into());
    let coordinates = address.and_then(|address| address.coordinates).map(|coordinates| {
        Object::new()
            .with("@type", "GeoCoordinates")
            .with("latitude", coordinates.latitude)
            .with("longitude", coordinates.longitude)
            .into()
    });
    Object::new()
        .with("@type", "Place")
        .with("name", name.map(text))
        .with("address", address.map(|address| Value::from(postal_address(address))))
        .with("geo", coordinates.unwrap_or(Value::Null))
        .with("containedInPlace", district.unwrap_or(Value::Null))
}

/// Returns the place of an organization, for one that it hosts: a location is a place and not an organization. The
/// organization is referred to as W3C ORG does.
pub(super) fn premises(host: OrganizationId, referenced: &ReferencedRecords) -> Value {
    let locations = referenced.organizations.get(&host).map(|host| host.locations.as_slice());
    let address = locations.and_then(|locations| present(locations, referenced).next());
    place(referenced.organization_name(host), address).with("org:siteOf", reference(referenced, host)).into()
}

/// Returns the addresses of today.
pub(super) fn present<'a>(
    locations: &'a [Location],
    referenced: &ReferencedRecords,
) -> impl Iterator<Item = &'a Address> {
    all_valid_on(locations, referenced.day).map(|location| &location.address)
}

fn postal_address(address: &Address) -> Object {
    Object::new()
        .with("@type", "PostalAddress")
        .with("streetAddress", address.street.as_ref().map(text))
        .with("extendedAddress", address.unit.as_ref().map(text))
        .with("addressLocality", address.locality.as_ref().map(text))
        .with("addressRegion", address.region.as_ref().map(text))
        .with("postalCode", address.postal_code.clone())
        .with("addressCountry", address.country.clone())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::samples::{self, BASE, HOUSE, node};

    #[test]
    fn an_organization_is_in_the_building_of_its_host() {
        let place = &node(samples::club())["location"][0];
        assert_eq!((&place["@type"], &place["geo"]["latitude"]), (&json!("Place"), &json!(45.0156)));
        assert_eq!(place["name"][1], json!({"@value": "Дом дружбы", "@language": "ru"}));
        assert_eq!(place["address"]["postalCode"], "040000", "the address of today");
        assert_eq!(place["org:siteOf"], json!({"@id": format!("{BASE}/data/records/{HOUSE}")}));
    }

    #[test]
    fn an_organization_is_at_its_present_address() {
        let house = node(samples::house());
        let address = json!({
            "@type": "PostalAddress", "postalCode": "040000", "addressCountry": "KZ",
            "streetAddress": [
                {"@value": "Абай көшесі, 1", "@language": "kk"}, {"@value": "ул. Абая, 1", "@language": "ru"},
            ],
            "extendedAddress": [{"@value": "2-қабат", "@language": "kk"}],
            "addressLocality": [
                {"@value": "Талдықорған", "@language": "kk"}, {"@value": "Талдыкорган", "@language": "ru"},
            ],
        });
        assert_eq!(house["address"], json!([address]));
        assert_eq!(
            house["location"],
            json!([{
                "@type": "Place", "address": address,
                "geo": {"@type": "GeoCoordinates", "latitude": 45.0156, "longitude": 78.3739},
                "containedInPlace":
                    {"@type": "AdministrativeArea", "name": [{"@value": "Ескелді ауданы", "@language": "kk"}]},
            }])
        );
    }
}
