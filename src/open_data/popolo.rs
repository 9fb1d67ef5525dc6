//! The directory in the format of [Popolo](https://www.popoloproject.com/specs/).
//!
//! Popolo's properties have Popolo's meaning and fit its schemas. `name`, `label` and so on are Kazakh; a text without a
//! Kazakh version is Russian or else English. Dates are as precise as their source, but without markers of uncertainty.
//! `other_names` contains the current name in the other languages, marked with `lang` (as `EveryPolitician` did), the
//! names of other periods and all further names in all languages, and the Kazakh current name once more if its period is
//! known.
//!
//! An event has the times of its first occurrence, with their offset. `dostyq:schedule` has the whole schedule: the
//! first start (`starts`) in local time of a `zone`, the length in `minutes` or `days`, the `rule` of RFC 5545,
//! `additional` starts, and `exceptions`, each with its `original` start and its `change`.
//!
//! Properties that Popolo does not define begin with `dostyq:`. `dostyq:founded`, `dostyq:since` and the like are the
//! exact dates (EDTF); `dostyq:title` and the like are whole texts by language. A link needs an address, so a source
//! without one is linked by the address of its record on this service.

use serde::Serialize;
use serde_json::{Value, json};

use super::json::{Object, person_citations, statement_citations, stored, uncited};
use super::json_ld_times::first_occurrence;
use super::popolo_contacts::contacts;
use super::popolo_values::{period, sources, text};
use super::{Public, ReferencedRecords, dates};
use crate::domain::directory::{
    Address, Affiliation, CitedDate, Event, EventFormat, Gender, Identifier, Membership, Name, Organization,
    Person, Post, Record, RecordContent, Recurrence, ValidityPeriod, affiliation_on, name_on,
};
use crate::domain::text::{Language, Text};

/// Records that Popolo has a class for.
pub trait Popolo: Public {
    /// Returns the Popolo object of a record in its [public](Public::public) form.
    fn popolo(record: &Record<Self>, referenced: &ReferencedRecords) -> Value;
}

impl Popolo for Organization {
    fn popolo(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        let citations = statement_citations(content)
            .chain(content.milestones.iter().flat_map(|milestone| &milestone.citations))
            .chain(&content.citations);
        let present = |others: &[Affiliation]| {
            affiliation_on(others, referenced.day).map(|other| other.organization.uuid().to_string())
        };
        let milestones = content
            .milestones
            .iter()
            .map(|milestone| json!({"date": milestone.date.to_string(), "text": stored(&milestone.text)}));
        begin(record)
            .and(names(&content.names, &content.other_names, content.short_name.as_ref(), referenced))
            .with("classification", content.kind.as_str())
            .with(
                "dostyq:classification",
                referenced.kinds.get(&content.kind).map(|term| stored(&term.label)),
            )
            .with("parent_id", present(&content.parents))
            .with("dostyq:parents", affiliations(&content.parents))
            .with("dostyq:host_id", present(&content.hosts))
            .with("dostyq:hosts", affiliations(&content.hosts))
            .and(text("description", content.description.as_ref()))
            .and(cited_date("founding_date", "dostyq:founded", content.founded.as_ref()))
            .and(cited_date("dissolution_date", "dostyq:dissolved", content.dissolved.as_ref()))
            .with("dostyq:opening_hours", statements(&content.opening_hours))
            .with("dostyq:accessibility", statements(&content.accessibility))
            .with("dostyq:services", statements(&content.services))
            .with("dostyq:milestones", milestones.collect::<Vec<_>>())
            .and(identifiers(&content.identifiers))
            .and(contacts(&content.contact_points, &content.locations, referenced))
            .with("sources", sources(citations, referenced))
            .into()
    }
}

impl Popolo for Person {
    fn popolo(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        let citations = person_citations(content);
        let details = &content.details;
        begin(record)
            .and(names(&content.names, &content.other_names, None, referenced))
            .and(text("family_name", details.family_name.as_ref()))
            .and(text("given_name", details.given_name.as_ref()))
            .and(text("patronymic_name", details.patronymic.as_ref()))
            .and(text("sort_name", Some(&content.sort_name(referenced.day))))
            .with("gender", details.gender.map(Gender::as_str))
            .and(cited_date("birth_date", "dostyq:born", details.born.as_ref()))
            .and(cited_date("death_date", "dostyq:died", details.died.as_ref()))
            .with("image", details.image.as_ref().map(|image| image.url.as_str()))
            .with("dostyq:image", details.image.as_ref().map(|image| Value::from(uncited(image))))
            .and(text("summary", content.note.as_ref()))
            .and(identifiers(&content.identifiers))
            .and(contacts(&content.contact_points, &[], referenced))
            .with("sources", sources(citations, referenced))
            .into()
    }
}

impl Popolo for Post {
    fn popolo(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        let other_labels = [(&content.title.ru, Language::Ru), (&content.title.en, Language::En)]
            .into_iter()
            .filter_map(|(label, language)| Some(json!({"label": label.as_ref()?, "lang": language.tag()})));
        begin(record)
            .and(text("label", Some(&content.title)))
            .with("other_labels", other_labels.collect::<Vec<_>>())
            .with("role", content.kind.as_str())
            .with("dostyq:role", referenced.kinds.get(&content.kind).map(|term| stored(&term.label)))
            .with("organization_id", content.organization.uuid().to_string())
            .with("dostyq:position", content.position)
            .with("sources", sources(&content.citations, referenced))
            .into()
    }
}

impl Popolo for Membership {
    fn popolo(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        // The stated role, or else the title of the post.
        let post = content.post.and_then(|id| referenced.posts.get(&id));
        let role = content.role.as_ref().or(post.map(|post| &post.title));
        begin(record)
            .with("person_id", content.person.uuid().to_string())
            .with("organization_id", content.organization.uuid().to_string())
            .with("post_id", content.post.map(|post| post.uuid().to_string()))
            .and(text("role", role))
            .with("dostyq:acting", content.acting)
            .with("dostyq:position", content.position)
            .and(period(&content.period, "start_date", "end_date"))
            .with("sources", sources(&content.citations, referenced))
            .into()
    }
}

/// Returns when an event takes place, also if only its days are known. The rule is written out, as in calendars.
fn schedule(event: &Event) -> Option<Value> {
    let mut schedule = event.calendar_schedule()?.into_owned();
    schedule.rule = schedule.explicit_rule();
    let mut written = stored(&schedule);
    if let Some(fields) = written.as_object_mut().filter(|_| schedule.all_day) {
        fields.remove("minutes");
        fields.insert("starts".to_owned(), schedule.starts.date().to_string().into());
        fields.insert("days".to_owned(), (schedule.minutes / (60 * 24)).into());
    }
    Some(written)
}

impl Popolo for Event {
    fn popolo(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        let (from, until) = match &content.schedule {
            Some(schedule) => {
                let (starts, ends) = first_occurrence(schedule);
                (Some(starts), Some(ends))
            }
            None => content.held.as_ref().map(dates::span).unwrap_or_default(),
        };
        let place = content.place.clone().or_else(|| content.address.as_ref().and_then(Address::lines));
        let organizers: Vec<String> = content.organizers.iter().map(|id| id.uuid().to_string()).collect();
        begin(record)
            .and(text("name", Some(&content.title)))
            .with("classification", content.kind.as_str())
            .and(text("description", content.description.as_ref()))
            .with("start_date", from)
            .with("end_date", until)
            .with("dostyq:schedule", schedule(content))
            .with("dostyq:held", content.held.as_ref().map(ToString::to_string))
            .with("dostyq:recurrence", content.recurrence.map(Recurrence::as_str))
            .and(text("location", place.as_ref()))
            .with("dostyq:address", content.address.as_ref().map(stored))
            .with("dostyq:format", content.format.map(EventFormat::as_str))
            .with("dostyq:languages", content.languages.clone())
            .with("organization_id", organizers.first().cloned())
            .with("dostyq:organizers", organizers)
            .with("sources", sources(&content.citations, referenced))
            .into()
    }
}

/// Returns a date without its markers, and the exact date under a name of our own.
fn cited_date(name: &str, own_name: &str, cited: Option<&CitedDate>) -> Object {
    let plain = cited.and_then(|cited| dates::point(&cited.date));
    Object::new().with(name, plain).with(own_name, cited.map(|cited| cited.date.to_string()))
}

/// Returns the properties that every record has.
fn begin<C: RecordContent>(record: &Record<C>) -> Object {
    Object::new()
        .with("id", record.id.uuid().to_string())
        .with("dostyq:slug", record.content.slug())
        .with("dostyq:version", record.version)
        .with("updated_at", stored(&record.updated_at))
}

fn names(names: &[Name], further: &[Name], short: Option<&Text>, referenced: &ReferencedRecords) -> Object {
    let present = name_on(names, referenced.day);
    let mut others = Vec::new();
    for name in names.iter().chain(further) {
        let is_present = present.is_some_and(|present| std::ptr::eq(present, name));
        for (text, language) in name.text.languages() {
            // The property `name` already has this text. It is repeated only if it has a period.
            if is_present && text == name.text.kazakh_first() && name.period == ValidityPeriod::default() {
                continue;
            }
            let object = Object::new().with("name", text).with("lang", language.tag());
            others.push(Value::from(object.and(period(&name.period, "start_date", "end_date"))));
        }
    }
    for (text, language) in short.into_iter().flat_map(Text::languages) {
        others.push(json!({"name": text, "lang": language.tag(), "note": "short name"}));
    }
    Object::new().with("name", present.map(|name| name.text.kazakh_first())).with("other_names", others)
}

fn affiliations(others: &[Affiliation]) -> Vec<Value> {
    let value = |other: &Affiliation| {
        let object = Object::new().with("organization_id", other.organization.uuid().to_string());
        object.and(period(&other.period, "start_date", "end_date")).into()
    };
    others.iter().map(value).collect()
}

/// Returns statements in their stored form.
fn statements(statements: &[impl Serialize]) -> Vec<Value> {
    statements.iter().map(|statement| uncited(statement).into()).collect()
}

fn identifiers(identifiers: &[Identifier]) -> Object {
    let value =
        |identifier: &Identifier| json!({"identifier": identifier.value, "scheme": identifier.scheme});
    Object::new().with("identifiers", identifiers.iter().map(value).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::GUIDE;
    use super::super::samples::{self, CLUB, HOUSE, PERSON, POST, SOURCE, referenced};
    use super::*;

    fn popolo<C: Popolo>(record: Record<C>) -> Value {
        let content = record.content.public(&referenced()).unwrap();
        C::popolo(&Record { content, ..record }, &referenced())
    }

    #[test]
    fn an_organization_has_todays_name_and_parent_and_their_history() {
        let club = popolo(samples::club());
        assert_eq!(club["id"], CLUB.to_string());
        assert_eq!(
            (&club["classification"], &club["dostyq:classification"]["kk"]),
            (&json!("club"), &json!("клуб"))
        );
        assert_eq!(club["name"], "«Парасат» клубы");
        assert_eq!(
            club["other_names"],
            json!([
                {"name": "Ескі ат", "lang": "kk", "end_date": "2014", "dostyq:until": "2014"},
                {"name": "Old name", "lang": "en", "end_date": "2014", "dostyq:until": "2014"},
                {"name": "«Парасат» клубы", "lang": "kk", "start_date": "2015", "dostyq:since": "2015~"},
                {"name": "Клуб «Парасат»", "lang": "ru", "start_date": "2015", "dostyq:since": "2015~"},
                {"name": "Парасат", "lang": "kk", "note": "short name"},
            ])
        );
        assert_eq!(club["parent_id"], HOUSE.to_string());
        assert_eq!(
            club["dostyq:parents"],
            json!([{"organization_id": HOUSE, "start_date": "2015-03", "dostyq:since": "2015-03"}])
        );
        assert_eq!((&club["founding_date"], &club["dostyq:founded"]), (&json!("2013"), &json!("2013?")));
        assert_eq!(club["identifiers"][0], json!({"identifier": "Q1", "scheme": "wikidata"}));
        let source =
            json!({"url": format!("https://dostyq.example/data/records/{SOURCE}"), "note": "Мақала, б. 4"});
        assert_eq!(
            club["contact_details"],
            json!([{"type": "voice", "value": "+7 7282 000000", "sources": [source]}])
        );
        assert_eq!(club["links"], json!([{"url": "https://club.example.kz"}]));
        assert_eq!(club["dostyq:opening_hours"][1], json!({"days": ["sunday"], "until": "2027"}));
        assert_eq!(club["dostyq:accessibility"][0], json!({"feature": "ramp", "available": true}));
        assert_eq!(club["dostyq:services"][1], json!({"name": {"kk": "Кеңес беру"}, "status": "defunct"}));
        assert_eq!(club["sources"], json!([source]));
        assert!(club.get("dissolution_date").is_none(), "{club:#}");
    }

    #[test]
    fn a_name_without_a_period_is_not_repeated() {
        let person = popolo(samples::person());
        assert_eq!(person["name"], "Лилия");
        assert_eq!(person["other_names"], json!([{"name": "Лилия К.", "lang": "ru"}]));
        assert_eq!(person["summary"], "@мұғалім");
    }

    #[test]
    fn a_person_has_the_parts_of_the_name_and_dates() {
        let person = popolo(samples::person());
        assert_eq!(
            ["family_name", "given_name", "patronymic_name", "gender", "birth_date", "death_date"]
                .map(|name| person[name].as_str().unwrap()),
            ["Кущ", "Лилия", "Ивановна", "female", "1960", "2020-05"]
        );
        assert_eq!((&person["sort_name"], &person["dostyq:born"]), (&json!("Лилия"), &json!("1960~")));
        assert_eq!(person["dostyq:sort_name"]["ru"], "Кущ Лилия Ивановна");
        let image = "https://example.kz/%D1%81%D1%83%D1%80%D0%B5%D1%82.jpg";
        assert_eq!((&person["image"], &person["dostyq:image"]["url"]), (&json!(image), &json!(image)));
        assert_eq!(person["dostyq:image"]["licence"], "https://example.org/by/4.0/");
    }

    #[test]
    fn a_membership_is_of_a_person_in_a_post_for_a_time() {
        let membership = popolo(samples::membership());
        assert_eq!(membership["person_id"], PERSON.to_string());
        assert_eq!(membership["organization_id"], CLUB.to_string());
        assert_eq!(membership["post_id"], POST.to_string());
        assert_eq!(membership["role"], "төрайым");
        assert_eq!(membership["start_date"], "2015");
        assert_eq!(membership["end_date"], "2018-02");
        assert_eq!(membership["dostyq:attested"], "2017~/2018~");
        let post = popolo(samples::post());
        assert_eq!((&post["label"], &post["role"]), (&json!("төрайым"), &json!("chair")));
        assert_eq!(post["other_labels"], json!([{"label": "chairwoman", "lang": "en"}]));
    }

    #[test]
    fn an_event_has_a_place_and_a_time() {
        let event = popolo(samples::event());
        assert_eq!(event["start_date"], "2016-03");
        assert_eq!(event["end_date"], "2016-03");
        assert_eq!(event["dostyq:held"], "2016-03~");
        assert_eq!(event["location"], "Талдықорған");
        assert_eq!(event["organization_id"], CLUB.to_string());
    }

    #[test]
    fn a_schedule_is_complete_whatever_is_known_of_it() {
        let schedule = |fields: Value| {
            let mut event = serde_json::to_value(&samples::event().content).unwrap();
            event.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
            let record = Record { content: serde_json::from_value(event).unwrap(), ..samples::event() };
            popolo(record)["dostyq:schedule"].take()
        };
        assert_eq!(schedule(json!({"held": "2016-03~"})), Value::Null, "nobody knows the days");
        assert_eq!(
            schedule(json!({"held": "2018-03-21/2018-03-23", "recurrence": "yearly"})),
            json!({"starts": "2018-03-21", "days": 3, "zone": "Asia/Almaty", "rule": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21"})
        );
        let monthly = json!({"starts": "2026-01-31T10:00:00", "minutes": 60, "zone": "Asia/Almaty", "rule": "FREQ=MONTHLY"});
        let mut explicit = monthly.clone();
        explicit["rule"] = "FREQ=MONTHLY;BYMONTHDAY=31".into();
        assert_eq!(schedule(json!({"schedule": monthly})), explicit);
    }

    #[test]
    fn the_guide_describes_every_property_of_our_own() {
        fn own_properties(value: &Value, found: &mut BTreeSet<String>) {
            match value {
                Value::Array(items) => items.iter().for_each(|item| own_properties(item, found)),
                Value::Object(fields) => {
                    found.extend(fields.keys().filter(|name| name.starts_with("dostyq:")).cloned());
                    fields.values().for_each(|field| own_properties(field, found));
                }
                _ => {}
            }
        }
        let mut scheduled = samples::event();
        let schedule = json!({"starts": "2026-02-07T10:00:00", "zone": "Asia/Almaty", "minutes": 90});
        scheduled.content.schedule = Some(serde_json::from_value(schedule).unwrap());
        let mut found = BTreeSet::new();
        for record in [
            popolo(samples::house()),
            popolo(samples::club()),
            popolo(samples::person()),
            popolo(samples::post()),
            popolo(samples::membership()),
            popolo(samples::event()),
            popolo(scheduled),
        ] {
            own_properties(&record, &mut found);
        }
        assert!(found.len() > 25, "{found:?}");
        for name in found {
            assert!(GUIDE.contains(&format!("`{name}`")), "{name}");
        }
    }
}
