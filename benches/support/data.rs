//! A large directory. The records are values of the domain types, serialized as the service does, so that it can read
//! them. They are the same in each run.

use std::collections::BTreeSet;
use std::pin::pin;

use dostyq::domain::directory::{
    Affiliation, Citation, Membership, Name, Organization, Person, PersonalDetails, Post, RecordContent,
    Source, SourceKind, ValidityPeriod,
};
use dostyq::domain::ids::{Id, Kind};
use dostyq::domain::search::{SearchEntry, spellings};
use dostyq::domain::text::{Language, Text};
use futures_util::SinkExt as _;
use hyper::body::Bytes;
use kazakh::sort_key;
use tokio_postgres::Client;
use uuid::Uuid;

use super::cluster::Cluster;
use super::words::{GIVEN, KINDS, NAMES, PLACES, POSTS, SURNAMES, Words};

const SOURCES: u32 = 400;
const PEOPLE_EACH: u32 = 3;
/// The first number of each level of the tree: the root, regions, districts, 12 bodies for each district, and their
/// children.
pub(crate) const LEVELS: [u32; 5] = [0, 1, 21, 261, 3_141];
/// The number of posts of each organization.
pub(crate) const POSTS_EACH: u32 = 10;

/// Returns the slug of an organization.
pub(crate) fn slug(organization: u32) -> String {
    format!("organization-{organization}")
}

/// Returns a pseudorandom number that only depends on the arguments.
fn mix(number: u32, salt: u32) -> u32 {
    let mixed = (u64::from(number) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(salt);
    u32::try_from(mixed.wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32).unwrap_or(0)
}

fn pick<T: Copy>(from: &[T], number: u32, salt: u32) -> T {
    from[mix(number, salt) as usize % from.len()]
}

/// Returns an id in the form of a `UUIDv7`: greater numbers have greater ids.
fn id<K: Kind>(number: u32) -> Id<K> {
    let kind = u128::from(K::TAG) << 40;
    Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0000 | kind | u128::from(number)).into()
}

fn text(of: impl Fn(usize) -> String) -> Text {
    Text { kk: Some(of(0)), ru: Some(of(1)), en: Some(of(2)) }
}

fn words([kk, ru, en]: Words) -> Text {
    Text { kk: Some(kk.to_owned()), ru: Some(ru.to_owned()), en: Some(en.to_owned()) }
}

fn citations(number: u32) -> Vec<Citation> {
    let locator = (number.is_multiple_of(3)).then(|| format!("{}-б.", number % 90 + 1));
    vec![Citation { source: id(mix(number, 5) % SOURCES), locator, quote: None }]
}

fn period(since: Option<&str>, until: Option<&str>) -> ValidityPeriod {
    let date = |text: &str| text.parse().expect("a date");
    ValidityPeriod { since: since.map(date), until: until.map(date), attested: None }
}

fn source(number: u32) -> Source {
    let place = pick(&PLACES, number, 3);
    Source {
        slug: format!("source-{number}"),
        kind: SourceKind::Document,
        title: text(|l| format!("{}: {} {}", place[l], ["есеп", "отчёт", "report"][l], 2000 + number % 26)),
        author: None,
        publisher: None,
        issued: Some(format!("{}", 2000 + number % 26).parse().expect("a date")),
        url: Some(format!("https://example.kz/documents/{number}")),
        accessed: None,
        archived_url: None,
    }
}

fn parent(number: u32) -> Option<u32> {
    let level = LEVELS.iter().rposition(|begin| *begin <= number)?.checked_sub(1)?;
    let (above, begin) = (LEVELS[level], LEVELS[level + 1]);
    Some(above + (number - begin) % (begin - above))
}

fn organization(number: u32) -> Organization {
    let ((kind, called), place) = (pick(&KINDS, number, 7), pick(&PLACES, number, 11));
    let name = |salt: u32, period: ValidityPeriod| {
        let own = pick(&NAMES, number, salt);
        let name = text(|l| match l {
            0 => format!("{} «{}» {}", place[0], own[0], called[0]),
            1 => format!("{} «{}», {}", called[1], own[1], place[1]),
            _ => format!("{} {} “{}”", place[2], called[2], own[2]),
        });
        Name { text: name, period, citations: citations(number) }
    };
    let part_of = |other: u32, period: ValidityPeriod| Affiliation {
        organization: id(other),
        period,
        citations: citations(other),
    };
    let parents = parent(number).map_or(Vec::new(), |parent| {
        if number.is_multiple_of(20) {
            vec![part_of(0, period(Some("2005"), Some("2015"))), part_of(parent, period(Some("2015"), None))]
        } else {
            vec![part_of(parent, period(Some("2008-03"), None))]
        }
    });
    let names = if number.is_multiple_of(10) {
        vec![name(17, period(None, Some("2014"))), name(13, period(Some("2014"), None))]
    } else {
        vec![name(13, ValidityPeriod::default())]
    };
    Organization {
        slug: slug(number),
        kind: kind.to_owned(),
        position: i32::try_from(number).expect("small"),
        names,
        other_names: Vec::new(),
        short_name: None,
        description: Some(text(|l| {
            let about = [
                "Қала тұрғындарының ортақ ісі: тіл үйрену, мереке өткізу, көршіге көмек көрсету.",
                "Общее дело жителей: учить язык, проводить праздники, помогать соседям.",
                "What residents do together: learn the language, celebrate, help their neighbours.",
            ];
            about[l].to_owned()
        })),
        founded: None,
        dissolved: None,
        parents,
        hosts: Vec::new(),
        contact_points: Vec::new(),
        locations: Vec::new(),
        opening_hours: Vec::new(),
        accessibility: Vec::new(),
        services: Vec::new(),
        identifiers: Vec::new(),
        milestones: Vec::new(),
        citations: citations(number),
    }
}

fn person(number: u32) -> Person {
    let (given, surname) = (pick(&GIVEN, number, 19), pick(&SURNAMES, number, 23));
    let father = pick(&GIVEN, number, 29);
    let name = text(|l| match l {
        0 => format!("{} {} {}", surname[0], given[0], father[0]),
        _ => format!("{} {} {}", given[l], father[l], surname[l]),
    });
    Person {
        slug: format!("person-{number}"),
        names: vec![Name { text: name, period: ValidityPeriod::default(), citations: citations(number) }],
        other_names: Vec::new(),
        note: None,
        details: PersonalDetails::default(),
        contact_points: Vec::new(),
        identifiers: Vec::new(),
        citations: citations(number),
    }
}

fn post(number: u32) -> Post {
    let place = number % POSTS_EACH;
    Post {
        slug: format!("post-{number}"),
        organization: id(number / POSTS_EACH),
        kind: if place == 0 { "chair" } else { "member" }.to_owned(),
        position: i32::try_from(place).expect("small") + 1,
        title: words(POSTS[place as usize]),
        citations: citations(number),
    }
}

/// Returns the membership of a post's former holder (even numbers) or of its present one (odd numbers).
fn membership(number: u32, people: u32) -> Membership {
    let post = number / 2;
    let former = number.is_multiple_of(2);
    Membership {
        organization: id(post / POSTS_EACH),
        post: Some(id(post)),
        person: id(mix(number, 31) % people),
        position: if former { 1 } else { 2 },
        acting: false,
        role: None,
        period: if former { period(Some("2012"), Some("2019-05")) } else { period(Some("2019-05"), None) },
        citations: citations(number),
    }
}

/// Fills the tables that queries on the directory read, with a number of organizations, three people for each of them,
/// ten posts, and two holders of each post. The history of edits remains empty.
pub(crate) async fn fill(cluster: &Cluster, organizations: u32) {
    let client = cluster.connect().await;
    let (people, posts) = (organizations * PEOPLE_EACH, organizations * POSTS_EACH);
    let mut search_entries = Vec::new();
    let today = "2026-11-23".parse().expect("a day");
    // Foreign keys are correct by construction, and checking a million of them is not part of the benchmark.
    client.batch_execute("SET session_replication_role = replica").await.unwrap();

    copy(
        &client,
        "sources (slug)",
        (0..SOURCES).map(|n| record(id(n), &source(n), &[format!("source-{n}")])),
    )
    .await;
    let rows = (0..organizations).map(|n| {
        let one = organization(n);
        search_entries.extend(one.search_entries(id(n), today));
        let columns = [one.slug.clone(), one.kind.clone(), one.position.to_string()];
        record(id(n), &one, &[columns, sort_keys(&one.names.last().expect("a name").text)].concat())
    });
    let columns = "slug, kind, position, sort_name_kk, sort_name_ru, sort_name_en";
    copy(&client, &format!("organizations ({columns})"), rows).await;
    let rows = (0..people).map(|n| {
        let one = person(n);
        search_entries.extend(one.search_entries(id(n), today));
        record(id(n), &one, &[[one.slug.clone()].as_slice(), &sort_keys(&one.names[0].text)].concat())
    });
    copy(&client, "people (slug, sort_name_kk, sort_name_ru, sort_name_en)", rows).await;
    let rows = (0..posts).map(|n| {
        let one = post(n);
        let organization = one.organization.uuid().to_string();
        record(id(n), &one, &[one.slug.clone(), organization, one.kind.clone(), one.position.to_string()])
    });
    copy(&client, "posts (slug, organization_id, kind, position)", rows).await;
    let memberships = (0..posts * 2).map(|n| {
        let one = membership(n, people);
        let post = one.post.expect("a post").uuid();
        let ids = [one.organization.uuid(), post, one.person.uuid()].map(|id| id.to_string());
        record(id(n), &one, &[ids.as_slice(), &[one.position.to_string()]].concat())
    });
    copy(&client, "memberships (organization_id, post_id, person_id, position)", memberships).await;
    let affiliations = (0..organizations).flat_map(|n| {
        let row = move |(position, other): (u32, Affiliation)| {
            let day = |day: Option<chrono::NaiveDate>| day.map_or("\\N".to_owned(), |day| day.to_string());
            let (begins, ends) = (day(other.period.begins()), day(other.period.ends()));
            let (own, other) =
                (id::<dostyq::domain::ids::kind::Organization>(n).uuid(), other.organization.uuid());
            format!("{own}\tparent\t{position}\t{other}\t{begins}\t{ends}\n")
        };
        (1..).zip(organization(n).parents).map(row).collect::<Vec<_>>()
    });
    copy_lines(
        &client,
        "affiliations (organization_id, relation, position, target_id, begins, ends)",
        affiliations,
    )
    .await;
    fill_search(&client, &search_entries).await;
    // Just-in-time compilation is on by default in PostgreSQL, but off in the throwaway server.
    client.batch_execute("ALTER DATABASE postgres SET jit = on").await.unwrap();
    client.batch_execute("VACUUM ANALYZE").await.unwrap();
}

async fn fill_search(client: &Client, search_entries: &[SearchEntry]) {
    let entries = search_entries.iter().map(|entry| {
        line(&[
            entry.record_id.to_string(),
            entry.record_kind.as_str().to_owned(),
            entry.position.to_string(),
            entry.label.clone(),
            entry.label_kind.as_str().to_owned(),
            entry.language.clone(),
            entry.folded.clone(),
            format!("{{{}}}", entry.headed_stems().join(",")),
            entry.sort_key.clone(),
        ])
    });
    let columns = "record_id, record_kind, position, label, label_kind, language, folded, stems, sort_key";
    copy_lines(client, &format!("search_entries ({columns})"), entries).await;
    let stems: BTreeSet<&String> = search_entries.iter().flat_map(|entry| &entry.stems).collect();
    let spelled = stems
        .into_iter()
        .flat_map(|stem| spellings(stem).into_iter().map(move |spelling| line(&[spelling, stem.clone()])));
    copy_lines(client, "search_spellings (spelling, stem)", spelled).await;
}

/// Returns the texts by which a record with this name is ordered, in each language.
fn sort_keys(name: &Text) -> [String; 3] {
    Language::ALL.map(|language| sort_key(name.in_language(language).0))
}

/// Returns a row: the columns of all records, then those of the kind.
fn record<C: RecordContent>(id: Id<C::Id>, content: &C, columns: &[String]) -> String {
    let json = serde_json::to_string(content).expect("a document");
    let all =
        [id.uuid().to_string(), "1".to_owned(), "t".to_owned(), "2026-11-01T00:00:00Z".to_owned(), json];
    line(&[all.as_slice(), columns].concat())
}

fn line(fields: &[String]) -> String {
    format!("{}\n", fields.join("\t").replace('\\', "\\\\"))
}

async fn copy(client: &Client, table: &str, lines: impl Iterator<Item = String>) {
    let table = table.replace('(', "(id, version, published, updated_at, content, ");
    copy_lines(client, &table, lines).await;
}

async fn copy_lines(client: &Client, table: &str, lines: impl Iterator<Item = String>) {
    let mut sink = pin!(client.copy_in::<_, Bytes>(&format!("COPY {table} FROM STDIN")).await.unwrap());
    let mut chunk = String::new();
    for line in lines {
        chunk.push_str(&line);
        if chunk.len() > 1 << 18 {
            sink.send(std::mem::take(&mut chunk).into()).await.unwrap();
        }
    }
    sink.send(chunk.into()).await.unwrap();
    sink.finish().await.unwrap();
}
