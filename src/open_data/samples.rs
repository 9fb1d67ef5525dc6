//! A small directory for unit tests: a House of Friendship and its club, with a chairwoman, an event and an
//! observation.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Node, ReferencedRecords};
use crate::domain::directory::{
    Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post, Record, RecordContent,
    Source,
};

pub(super) const BASE: &str = "https://dostyq.example";
pub(super) const HOUSE: Uuid = Uuid::from_u128(1);
pub(super) const CLUB: Uuid = Uuid::from_u128(2);
pub(super) const PERSON: Uuid = Uuid::from_u128(3);
pub(super) const POST: Uuid = Uuid::from_u128(4);
pub(super) const MEMBERSHIP: Uuid = Uuid::from_u128(5);
pub(super) const EVENT: Uuid = Uuid::from_u128(6);
pub(super) const INDICATOR: Uuid = Uuid::from_u128(7);
pub(super) const SOURCE: Uuid = Uuid::from_u128(8);
pub(super) const OBSERVATION: Uuid = Uuid::from_u128(9);
pub(super) const CORRECTION: Uuid = Uuid::from_u128(10);

fn record<C: RecordContent>(id: Uuid, content: Value) -> Record<C> {
    Record {
        id: id.into(),
        version: 3,
        published: true,
        updated_at: "2026-11-23T06:00:00Z".parse().unwrap(),
        content: serde_json::from_value(content).unwrap(),
    }
}

fn citations() -> Value {
    json!([{"source": SOURCE, "locator": "б. 4"}])
}

pub(super) fn source() -> Record<Source> {
    record(
        SOURCE,
        json!({"slug": "newspaper", "kind": "newspaper-article", "title": {"kk": "Мақала", "en": "Article"},
               "author": "=HYPERLINK(\"http://evil\")", "issued": "2017~/2018~"}),
    )
}

pub(super) fn web_page() -> Record<Source> {
    record(
        Uuid::from_u128(11),
        json!({"slug": "page", "kind": "web-page", "title": {"kk": "Бет"}, "publisher": "Достық үйі",
               "url": "https://example.kz/", "accessed": "2026-03-01",
               "archivedUrl": "https://web.archive.org/web/2026/https://example.kz/"}),
    )
}

pub(super) fn kind_term() -> Record<KindTerm> {
    record(Uuid::from_u128(12), json!({"slug": "club", "scheme": "organization", "label": {"kk": "клуб"}}))
}

pub(super) fn house() -> Record<Organization> {
    record(
        HOUSE,
        json!({"slug": "house", "kind": "house-of-friendship",
        "names": [{"text": {"kk": "Достық үйі", "ru": "Дом дружбы"}, "citations": citations()}],
        "locations": [
            {"address": {"country": "KZ", "locality": {"kk": "Қонаев"}}, "until": "2007", "citations": citations()},
            {"address": {
                "country": "KZ", "postalCode": "040000", "street": {"kk": "Абай көшесі, 1", "ru": "ул. Абая, 1"},
                "unit": {"kk": "2-қабат"}, "locality": {"kk": "Талдықорған", "ru": "Талдыкорган"},
                "district": {"kk": "Ескелді ауданы"}, "coordinates": {"latitude": 45.0156, "longitude": 78.3739},
            }, "since": "2008", "citations": citations()},
        ]}),
    )
}

pub(super) fn club() -> Record<Organization> {
    record(
        CLUB,
        json!({"slug": "club", "kind": "club",
            "names": [
                {"text": {"kk": "Ескі ат", "en": "Old name"}, "until": "2014", "citations": citations()},
                {"text": {"kk": "«Парасат» клубы", "ru": "Клуб «Парасат»"}, "since": "2015~", "citations": citations()},
            ],
            "shortName": {"kk": "Парасат"},
            "founded": {"date": "2013?", "citations": citations()},
            "parents": [{"organization": HOUSE, "since": "2015-03", "citations": citations()}],
            "hosts": [{"organization": HOUSE, "citations": citations()}],
            "contactPoints": [
                {"kind": "phone", "value": "+7 7282 000000", "public": true, "citations": citations()},
                {"kind": "website", "value": "https://club.example.kz", "public": true, "citations": citations()},
                {"kind": "email", "value": "secret@example.kz", "public": false, "citations": citations()},
            ],
            "openingHours": [
                {"days": ["monday", "friday"], "opens": "09:00:00", "closes": "18:00:00", "since": "2026-01",
                 "note": {"kk": "Үзіліс 13:00–14:00"}, "citations": citations()},
                {"days": ["sunday"], "until": "2027", "citations": citations()},
                {"days": ["saturday"], "opens": "10:00:00", "closes": "14:00:00", "until": "2020", "citations": citations()},
            ],
            "accessibility": [
                {"feature": "ramp", "available": true, "citations": citations()},
                {"feature": "lift", "available": false, "note": {"kk": "Үш қабат"}, "citations": citations()},
            ],
            "services": [
                {"name": {"kk": "Тіл курсы"}, "audience": {"kk": "Ересектер"}, "fees": {"kk": "Тегін"},
                 "languages": ["kk", "ru"], "status": "active", "citations": citations()},
                {"name": {"kk": "Кеңес беру"}, "status": "defunct", "citations": citations()},
            ],
            "identifiers": [{"scheme": "wikidata", "value": "Q1"}, {"scheme": "bin", "value": "123"}],
            "milestones": [{"date": "2016", "text": {"kk": "Ашылды"}, "citations": citations()}],
            "citations": citations()}),
    )
}

pub(super) fn person() -> Record<Person> {
    record(
        PERSON,
        json!({"slug": "liliya", "names": [{"text": {"kk": "Лилия", "ru": "Лилия К."}, "citations": citations()}],
               "familyName": {"ru": "Кущ"}, "givenName": {"ru": "Лилия"}, "patronymic": {"ru": "Ивановна"},
               "gender": "female", "born": {"date": "1960~", "citations": citations()},
               "died": {"date": "2020-05", "citations": citations()},
               "image": {"url": "https://example.kz/сурет.jpg", "licence": "https://example.org/by/4.0/",
                         "creator": "А. Асан", "citations": citations()},
               "note": {"kk": "@мұғалім"},
               "contactPoints": [
                   {"kind": "email", "value": "liliya@example.kz", "public": true, "citations": citations()},
               ],
               "citations": citations()}),
    )
}

pub(super) fn post() -> Record<Post> {
    record(
        POST,
        json!({"slug": "club-chair", "organization": CLUB, "kind": "chair",
               "title": {"kk": "төрайым", "en": "chairwoman"}, "citations": citations()}),
    )
}

pub(super) fn membership() -> Record<Membership> {
    record(
        MEMBERSHIP,
        json!({"organization": CLUB, "post": POST, "person": PERSON, "since": "2015~", "until": "2018-02",
               "attested": "2017~/2018~", "citations": citations()}),
    )
}

pub(super) fn event() -> Record<Event> {
    record(
        EVENT,
        json!({"slug": "seminar", "kind": "seminar", "title": {"kk": "Семинар"}, "held": "2016-03~",
               "place": {"kk": "Талдықорған"}, "format": "online", "languages": ["kk"], "organizers": [CLUB],
               "citations": citations()}),
    )
}

pub(super) fn indicator() -> Record<Indicator> {
    record(
        INDICATOR,
        json!({"slug": "members", "organization": CLUB, "name": {"kk": "Мүшелер"}, "unit": {"kk": "адам"}}),
    )
}

pub(super) fn observation() -> Record<Observation> {
    record(
        OBSERVATION,
        json!({"indicator": INDICATOR, "period": "2017", "value": -5.0, "qualifier": "over", "citations": citations()}),
    )
}

/// Returns the vocabulary: a club is a public association.
fn kinds() -> HashMap<String, KindTerm> {
    let term = |slug: &str, kk: &str, broader: Option<&str>| {
        let term = json!({"slug": slug, "scheme": "organization", "label": {"kk": kk}, "broader": broader});
        (slug.to_owned(), serde_json::from_value(term).unwrap())
    };
    [term("club", "клуб", Some("public-association")), term("public-association", "қоғамдық бірлестік", None)]
        .into()
}

/// Returns the public form of a record in JSON-LD.
pub(super) fn node<C: Node>(record: Record<C>) -> Value {
    node_among(record, &referenced())
}

/// Returns the public form of a record in JSON-LD. `referenced` has the records that it refers to.
pub(super) fn node_among<C: Node>(record: Record<C>, referenced: &ReferencedRecords) -> Value {
    let content = record.content.public(referenced).unwrap();
    C::node(&Record { content, ..record }, referenced)
}

/// Returns the sample records as the published records that others refer to.
pub(super) fn referenced() -> ReferencedRecords {
    ReferencedRecords {
        base: BASE.to_owned(),
        day: "2026-11-23".parse().unwrap(),
        kinds: kinds(),
        sources: [(SOURCE.into(), source().content)].into(),
        organizations: [(HOUSE.into(), house().content), (CLUB.into(), club().content)].into(),
        people: [(PERSON.into(), person().content)].into(),
        posts: [(POST.into(), post().content)].into(),
        indicators: [(INDICATOR.into(), indicator().content)].into(),
        observations: [(OBSERVATION.into(), observation().content)].into(),
        corrections: [(OBSERVATION.into(), CORRECTION.into())].into(),
    }
}
