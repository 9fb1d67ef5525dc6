//! What visitors need to know about an organization, in the vocabulary of schema.org.

use serde_json::{Value, json};

use super::json::Object;
use super::json_ld_places::{place, present};
use super::json_ld_values::{date, text};
use super::{ReferencedRecords, dates};
use crate::domain::directory::{
    Accessibility, AccessibilityFeature, OpeningHours, Organization, Service, ServiceStatus, Weekday,
    all_valid_on,
};

/// Returns the places where the organization is today. Opening hours and accessibility are properties of places; those
/// of the organization are given for the first place, which need not have an address.
pub(super) fn locations(organization: &Organization, referenced: &ReferencedRecords) -> Vec<Value> {
    let hours = organization.opening_hours.iter();
    // Hours of the future are there, too: the specification says when they are valid.
    let hours = hours.filter(|hours| hours.period.ends().is_none_or(|last| referenced.day <= last));
    let features = all_valid_on(&organization.accessibility, referenced.day);
    let visiting = Object::new()
        .with("openingHoursSpecification", hours.map(specification).collect::<Vec<_>>())
        .with("amenityFeature", features.map(feature).collect::<Vec<_>>());
    let mut places = present(&organization.locations, referenced).map(|address| place(None, Some(address)));
    let first = match places.next() {
        Some(first) => first.and(visiting),
        None if visiting.is_empty() => return Vec::new(),
        None => Object::new().with("@type", "Place").and(visiting),
    };
    [first].into_iter().chain(places).map(Value::from).collect()
}

/// Returns opening hours. Days on which it is closed open and close at midnight.
fn specification(hours: &OpeningHours) -> Value {
    let days = hours.days.iter().map(|day| json!({"@id": format!("https://schema.org/{}", day_name(*day))}));
    let time = |time: Option<chrono::NaiveTime>| time.unwrap_or_default().format("%H:%M:%S").to_string();
    Object::new()
        .with("@type", "OpeningHoursSpecification")
        .with("dayOfWeek", days.collect::<Vec<_>>())
        .with("opens", time(hours.opens))
        .with("closes", time(hours.closes))
        .with("description", hours.note.as_ref().map(text))
        .with("validFrom", hours.period.since.map(dates::plain))
        .with("validThrough", hours.period.until.map(dates::plain))
        .into()
}

fn day_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn feature(accessibility: &Accessibility) -> Value {
    Object::new()
        .with("@type", "LocationFeatureSpecification")
        .with("propertyID", AccessibilityFeature::as_str(accessibility.feature))
        .with("value", accessibility.available)
        .with("description", accessibility.note.as_ref().map(text))
        .into()
}

/// Returns the services of today as offers, except those that are no longer offered.
pub(super) fn offers(services: &[Service], referenced: &ReferencedRecords) -> Vec<Value> {
    let services = all_valid_on(services, referenced.day);
    services.filter(|service| service.status != ServiceStatus::Defunct).map(offer).collect()
}

fn offer(service: &Service) -> Value {
    let availability = match service.status {
        ServiceStatus::Active => "InStock",
        ServiceStatus::Inactive | ServiceStatus::TemporarilyClosed => "OutOfStock",
        ServiceStatus::Defunct => "Discontinued",
    };
    let audience = service.audience.as_ref();
    let audience = audience.map(|audience| json!({"@type": "Audience", "audienceType": text(audience)}));
    let fees = service.fees.as_ref();
    let fees = fees.map(|fees| json!({"@type": "PriceSpecification", "description": text(fees)}));
    let languages = service.languages.clone();
    let channel =
        (!languages.is_empty()).then(|| json!({"@type": "ServiceChannel", "availableLanguage": languages}));
    let offered = Object::new()
        .with("@type", "Service")
        .with("name", text(&service.name))
        .with("description", service.description.as_ref().map(text))
        .with("audience", audience)
        .with("availableChannel", channel);
    Object::new()
        .with("@type", "Offer")
        .with("itemOffered", offered)
        .with("priceSpecification", fees)
        .with("availability", json!({"@id": format!("https://schema.org/{availability}")}))
        .with("validFrom", service.period.since.map(date))
        .with("validThrough", service.period.until.map(date))
        .into()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, node};
    use super::*;

    #[test]
    fn visitors_find_opening_hours_accessibility_and_services() {
        let club = node(samples::club());
        let place = &club["location"][1];
        let hours = place["openingHoursSpecification"].as_array().unwrap();
        assert_eq!(
            hours[0],
            json!({
                "@type": "OpeningHoursSpecification", "opens": "09:00:00", "closes": "18:00:00", "validFrom": "2026-01",
                "dayOfWeek": [{"@id": "https://schema.org/Monday"}, {"@id": "https://schema.org/Friday"}],
                "description": [{"@value": "Үзіліс 13:00–14:00", "@language": "kk"}],
            })
        );
        assert_eq!((&hours[1]["opens"], &hours[1]["closes"]), (&json!("00:00:00"), &json!("00:00:00")));
        assert_eq!(hours.len(), 2, "hours of the past are left out");
        let features: Vec<_> = place["amenityFeature"]
            .as_array()
            .unwrap()
            .iter()
            .map(|feature| (feature["propertyID"].as_str().unwrap(), feature["value"].as_bool().unwrap()))
            .collect();
        assert_eq!(features, [("ramp", true), ("lift", false)]);
        let offers = club["makesOffer"].as_array().unwrap();
        let service = &offers[0]["itemOffered"];
        assert_eq!(offers.len(), 1);
        assert_eq!(service["name"][0]["@value"], "Тіл курсы");
        assert_eq!(service["audience"]["audienceType"][0]["@value"], "Ересектер");
        assert_eq!(service["availableChannel"]["availableLanguage"], json!(["kk", "ru"]));
        assert_eq!(offers[0]["priceSpecification"]["description"][0]["@value"], "Тегін");
        assert_eq!(offers[0]["availability"]["@id"], "https://schema.org/InStock");
    }
}
