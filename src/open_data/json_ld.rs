//! The directory in the vocabulary of [schema.org](https://schema.org), as JSON-LD.
//!
//! Each record is one node. Its id is the address of the record on this service, which returns the node alone. A
//! membership is an `OrganizationRole` that refers to its organization in reverse (`@reverse`), so that an organization
//! with many members never has to be in memory at once. For the same reason, an organization lists its parents and not
//! its parts.
//!
//! A post is a `Post` of the W3C's organization ontology, because schema.org has posts only as somebody's role.
//!
//! Present names and parents are plain values. Values with a period are wrapped in a `Role`, which is how schema.org
//! dates a property. Dates are plain dates; where the source is uncertain, the exact EDTF is added, typed with the
//! Library of Congress's datatype. `subjectOf` refers to the sources of a record: schema.org's `citation` is for works only.

use edtf::Edtf;
use serde_json::{Value, json};

use super::json::{Object, statement_citations};
use super::json_ld_places::{place, postal_addresses, premises};
use super::json_ld_times::event_times;
use super::json_ld_values::{date, day, exact, point, reference, text};
use super::json_ld_visiting::{locations, offers};
use super::{Public, ReferencedRecords};
use crate::domain::directory::{
    Citation, ContactKind, ContactPoint, Event, EventFormat, EventKind, Identifier, KindTerm, Location,
    Membership, Name, Organization, Post, Record, Source, SourceKind, ValidityPeriod, affiliation_on,
    name_on,
};
use crate::domain::ids::Id;
use crate::domain::text::Text;

/// Returns the value of `@context`. It is complete, so that a program can read the data without fetching schema.org's own
/// context. The terms are those of schema.org: search engines, which know schema.org, read the data in the same way.
/// Properties whose values can be of several types have none here.
pub fn json_ld_context() -> Value {
    let (address, date) = (json!({"@type": "@id"}), json!({"@type": "Date"}));
    json!({
        "@vocab": "https://schema.org/",
        "dcterms": "http://purl.org/dc/terms/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "fabio": "http://purl.org/spar/fabio/",
        "org": "http://www.w3.org/ns/org#",
        "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
        "archivedAt": address, "contentUrl": address, "license": address, "mainEntityOfPage": address,
        "sameAs": address, "url": address,
        "birthDate": date, "deathDate": date, "dissolutionDate": date, "foundingDate": date,
    })
}

/// Records that are nodes of the graph.
pub trait Node: Public {
    /// Returns the node of a record in its [public](Public::public) form.
    fn node(record: &Record<Self>, referenced: &ReferencedRecords) -> Value;
}

impl Node for Organization {
    fn node(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        let kind = organization_type(&content.kind, referenced);
        let mut keywords: Vec<Value> = vec![content.kind.clone().into()];
        keywords.extend(referenced.kinds.get(&content.kind).into_iter().flat_map(|term| text(&term.label)));
        let parent = affiliation_on(&content.parents, referenced.day);
        let citations = statement_citations(content).chain(&content.citations);
        let date = |edtf: Option<&Edtf>| edtf.map(point);
        let mut parents: Vec<Value> =
            parent.map(|parent| reference(referenced, parent.organization)).into_iter().collect();
        parents.extend(content.parents.iter().filter(|other| other.period != ValidityPeriod::default()).map(
            |other| {
                let parent = reference(referenced, other.organization);
                role(&other.period)
                    .with("@type", "OrganizationRole")
                    .with("parentOrganization", parent)
                    .into()
            },
        ));
        let host = affiliation_on(&content.hosts, referenced.day);
        let mut location: Vec<Value> =
            host.map(|host| premises(host.organization, referenced)).into_iter().collect();
        location.extend(locations(content, referenced));
        begin(referenced, record.id, kind)
            .with("keywords", keywords)
            .and(names(&content.names, &content.other_names, content.short_name.as_ref(), referenced))
            .with("description", content.description.as_ref().map(text))
            .with("foundingDate", date(content.founded.as_ref().map(|cited| &cited.date)))
            .with("dissolutionDate", date(content.dissolved.as_ref().map(|cited| &cited.date)))
            .with("parentOrganization", parents)
            .with("location", location)
            .and(contacts(&content.contact_points, &content.locations, referenced))
            .with("makesOffer", offers(&content.services, referenced))
            .and(identifiers(&content.identifiers))
            .with("subjectOf", cited(citations, referenced))
            .into()
    }
}

impl Node for Post {
    fn node(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        let kind = referenced.kinds.get(&content.kind).map(|term| text(&term.label));
        let kind = Object::new()
            .with("@type", "DefinedTerm")
            .with("termCode", content.kind.clone())
            .with("name", kind);
        begin(referenced, record.id, "org:Post")
            .with("name", text(&content.title))
            .with("org:postIn", reference(referenced, content.organization))
            .with("org:role", kind)
            .with("subjectOf", cited(&content.citations, referenced))
            .into()
    }
}

impl Node for Membership {
    fn node(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        let post = content.post.and_then(|id| referenced.posts.get(&id));
        let title = content.role.as_ref().or(post.map(|post| &post.title));
        begin(referenced, record.id, "OrganizationRole")
            .with("member", reference(referenced, content.person))
            .with("roleName", title.map(text))
            .with("description", content.acting.then_some("acting"))
            .and(role(&content.period))
            .with("subjectOf", cited(&content.citations, referenced))
            .with("@reverse", json!({"member": reference(referenced, content.organization)}))
            .into()
    }
}

impl Node for Event {
    fn node(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        let kind = match content.kind {
            EventKind::Seminar | EventKind::MasterClass | EventKind::Training => "EducationEvent",
            EventKind::Gathering => "SocialEvent",
            EventKind::Celebration => "Festival",
            EventKind::Conference | EventKind::Contest => "Event",
        };
        let format = content.format.map(|format| match format {
            EventFormat::InPerson => "https://schema.org/OfflineEventAttendanceMode",
            EventFormat::Online => "https://schema.org/OnlineEventAttendanceMode",
            EventFormat::Hybrid => "https://schema.org/MixedEventAttendanceMode",
        });
        let organizers: Vec<Value> = content.organizers.iter().map(|id| reference(referenced, *id)).collect();
        begin(referenced, record.id, kind)
            .with("name", text(&content.title))
            .with("keywords", content.kind.as_str())
            .with("description", content.description.as_ref().map(text))
            .and(event_times(content, kind, referenced.day))
            .with("location", place(content.place.as_ref(), content.address.as_ref()))
            .with("eventAttendanceMode", format.map(|format| json!({"@id": format})))
            .with("inLanguage", content.languages.clone())
            .with("organizer", organizers)
            .with("subjectOf", cited(&content.citations, referenced))
            .into()
    }
}

impl Node for KindTerm {
    fn node(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        begin(referenced, record.id, "DefinedTerm")
            .with("name", text(&content.label))
            .with("termCode", content.slug.clone())
            .into()
    }
}

impl Node for Source {
    fn node(record: &Record<Self>, referenced: &ReferencedRecords) -> Value {
        let content = &record.content;
        let kind = match content.kind {
            SourceKind::NewspaperArticle => "NewsArticle",
            SourceKind::WebPage => "WebPage",
            SourceKind::LegalAct => "Legislation",
            SourceKind::Document => "DigitalDocument",
        };
        begin(referenced, record.id, kind)
            .with("name", text(&content.title))
            .with("author", content.author.as_ref().map(|name| json!({"@type": "Person", "name": name})))
            .with(
                "publisher",
                content.publisher.as_ref().map(|name| json!({"@type": "Organization", "name": name})),
            )
            .with("datePublished", content.issued.as_ref().map(point))
            .with("url", content.url.clone())
            .with("archivedAt", content.archived_url.clone())
            .with("fabio:hasAccessDate", content.accessed.map(day))
            .into()
    }
}

/// Returns the class of an organization of a kind: that of the nearest broader kind with a class of its own.
fn organization_type(kind: &str, referenced: &ReferencedRecords) -> &'static str {
    let class = |term: &KindTerm| match term.slug.as_str() {
        "state-institution" => Some("GovernmentOrganization"),
        "university" => Some("CollegeOrUniversity"),
        "language-centre" | "university-chair" => Some("EducationalOrganization"),
        "school" => Some("School"),
        "theatre" => Some("TheaterGroup"),
        "library" => Some("Library"),
        "ethnocultural-association" | "public-association" | "foundation" => Some("NGO"),
        _ => None,
    };
    referenced.kind_and_broader(kind).find_map(class).unwrap_or("Organization")
}

pub(super) fn begin<K>(referenced: &ReferencedRecords, id: Id<K>, kind: &str) -> Object {
    Object::new().with("@id", referenced.address(id.uuid())).with("@type", kind)
}

/// Returns the dates of a role.
fn role(period: &ValidityPeriod) -> Object {
    Object::new()
        .with("startDate", period.since.map(date))
        .with("endDate", period.until.map(date))
        .with("dcterms:temporal", period.attested.as_ref().map(exact))
}

pub(super) fn names(
    names: &[Name],
    further: &[Name],
    short: Option<&Text>,
    referenced: &ReferencedRecords,
) -> Object {
    let present = name_on(names, referenced.day);
    let mut others: Vec<Value> = short.into_iter().flat_map(text).collect();
    for name in names.iter().chain(further) {
        let is_present = present.is_some_and(|present| std::ptr::eq(present, name));
        if name.period != ValidityPeriod::default() {
            let role = role(&name.period).with("@type", "Role").with("alternateName", text(&name.text));
            others.push(role.into());
        } else if !is_present {
            others.extend(text(&name.text));
        }
    }
    Object::new().with("name", present.map(|name| text(&name.text))).with("alternateName", others)
}

/// Returns the identifiers in other registers. Those with a web address are also given as `sameAs`.
pub(super) fn identifiers(identifiers: &[Identifier]) -> Object {
    let value = |identifier: &Identifier| json!({"@type": "PropertyValue", "propertyID": identifier.scheme, "value": identifier.value});
    let links = identifiers.iter().filter_map(Identifier::link).map(Value::from);
    Object::new()
        .with("identifier", identifiers.iter().map(value).collect::<Vec<_>>())
        .with("sameAs", links.collect::<Vec<_>>())
}

/// Returns the contacts and the addresses that are valid today.
pub(super) fn contacts(
    contacts: &[ContactPoint],
    locations: &[Location],
    referenced: &ReferencedRecords,
) -> Object {
    let of_kinds = |kinds: &[ContactKind]| referenced.contact_values(contacts, kinds);
    let mut addresses: Vec<Value> = of_kinds(&[ContactKind::Address]).into_iter().map(Value::from).collect();
    addresses.extend(postal_addresses(locations, referenced));
    Object::new()
        .with("address", addresses)
        .with("telephone", of_kinds(&[ContactKind::Phone]))
        .with("email", of_kinds(&[ContactKind::Email]))
        .with("url", of_kinds(&[ContactKind::Website, ContactKind::SocialMedia]))
}

pub(super) fn cited<'a>(
    citations: impl IntoIterator<Item = &'a Citation>,
    referenced: &'a ReferencedRecords,
) -> Vec<Value> {
    let mut sources: Vec<_> =
        referenced.cited(citations).into_iter().map(|(citation, _)| citation.source).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.into_iter().map(|source| reference(referenced, source)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::{self, CLUB, HOUSE, MEMBERSHIP, PERSON, POST, SOURCE, node};
    use super::*;

    fn address(id: uuid::Uuid) -> String {
        format!("https://dostyq.example/data/records/{id}")
    }

    fn reference(id: uuid::Uuid) -> Value {
        json!({"@id": address(id)})
    }

    #[test]
    fn an_organization_is_part_of_another() {
        let club = node(samples::club());
        assert_eq!(club["@id"], address(CLUB));
        assert_eq!(club["@type"], "NGO", "a club is a public association here");
        assert_eq!(club["keywords"], json!(["club", {"@value": "клуб", "@language": "kk"}]));
        assert_eq!(
            club["name"],
            json!([
                {"@value": "«Парасат» клубы", "@language": "kk"},
                {"@value": "Клуб «Парасат»", "@language": "ru"},
            ])
        );
        let edtf = json!({"@value": "2013?", "@type": "edtf:EDTF"});
        assert_eq!(club["foundingDate"], json!(["2013", edtf]));
        assert_eq!(
            club["parentOrganization"],
            json!([reference(HOUSE),
                {"@type": "OrganizationRole", "parentOrganization": reference(HOUSE), "startDate": "2015-03"}])
        );
        assert_eq!(
            club["alternateName"][1],
            json!({"@type": "Role", "endDate": "2014", "alternateName": [
                {"@value": "Ескі ат", "@language": "kk"}, {"@value": "Old name", "@language": "en"}]})
        );
        assert_eq!(club["sameAs"], json!(["https://www.wikidata.org/entity/Q1"]));
        assert_eq!(club["subjectOf"], json!([reference(SOURCE)]));
        assert_eq!(club["telephone"], json!(["+7 7282 000000"]));
    }

    #[test]
    fn a_membership_is_a_role_between_person_and_organization() {
        let role = node(samples::membership());
        assert_eq!(role["@id"], address(MEMBERSHIP));
        assert_eq!(role["@type"], "OrganizationRole");
        assert_eq!(role["member"], reference(PERSON));
        assert_eq!(role["@reverse"], json!({"member": reference(CLUB)}));
        assert_eq!(role["endDate"], "2018-02");
        assert_eq!(role["dcterms:temporal"]["@value"], "2017~/2018~");
        assert_eq!(role["roleName"][0]["@value"], "төрайым");
    }

    #[test]
    fn a_post_is_in_an_organization() {
        let post = node(samples::post());
        assert_eq!((&post["@id"], &post["@type"]), (&json!(address(POST)), &json!("org:Post")));
        assert_eq!(post["name"][1], json!({"@value": "chairwoman", "@language": "en"}));
        assert_eq!(post["org:postIn"], reference(CLUB));
        assert_eq!(post["org:role"], json!({"@type": "DefinedTerm", "termCode": "chair"}));
    }

    #[test]
    fn an_event_and_a_source_have_types_of_their_own() {
        let event = node(samples::event());
        assert_eq!(event["@type"], "EducationEvent");
        assert_eq!(event["startDate"][0], "2016-03");
        assert_eq!(event["location"]["name"][0]["@value"], "Талдықорған");
        let source = node(samples::source());
        assert_eq!(source["@type"], "NewsArticle");
        assert_eq!(source["datePublished"], json!({"@value": "2017~/2018~", "@type": "edtf:EDTF"}));
    }
}
