//! The directory as [Popolo](https://www.popoloproject.com/specs/) has it.
//!
//! Popolo's properties hold what Popolo means by them, and fit its schemas: `name`, `label` and so on are Kazakh, and
//! dates are as precise as their source without a word on how sure they are. The other languages of a name are among
//! `other_names`, marked with `lang` (as `EveryPolitician` did); so are all names that were borne at other times, and
//! the present one where it is known since when it is borne. Everything that Popolo has no word for begins with
//! `dostyq:`; `dostyq:founded`, `dostyq:since` and the like are the exact dates (EDTF), and `dostyq:title` and the like
//! whole texts, by language. A source without an address has its id for one, as `urn:uuid:…`, since a link needs an
//! address.

use edtf::FuzzyDate;
use serde_json::{Value, json};

use super::json::{Object, stored};
use super::{Around, Public, dates};
use crate::domain::directory::{
    Affiliation, Citation, ContactKind, ContactPoint, Content, Dated, Event, EventFormat, Identifier,
    Membership, Name, Organization, Person, Post, Record, Recurrence, Source, Term, affiliation_on, name_on,
};
use crate::domain::text::{Language, Text};

/// Records that Popolo has a class for.
pub trait Popolo: Public {
    /// The record, which must have been made [public](Public::public).
    fn popolo(record: &Record<Self>, around: &Around) -> Value;
}

impl Popolo for Organization {
    fn popolo(record: &Record<Self>, around: &Around) -> Value {
        let content = &record.content;
        let citations = (content.names.iter().flat_map(|name| &name.citations))
            .chain(content.founded.iter().chain(&content.dissolved).flat_map(|dated| &dated.citations))
            .chain(content.parents.iter().chain(&content.hosts).flat_map(|other| &other.citations))
            .chain(content.milestones.iter().flat_map(|milestone| &milestone.citations))
            .chain(&content.citations);
        let date = |dated: &Option<Dated>| dated.as_ref().and_then(|dated| dates::point(&dated.date));
        let exact = |dated: &Option<Dated>| dated.as_ref().map(|dated| dated.date.to_string());
        let now = |others: &[Affiliation]| {
            affiliation_on(others, around.day).map(|other| other.organization.uuid().to_string())
        };
        let milestones = content
            .milestones
            .iter()
            .map(|milestone| json!({"date": milestone.date.to_string(), "text": stored(&milestone.text)}));
        begin(record)
            .and(names(&content.names, content.short_name.as_ref(), around))
            .with("classification", content.kind.as_str())
            .with("parent_id", now(&content.parents))
            .with("dostyq:parents", affiliations(&content.parents))
            .with("dostyq:host_id", now(&content.hosts))
            .with("dostyq:hosts", affiliations(&content.hosts))
            .and(text("description", content.description.as_ref()))
            .with("founding_date", date(&content.founded))
            .with("dostyq:founded", exact(&content.founded))
            .with("dissolution_date", date(&content.dissolved))
            .with("dostyq:dissolved", exact(&content.dissolved))
            .with("dostyq:milestones", milestones.collect::<Vec<_>>())
            .and(identifiers(&content.identifiers))
            .and(contacts(&content.contact_points, around))
            .with("sources", sources(citations, around))
            .into()
    }
}

impl Popolo for Person {
    fn popolo(record: &Record<Self>, around: &Around) -> Value {
        let content = &record.content;
        let citations = content.names.iter().flat_map(|name| &name.citations).chain(&content.citations);
        begin(record)
            .and(names(&content.names, None, around))
            .and(text("summary", content.note.as_ref()))
            .and(identifiers(&content.identifiers))
            .and(contacts(&content.contact_points, around))
            .with("sources", sources(citations, around))
            .into()
    }
}

impl Popolo for Post {
    fn popolo(record: &Record<Self>, around: &Around) -> Value {
        let content = &record.content;
        let other_labels = [(&content.title.ru, Language::Ru), (&content.title.en, Language::En)]
            .into_iter()
            .filter_map(|(label, language)| Some(json!({"label": label.as_ref()?, "lang": language.tag()})));
        begin(record)
            .and(text("label", Some(&content.title)))
            .with("other_labels", other_labels.collect::<Vec<_>>())
            .with("role", content.kind.as_str())
            .with("organization_id", content.organization.uuid().to_string())
            .with("dostyq:position", content.position)
            .with("sources", sources(&content.citations, around))
            .into()
    }
}

impl Popolo for Membership {
    fn popolo(record: &Record<Self>, around: &Around) -> Value {
        let content = &record.content;
        // What somebody is there: in so many words, else the title of the post.
        let post = content.post.and_then(|id| around.posts.get(&id));
        let role = content.role.as_ref().or(post.map(|post| &post.title));
        begin(record)
            .with("person_id", content.person.uuid().to_string())
            .with("organization_id", content.organization.uuid().to_string())
            .with("post_id", content.post.map(|post| post.uuid().to_string()))
            .and(text("role", role))
            .with("dostyq:acting", content.acting)
            .with("dostyq:position", content.position)
            .and(term(&content.term, "start_date", "end_date"))
            .with("sources", sources(&content.citations, around))
            .into()
    }
}

impl Popolo for Event {
    fn popolo(record: &Record<Self>, around: &Around) -> Value {
        let content = &record.content;
        let (from, until) = content.held.as_ref().map(dates::span).unwrap_or_default();
        let starts = content.schedule.as_ref().map(|schedule| schedule.starts.date().to_string());
        let organizers: Vec<String> = content.organizers.iter().map(|id| id.uuid().to_string()).collect();
        begin(record)
            .and(text("name", Some(&content.title)))
            .with("classification", content.kind.as_str())
            .and(text("description", content.description.as_ref()))
            .with("start_date", from.or(starts))
            .with("end_date", until)
            .with("dostyq:schedule", content.schedule.as_ref().map(stored))
            .with("dostyq:held", content.held.as_ref().map(ToString::to_string))
            .with("dostyq:recurrence", content.recurrence.map(Recurrence::as_str))
            .and(text("location", content.place.as_ref()))
            .with("dostyq:format", content.format.map(EventFormat::as_str))
            .with("dostyq:languages", content.languages.clone())
            .with("organization_id", organizers.first().cloned())
            .with("dostyq:organizers", organizers)
            .with("sources", sources(&content.citations, around))
            .into()
    }
}

/// What every record has.
fn begin<C: Content>(record: &Record<C>) -> Object {
    Object::new()
        .with("id", record.id.uuid().to_string())
        .with("dostyq:slug", record.content.slug())
        .with("dostyq:version", record.version)
        .with("updated_at", stored(&record.updated_at))
}

/// A property in Kazakh, and the whole text beside it.
fn text(name: &str, text: Option<&Text>) -> Object {
    let object = Object::new().with(name, text.map(|text| text.kk.clone()));
    object.with(&format!("dostyq:{name}"), text.map(stored))
}

/// Dates under Popolo's two names for them, and the exact ones beside them.
fn term(term: &Term, from: &str, until: &str) -> Object {
    let plain = |date: Option<FuzzyDate>| date.map(dates::plain);
    Object::new().with(from, plain(term.since)).with(until, plain(term.until)).and(exact(term))
}

fn exact(term: &Term) -> Object {
    let text = |date: Option<FuzzyDate>| date.map(|date| date.to_string());
    Object::new()
        .with("dostyq:since", text(term.since))
        .with("dostyq:until", text(term.until))
        .with("dostyq:attested", term.attested.as_ref().map(ToString::to_string))
}

fn names(names: &[Name], short: Option<&Text>, around: &Around) -> Object {
    let present = name_on(names, around.day);
    let mut others = Vec::new();
    for name in names {
        let is_present = present.is_some_and(|present| std::ptr::eq(present, name));
        for (text, language) in languages(&name.text) {
            // That `name` says already, unless there is something to say about its time.
            if is_present && language == Language::Kk && name.term == Term::default() {
                continue;
            }
            let object = Object::new().with("name", text).with("lang", language.tag());
            others.push(Value::from(object.and(term(&name.term, "start_date", "end_date"))));
        }
    }
    for (text, language) in short.into_iter().flat_map(languages) {
        others.push(json!({"name": text, "lang": language.tag(), "note": "short name"}));
    }
    Object::new().with("name", present.map(|name| name.text.kk.clone())).with("other_names", others)
}

/// A text in the languages that it is there in.
fn languages(text: &Text) -> impl Iterator<Item = (&str, Language)> {
    let others = [(text.ru.as_deref(), Language::Ru), (text.en.as_deref(), Language::En)];
    [(Some(text.kk.as_str()), Language::Kk)]
        .into_iter()
        .chain(others)
        .filter_map(|(text, language)| Some((text?, language)))
}

fn affiliations(others: &[Affiliation]) -> Vec<Value> {
    let one = |other: &Affiliation| {
        let object = Object::new().with("organization_id", other.organization.uuid().to_string());
        object.and(term(&other.term, "start_date", "end_date")).into()
    };
    others.iter().map(one).collect()
}

fn identifiers(identifiers: &[Identifier]) -> Object {
    let one = |identifier: &Identifier| json!({"identifier": identifier.value, "scheme": identifier.scheme});
    Object::new().with("identifiers", identifiers.iter().map(one).collect::<Vec<_>>())
}

/// What leads to pages is a link, the rest a contact detail.
fn contacts(contacts: &[ContactPoint], around: &Around) -> Object {
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
                links.push(Value::from(object.and(exact(&contact.term))));
                continue;
            }
        };
        let object = Object::new().with("type", kind).with("value", contact.value.as_str());
        let object = object
            .and(text("label", contact.label.as_ref()))
            .and(term(&contact.term, "valid_from", "valid_until"))
            .with("sources", sources(&contact.citations, around));
        details.push(Value::from(object));
    }
    Object::new().with("contact_details", details).with("links", links)
}

fn sources<'a>(citations: impl IntoIterator<Item = &'a Citation>, around: &'a Around) -> Vec<Value> {
    let one = |(citation, source): (&Citation, &Source)| {
        let own = || format!("urn:uuid:{}", citation.source.uuid());
        let note = match &citation.locator {
            Some(locator) => format!("{}, {locator}", source.title.kk),
            None => source.title.kk.clone(),
        };
        json!({"url": source.url.clone().unwrap_or_else(own), "note": note})
    };
    around.cited(citations).into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, CLUB, HOUSE, PERSON, POST, SOURCE, around};
    use super::*;

    fn popolo<C: Popolo>(record: Record<C>) -> Value {
        let content = record.content.public(&around()).unwrap();
        C::popolo(&Record { content, ..record }, &around())
    }

    #[test]
    fn an_organization_has_todays_name_and_parent_and_their_history() {
        let club = popolo(samples::club());
        assert_eq!(club["id"], CLUB.to_string());
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
        let source = json!({"url": format!("urn:uuid:{SOURCE}"), "note": "Мақала, б. 4"});
        assert_eq!(
            club["contact_details"],
            json!([{"type": "voice", "value": "+7 7282 000000", "sources": [source]}])
        );
        assert_eq!(club["links"], json!([{"url": "https://club.example.kz"}]));
        assert_eq!(club["sources"], json!([source]));
        assert!(club.get("dissolution_date").is_none(), "{club:#}");
    }

    #[test]
    fn a_name_without_a_time_is_not_told_twice() {
        let person = popolo(samples::person());
        assert_eq!(person["name"], "Лилия");
        assert_eq!(person["other_names"], json!([{"name": "Лилия К.", "lang": "ru"}]));
        assert_eq!(person["summary"], "@мұғалім");
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
}
