//! The directory: who there is, who belongs to whom, what is held and what is counted.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::client::{Answer, Client};
use crate::support::service::{Service, root};

/// All organizations by the Kazakh alphabet, quotation marks ignored: А Ә Б Ғ Д Ж Қ М О П Т Ұ І Э.
const IN_KAZAKH_ORDER: [&str; 21] = [
    "assembly",          // Алматы облыстық …
    "akim-office",       // «Алматы облысы …
    "mothers",           // Аналар кеңесі
    "house-admin",       // Әкімшілік басқару бөлімі
    "birlik",            // «Бірлік» …
    "house-maintenance", // Ғимаратқа …
    "expert-group",      // Ғылыми-сараптамалық топ
    "house",             // «Достық үйі …
    "journalists",       // Жетекші журналистер …
    "qha",               // Қазақстан халқы ассамблеясы
    "house-events",      // Қоғамдық және бұқаралық …
    "accord-councils",   // Қоғамдық келісім кеңестері
    "chair",             // ҚХА кафедрасы
    "mediation",         // Медиация кабинеті
    "secretariat",       // Облыстық ҚХА хатшылығы
    "parasat",           // «Парасат …
    "language-centre",   // Тілдерді оқыту орталығы
    "ulagat",            // «Ұлағат» …
    "jetisu-university", // І. Жансүгіров …
    "ethno-council",     // Этномәдени …
    "house-monitoring",  // Этносаралық …
];

/// When the article saw things, as the service tells it.
fn about_2017() -> Value {
    json!({"edtf": "2017~/2018~", "earliest": "2017-01-01", "latest": "2018-12-31"})
}

fn year(year: u32) -> Value {
    json!({"edtf": year.to_string(), "earliest": format!("{year}-01-01"), "latest": format!("{year}-12-31")})
}

/// One organization; the fields are those of the document.
async fn organization(client: &Client, slug: &str, fields: &str) -> Value {
    let document = format!("query($slug: String!) {{ organization(by: {{slug: $slug}}) {{ {fields} }} }}");
    client.query(&document, json!({"slug": slug})).await["organization"].take()
}

fn slugs(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["slug"].as_str().unwrap()).collect()
}

/// The slugs on a page, and its `pageInfo`.
async fn page(client: &Client, arguments: &str) -> (Vec<String>, Value) {
    let document = format!(
        "{{ organizations({arguments}) {{
            edges {{ cursor node {{ slug }} }}
            pageInfo {{ hasPreviousPage hasNextPage startCursor endCursor }}
        }} }}"
    );
    let mut data = client.query(&document, json!({})).await;
    let edges = data["organizations"]["edges"].as_array().unwrap();
    let slugs = edges.iter().map(|edge| edge["node"]["slug"].as_str().unwrap().to_owned()).collect();
    let info = data["organizations"]["pageInfo"].clone();
    let cursor = |edge: Option<&Value>| edge.map_or(Value::Null, |edge| edge["cursor"].clone());
    assert_eq!(
        (&info["startCursor"], &info["endCursor"]),
        (&cursor(edges.first()), &cursor(edges.last())),
        "the page's cursors are those of its ends"
    );
    (slugs, data["organizations"]["pageInfo"].take())
}

/// The slugs on the first hundred of a filtered list.
async fn filtered(client: &Client, filter: &str) -> Vec<String> {
    page(client, &format!("filter: {{{filter}}}, first: 100")).await.0
}

#[tokio::test]
async fn an_organization_is_found_by_its_slug_and_by_its_id() {
    let service = Service::start().await;
    let client = service.client();
    let house = organization(&client, "house", "id slug kind").await;
    assert_eq!(house["kind"], "HOUSE_OF_FRIENDSHIP");
    let by_id = client
        .query("query($id: ID!) { organization(by: {id: $id}) { id slug kind } }", json!({"id": house["id"]}))
        .await;
    assert_eq!(by_id["organization"], house);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "all that is known of the house, in one answer")]
async fn the_house_tells_its_names_its_history_and_its_place() {
    let service = Service::start().await;
    let house = organization(
        &service.client(),
        "house",
        "kind
         kk: name(lang: KK) ru: name(lang: RU) en: name(lang: EN)
         short: shortName(lang: KK)
         nameSince { edtf earliest latest }
         founded { edtf earliest latest }
         formerNames { kk: name(lang: KK) ru: name(lang: RU) en: name(lang: EN) since { edtf earliest latest } until { edtf earliest latest } source { slug } }
         milestones { date { edtf earliest latest } text source { slug } }
         parent { slug }
         ancestors { slug }
         children { slug parent { slug } }
         host { slug }
         hostedOrganizations { slug host { slug } }
         posts { slug }
         members { id }
         events { slug }
         indicators { slug organization { slug } area observations { period { edtf earliest latest } value qualifier source { slug } } }
         source { slug kind title author issued { edtf earliest latest } }",
    )
    .await;

    assert_eq!(house["kk"], "«Достық үйі – Қоғамдық келісім орталығы»");
    assert_eq!(house["ru"], "«Дом дружбы – Центр общественного согласия»");
    assert_eq!(house["en"], "House of Friendship – Centre of Public Accord");
    assert_eq!(house["short"], "Достық үйі");
    assert_eq!((&house["nameSince"], &house["founded"]), (&year(2015), &year(2015)));
    assert_eq!(
        house["formerNames"],
        json!([{
            "kk": "Облыстық Қазақстан Халқы ассамблеясының «Достық үйі» коммуналдық мекемесі",
            "ru": "Коммунальное учреждение «Дом дружбы» областной Ассамблеи народа Казахстана",
            "en": "Communal Institution “House of Friendship” of the Regional Assembly of People of Kazakhstan",
            "since": null,
            "until": year(2015),
            "source": {"slug": "article"},
        }])
    );
    assert_eq!(
        house["milestones"],
        json!([
            {
                "date": year(2008),
                "text": "The building of the House of Friendship opened in Taldyqorgan.",
                "source": {"slug": "article"},
            },
            {
                "date": year(2015),
                "text": "The institution was reorganized and took its present name, House of Friendship – Centre of Public Accord.",
                "source": {"slug": "article"},
            },
        ])
    );
    assert_eq!((&house["parent"]["slug"], &house["host"]), (&json!("akim-office"), &json!(null)));
    assert_eq!(slugs(&house["ancestors"]), ["akim-office"]);
    assert_eq!(
        slugs(&house["children"]),
        ["house-admin", "house-monitoring", "house-events", "house-maintenance"]
    );
    assert_eq!(
        slugs(&house["hostedOrganizations"]),
        [
            "secretariat",
            "ethno-council",
            "birlik",
            "ulagat",
            "mothers",
            "accord-councils",
            "journalists",
            "mediation",
            "parasat",
            "language-centre",
        ]
    );
    for child in house["children"].as_array().unwrap() {
        assert_eq!(child["parent"]["slug"], "house");
    }
    for guest in house["hostedOrganizations"].as_array().unwrap() {
        assert_eq!(guest["host"]["slug"], "house");
    }
    for empty in ["posts", "members", "events"] {
        assert_eq!(house[empty], json!([]), "{empty}");
    }
    assert_eq!(
        house["indicators"],
        json!([{
            "slug": "house-employees",
            "organization": {"slug": "house"},
            "area": null,
            "observations": [
                {"period": about_2017(), "value": 37.0, "qualifier": null, "source": {"slug": "article"}},
            ],
        }])
    );
    assert_eq!(
        house["source"],
        json!({
            "slug": "article",
            "kind": "NEWSPAPER_ARTICLE",
            "title": "Newspaper article about the House of Friendship of Almaty Region (undated, c. 2017–2018)",
            "author": "Е. Бауыржанқызы",
            "issued": about_2017(),
        })
    );
}

#[tokio::test]
async fn ancestors_lead_from_the_parent_up_to_the_root() {
    let service = Service::start().await;
    let client = service.client();
    let department = organization(&client, "house-admin", "ancestors { slug parent { slug } }").await;
    assert_eq!(
        department["ancestors"],
        json!([{"slug": "house", "parent": {"slug": "akim-office"}}, {"slug": "akim-office", "parent": null}])
    );
    let root = organization(&client, "akim-office", "parent { slug } ancestors { slug }").await;
    assert_eq!(root, json!({"parent": null, "ancestors": []}));
}

#[tokio::test]
async fn the_assembly_lists_its_parts_in_its_own_order() {
    let service = Service::start().await;
    let assembly = organization(&service.client(), "assembly", "children { slug } events { slug }").await;
    assert_eq!(
        slugs(&assembly["children"]),
        [
            "secretariat",
            "ethno-council",
            "expert-group",
            "birlik",
            "ulagat",
            "mothers",
            "accord-councils",
            "journalists",
            "mediation",
            "parasat",
        ]
    );
    assert_eq!(
        slugs(&assembly["events"]),
        ["mediation-basics", "interethnic-mediation-competence", "mediation-for-disputes"]
    );
}

#[tokio::test]
async fn the_mothers_council_tells_who_led_it_first_and_who_leads_it_now() {
    let service = Service::start().await;
    let client = service.client();
    let council = organization(
        &client,
        "mothers",
        "founded { edtf earliest latest }
         posts {
            slug kind title organization { slug } source { slug }
            holder { person { slug } }
            holders {
                person { slug name } organization { slug } post { slug } role
                since { edtf earliest latest } until { edtf } attested { edtf earliest latest } source { slug }
                predecessor { person { slug } } successor { person { slug } }
            }
         }
         members { id }",
    )
    .await;
    assert_eq!(council["founded"], year(2013));
    assert_eq!(council["members"], json!([]), "who is in a post is no ordinary member");
    let post = &council["posts"][0];
    assert_eq!(
        (&post["slug"], &post["kind"], &post["title"], &post["organization"]["slug"]),
        (&json!("mothers-chair"), &json!("CHAIR"), &json!("chairwoman"), &json!("mothers"))
    );
    assert_eq!(post["holder"]["person"]["slug"], "nesipjamal-baimadiyeva");
    let holding = |slug: &str, name: &str, since: Value, attested: Value| {
        json!({
            "person": {"slug": slug, "name": name},
            "organization": {"slug": "mothers"},
            "post": {"slug": "mothers-chair"},
            "role": null,
            "since": since,
            "until": null,
            "attested": attested,
            "source": {"slug": "article"},
        })
    };
    let mut first = holding("meiramgul-baqtiyarova", "Meiramgul Baqtiyarova", year(2013), json!(null));
    first["predecessor"] = json!(null);
    first["successor"] = json!({"person": {"slug": "nesipjamal-baimadiyeva"}});
    let mut second = holding("nesipjamal-baimadiyeva", "Nesipjamal Baimadiyeva", json!(null), about_2017());
    second["predecessor"] = json!({"person": {"slug": "meiramgul-baqtiyarova"}});
    second["successor"] = json!(null);
    assert_eq!(post["holders"], json!([first, second]));

    let person = client
        .query(
            "{ person(by: {slug: \"meiramgul-baqtiyarova\"}) {
                kk: name(lang: KK) note source { slug } memberships { organization { slug } post { slug } }
            } }",
            json!({}),
        )
        .await;
    assert_eq!(
        person["person"],
        json!({
            "kk": "Мейрамгүл Бақтиярова",
            "note": "The first chairwoman of the Council of Mothers.",
            "source": {"slug": "article"},
            "memberships": [{"organization": {"slug": "mothers"}, "post": {"slug": "mothers-chair"}}],
        })
    );
}

#[tokio::test]
async fn the_parasat_club_tells_its_chair_its_member_and_its_events() {
    let service = Service::start().await;
    let club = organization(
        &service.client(),
        "parasat",
        "name shortName
         posts { holder { person { slug } predecessor { id } successor { id } } }
         members { person { slug note } post { slug } role attested { edtf earliest latest } predecessor { id } successor { id } }
         events { slug kind title recurrence held { edtf earliest latest } organizers { slug } source { slug } }",
    )
    .await;
    assert_eq!(
        (&club["name"], &club["shortName"]),
        (&json!("Parasat Club of State Language Experts"), &json!("Parasat Club"))
    );
    assert_eq!(
        club["posts"],
        json!([{"holder": {"person": {"slug": "liliya-kushch"}, "predecessor": null, "successor": null}}])
    );
    assert_eq!(
        club["members"],
        json!([{
            "person": {"slug": "emil-qurbanov", "note": "Of the Azerbaijani diaspora."},
            "post": null,
            "role": "member of the club",
            "attested": about_2017(),
            "predecessor": null,
            "successor": null,
        }])
    );
    let event = |slug: &str, kind: &str, title: &str, organizers: &[&str]| {
        json!({
            "slug": slug,
            "kind": kind,
            "title": title,
            "recurrence": "YEARLY",
            "held": null,
            "organizers": organizers.iter().map(|slug| json!({"slug": slug})).collect::<Vec<_>>(),
            "source": {"slug": "article"},
        })
    };
    assert_eq!(
        club["events"],
        json!([
            event("nauryz", "CELEBRATION", "“The Nauryz Feast – a Traditional Holiday”", &["parasat", "qha"]),
            event("abai-readings", "CONTEST", "“Abai Readings”", &["parasat", "qha"]),
            event(
                "state-language-gathering",
                "GATHERING",
                "“The State Language – Our Dignity”",
                &["parasat"]
            ),
        ])
    );
}

#[tokio::test]
async fn texts_are_in_the_language_that_is_asked_for() {
    let service = Service::start().await;
    let name = async |accepted: &str| {
        let client = service.client().with("accept-language", accepted);
        organization(&client, "mothers", "name").await["name"].take()
    };
    for (accepted, want) in [
        ("kk", "Аналар кеңесі"),
        ("ru", "Совет матерей"),
        ("en-GB", "Council of Mothers"),
        ("de, en;q=0.3, ru-KZ;q=0.9", "Совет матерей"),
        ("de, zh", "Аналар кеңесі"),
        ("*", "Аналар кеңесі"),
        ("", "Аналар кеңесі"),
    ] {
        assert_eq!(name(accepted).await, want, "{accepted}");
    }
    let asked =
        organization(&service.client().with("accept-language", "ru"), "mothers", "name(lang: EN)").await;
    assert_eq!(asked["name"], "Council of Mothers", "what a field asks for goes before the header");
}

#[tokio::test]
async fn organizations_come_in_the_order_of_the_kazakh_alphabet() {
    let service = Service::start().await;
    let (all, info) = page(&service.client(), "first: 100").await;
    assert_eq!(all, IN_KAZAKH_ORDER);
    assert_eq!((&info["hasPreviousPage"], &info["hasNextPage"]), (&json!(false), &json!(false)));
    let (russian, _) = page(&service.client().with("accept-language", "ru"), "first: 100").await;
    assert_eq!(russian, IN_KAZAKH_ORDER, "whatever language is read");
    let (unasked, info) = page(&service.client(), "filter: {}").await;
    assert_eq!(unasked, IN_KAZAKH_ORDER[..20], "20 are told where no number is");
    assert_eq!(info["hasNextPage"], true);
}

#[tokio::test]
async fn people_and_events_come_in_the_order_of_the_kazakh_alphabet() {
    let service = Service::start().await;
    let data = service
        .client()
        .query(
            "{ people { edges { node { slug } } } events { edges { node { slug } } }
               indicators { edges { node { slug } } } courses { edges { node { slug } } } }",
            json!({}),
        )
        .await;
    let slugs = |list: &str| -> Vec<String> {
        let edges = data[list]["edges"].as_array().unwrap().iter();
        edges.map(|edge| edge["node"]["slug"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        slugs("people"),
        [
            "yermek-kelemseit",       // Ермек
            "liliya-kushch",          // Лилия
            "meiramgul-baqtiyarova",  // Мейрамгүл
            "nesipjamal-baimadiyeva", // Несіпжамал
            "emil-qurbanov",          // Эмиль
        ]
    );
    assert_eq!(
        slugs("events"),
        [
            "abai-readings",                    // «Абай …
            "mediation-for-disputes",           // «Даулар …
            "qha-20-years-conference",          // «ҚХА …
            "mediation-basics",                 // «Медиация …
            "state-language-gathering",         // «Мемлекеттік …
            "nauryz",                           // «Наурыз …
            "interethnic-mediation-competence", // «Этносаралық медиативтік …
            "interethnic-tolerance-seminar",    // «Этносаралық толеранттылық …
        ]
    );
    assert_eq!(
        slugs("indicators"),
        [
            "house-employees",
            "ethnocultural-associations",
            "mediation-offices",
            "non-professional-mediators",
            "professional-mediators",
            "mediation-certified",
            "ethnic-groups",
        ],
        "these in the institution's own order"
    );
    assert_eq!(slugs("courses"), ["kunine-bes-soz"]);
}

#[tokio::test]
async fn a_list_holds_what_its_filter_asks_for() {
    let service = Service::start().await;
    let client = service.client();
    let assembly = organization(&client, "assembly", "id").await["id"].take();
    let by_id = format!("parent: {{id: {assembly}}}");

    assert_eq!(
        filtered(&client, "kinds: [COUNCIL]").await,
        ["mothers", "accord-councils", "ulagat", "ethno-council"]
    );
    assert_eq!(
        filtered(&client, "kinds: [ASSEMBLY, UNIVERSITY]").await,
        ["assembly", "qha", "jetisu-university"]
    );
    let parts = filtered(&client, "parent: {slug: \"assembly\"}").await;
    assert_eq!(parts.len(), 10);
    assert_eq!(filtered(&client, &by_id).await, parts);
    assert_eq!(filtered(&client, &format!("{by_id}, kinds: [CLUB]")).await, ["journalists", "parasat"]);
    assert_eq!(
        filtered(&client, "slugs: [\"qha\", \"house\", \"nobody\", \"house\"]").await,
        ["house", "qha"]
    );
    for nothing in [
        "kinds: []",
        "slugs: []",
        "parent: {slug: \"nobody\"}",
        "parent: {slug: \"language-centre\"}",
        "kinds: [CLUB], parent: {slug: \"house\"}",
    ] {
        assert_eq!(filtered(&client, nothing).await, [""; 0], "{nothing}");
    }

    let data = client
        .query(
            "{ events(filter: {kinds: [CONTEST, CELEBRATION]}) { edges { node { slug } } }
               indicators(filter: {area: \"KZ\"}) { edges { node { slug } } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        data,
        json!({
            "events": {"edges": [{"node": {"slug": "abai-readings"}}, {"node": {"slug": "nauryz"}}]},
            "indicators": {"edges": [{"node": {"slug": "ethnic-groups"}}]},
        })
    );
}

#[tokio::test]
async fn paging_forwards_meets_each_organization_once() {
    let service = Service::start().await;
    let client = service.client();
    for size in [1, 4, 7, 20] {
        let (mut met, mut after) = (Vec::new(), String::new());
        loop {
            let (slugs, info) = page(&client, &format!("first: {size}{after}")).await;
            assert_eq!(info["hasPreviousPage"], !met.is_empty());
            met.extend(slugs);
            if info["hasNextPage"] == false {
                break;
            }
            after = format!(", after: {}", info["endCursor"]);
        }
        assert_eq!(met, IN_KAZAKH_ORDER, "by {size}");
    }
}

#[tokio::test]
async fn paging_backwards_meets_each_organization_once() {
    let service = Service::start().await;
    let client = service.client();
    for size in [1, 4, 7, 20] {
        let (mut met, mut before) = (Vec::new(), String::new());
        loop {
            let (slugs, info) = page(&client, &format!("last: {size}{before}")).await;
            assert_eq!(info["hasNextPage"], !met.is_empty());
            met.splice(0..0, slugs);
            if info["hasPreviousPage"] == false {
                break;
            }
            before = format!(", before: {}", info["startCursor"]);
        }
        assert_eq!(met, IN_KAZAKH_ORDER, "by {size}");
    }
}

#[tokio::test]
async fn a_page_lies_between_its_cursors() {
    let service = Service::start().await;
    let client = service.client();
    let (_, front) = page(&client, "first: 3").await;
    let (_, back) = page(&client, "last: 3").await;
    let between = format!("after: {}, before: {}", front["endCursor"], back["startCursor"]);

    let (all, info) = page(&client, &format!("{between}, first: 100")).await;
    assert_eq!(all, IN_KAZAKH_ORDER[3..18]);
    assert_eq!(info["hasNextPage"], false, "nothing more before the cursor");
    let (some, info) = page(&client, &format!("{between}, last: 2")).await;
    assert_eq!(some, IN_KAZAKH_ORDER[16..18]);
    assert_eq!((&info["hasPreviousPage"], &info["hasNextPage"]), (&json!(true), &json!(true)));

    let (none, info) = page(&client, "first: 0").await;
    assert_eq!((none.len(), &info["hasNextPage"]), (0, &json!(true)));
    let (none, _) = page(&client, &format!("first: 5, after: {}", back["endCursor"])).await;
    assert_eq!(none.len(), 0, "nothing comes after the last");

    let parts = "filter: {parent: {slug: \"assembly\"}}";
    let (two, info) = page(&client, &format!("{parts}, first: 2")).await;
    let (rest, _) = page(&client, &format!("{parts}, first: 100, after: {}", info["endCursor"])).await;
    assert_eq!([two, rest].concat(), filtered(&client, "parent: {slug: \"assembly\"}").await);
}

/// Answers that refuse an argument tell so, and where.
fn assert_bad_input(answer: &Answer, path: &Value) {
    let json = answer.json();
    assert_eq!(answer.status, 200, "{json:#}");
    assert_eq!(json["errors"].as_array().unwrap().len(), 1, "{json:#}");
    assert_eq!(json["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{json:#}");
    assert_eq!(&json["errors"][0]["path"], path, "{json:#}");
}

#[tokio::test]
async fn a_page_that_cannot_be_is_a_typed_error() {
    let service = Service::start().await;
    let client = service.client();
    let cursor = page(&client, "first: 1").await.1["endCursor"].as_str().unwrap().to_owned();
    let people = client.query("{ people(first: 1) { pageInfo { endCursor } } }", json!({})).await;
    let of_people = people["people"]["pageInfo"]["endCursor"].as_str().unwrap().to_owned();
    let mut tampered = cursor.clone().into_bytes();
    tampered[9] = if tampered[9] == b'A' { b'B' } else { b'A' };
    let tampered = String::from_utf8(tampered).unwrap();

    for arguments in [
        "first: 101".to_owned(),
        "last: 101".to_owned(),
        "first: -1".to_owned(),
        "last: -1".to_owned(),
        "first: 2147483647".to_owned(),
        "first: 1, last: 1".to_owned(),
        format!("after: \"{of_people}\""),
        format!("before: \"{of_people}\""),
        format!("after: \"{tampered}\""),
        format!("after: \"{}\"", &cursor[..cursor.len() - 2]),
        "after: \"\"".to_owned(),
        "before: \"жоқ\"".to_owned(),
        "filter: {parent: {id: \"nobody\"}}".to_owned(),
    ] {
        let document = format!("{{ organizations({arguments}) {{ edges {{ cursor }} }} }}");
        let answer = client.execute(&document, json!({})).await;
        assert_bad_input(&answer, &json!(["organizations"]));
        assert_eq!(answer.json()["data"]["organizations"], json!(null), "{arguments}");
    }
}

#[tokio::test]
async fn a_refused_page_costs_the_rest_of_the_answer_nothing() {
    let service = Service::start().await;
    let leader = service.client().register("leader@example.kz").await;
    service.promote("leader@example.kz").await;
    let created = leader
        .query(
            "mutation { createClub(input: {name: \"Достар\"}) { club { id } errors { code } } }",
            json!({}),
        )
        .await;
    let answer = leader
        .execute(
            "query($id: ID!) {
                organization(by: {slug: \"parasat\"}) { slug }
                club(id: $id) { name members(first: 101) { edges { cursor } } }
            }",
            json!({"id": created["createClub"]["club"]["id"]}),
        )
        .await;
    assert_bad_input(&answer, &json!(["club", "members"]));
    assert_eq!(
        answer.json()["data"],
        json!({"organization": {"slug": "parasat"}, "club": {"name": "Достар", "members": null}})
    );
}

#[tokio::test]
async fn what_is_not_there_is_null() {
    let service = Service::start().await;
    let client = service.client();
    let ids = client
        .query(
            "{ organization(by: {slug: \"house\"}) { id } person(by: {slug: \"emil-qurbanov\"}) { id } }",
            json!({}),
        )
        .await;
    let (house, person) = (&ids["organization"]["id"], &ids["person"]["id"]);
    let unknown = unlike(house);
    for (organization, of) in [
        (json!({"slug": "nobody"}), "an unknown slug"),
        (json!({"slug": ""}), "no slug"),
        (json!({"slug": "House"}), "a slug in other letters"),
        (json!({"id": unknown}), "an unknown id"),
        (json!({"id": person}), "an id of another kind"),
        (json!({"id": "house"}), "what is no id"),
        (json!({"id": ""}), "nothing"),
    ] {
        let answer = client
            .query(
                "query($by: OrganizationBy!) { organization(by: $by) { slug } }",
                json!({"by": organization}),
            )
            .await;
        assert_eq!(answer, json!({"organization": null}), "{of}");
    }
    let others = client
        .query(
            "query($id: ID!) {
                person(by: {id: $id}) { slug } event(by: {id: $id}) { slug } course(by: {id: $id}) { slug }
                lesson(by: {id: $id}) { slug } club(id: $id) { name }
                unknown: person(by: {slug: \"nobody\"}) { slug } none: event(by: {slug: \"nothing\"}) { slug }
            }",
            json!({"id": house}),
        )
        .await;
    for (field, value) in others.as_object().unwrap() {
        assert_eq!(value, &json!(null), "{field}");
    }
    let node = client.query("query($id: ID!) { node(id: $id) { id } }", json!({"id": unknown})).await;
    assert_eq!(node, json!({"node": null}));
    let both = client.execute("{ organization(by: {slug: \"house\", id: \"x\"}) { slug } }", json!({})).await;
    assert_eq!(both.code(), "GRAPHQL_VALIDATION_FAILED", "one of both, not both");
}

/// An id of the same kind that nothing has.
fn unlike(id: &Value) -> String {
    let mut id = id.as_str().unwrap().to_owned().into_bytes();
    id[12] = if id[12] == b'A' { b'B' } else { b'A' };
    String::from_utf8(id).unwrap()
}

#[tokio::test]
async fn a_node_of_each_kind_is_found_by_its_id() {
    let service = Service::start().await;
    let client = service.client();
    let data = client
        .query(
            "{ organization(by: {slug: \"mothers\"}) { id source { id } posts { id holder { id person { id } } } }
               event(by: {slug: \"nauryz\"}) { id }
               indicators(first: 1) { edges { node { id } } }
               course(by: {slug: \"kunine-bes-soz\"}) { id lessons { id words { id } } } }",
            json!({}),
        )
        .await;
    let organization = &data["organization"];
    let post = &organization["posts"][0];
    let lesson = &data["course"]["lessons"][0];
    let kinds = [
        ("Organization", &organization["id"]),
        ("Source", &organization["source"]["id"]),
        ("Post", &post["id"]),
        ("Membership", &post["holder"]["id"]),
        ("Person", &post["holder"]["person"]["id"]),
        ("Event", &data["event"]["id"]),
        ("Indicator", &data["indicators"]["edges"][0]["node"]["id"]),
        ("Course", &data["course"]["id"]),
        ("Lesson", &lesson["id"]),
        ("Word", &lesson["words"][0]["id"]),
    ];
    assert_nodes(&client, &kinds).await;

    let learner = client.register("learner@example.kz").await;
    service.promote("learner@example.kz").await;
    learner
        .query(
            "mutation($id: ID!) { startLesson(input: {lessonId: $id}) { errors { code } } }",
            json!({"id": lesson["id"]}),
        )
        .await;
    let own = learner
        .query(
            "mutation { createClub(input: {name: \"Достар\"}) { club { id viewerMembership { id } } } }",
            json!({}),
        )
        .await;
    let viewer = learner
        .query("{ viewer { account { id } studyQueue(first: 1) { card { id word { id } } } } }", json!({}))
        .await;
    let card = &viewer["viewer"]["studyQueue"][0]["card"];
    let reviewed = learner
        .query(
            "mutation($review: ReviewInput!) { submitReviews(input: {reviews: [$review]}) { results { review { id } } } }",
            json!({"review": {
                "reviewId": Uuid::from_u128(1), "cardId": card["id"], "reviewedAt": service.clock.now(),
                "durationMs": 1, "answer": {"choice": card["word"]["id"]},
            }}),
        )
        .await;
    let kinds = [
        ("Account", &viewer["viewer"]["account"]["id"]),
        ("Card", &card["id"]),
        ("Review", &reviewed["submitReviews"]["results"][0]["review"]["id"]),
        ("Club", &own["createClub"]["club"]["id"]),
        ("ClubMembership", &own["createClub"]["club"]["viewerMembership"]["id"]),
    ];
    assert_nodes(&learner, &kinds).await;
    for (kind, id) in kinds {
        let node = client.query("query($id: ID!) { node(id: $id) { id } }", json!({"id": id})).await;
        assert_eq!(node["node"], json!(null), "{kind} is the learner's own");
    }
}

/// Each id leads to a node of its kind, by `node` alone and by `nodes` together, in their order.
async fn assert_nodes(client: &Client, kinds: &[(&str, &Value)]) {
    let ids: BTreeSet<&str> = kinds.iter().map(|(_, id)| id.as_str().unwrap()).collect();
    assert_eq!(ids.len(), kinds.len(), "each has an id of its own");
    let mut all: Vec<Value> = kinds.iter().map(|(_, id)| (*id).clone()).collect();
    let mut want: Vec<Value> = kinds.iter().map(|(kind, id)| json!({"__typename": kind, "id": id})).collect();
    for (id, want) in all.iter().zip(&want) {
        let node =
            client.query("query($id: ID!) { node(id: $id) { __typename id } }", json!({"id": id})).await;
        assert_eq!(&node["node"], want);
    }
    all.insert(1, json!("nobody"));
    want.insert(1, json!(null));
    let again = all[0].clone();
    all.push(again);
    want.push(want[0].clone());
    let nodes =
        client.query("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", json!({"ids": all})).await;
    assert_eq!(nodes["nodes"], json!(want));
}

#[tokio::test]
async fn at_most_a_hundred_nodes_are_told_at_once() {
    let service = Service::start().await;
    let client = service.client();
    let ask = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let hundred = client.query(ask, json!({"ids": vec!["nobody"; 100]})).await;
    assert_eq!(hundred["nodes"], json!(vec![Value::Null; 100]));
    let more = client.execute(ask, json!({"ids": vec!["nobody"; 101]})).await;
    assert_bad_input(&more, &json!(["nodes"]));
}

#[tokio::test]
async fn everything_that_the_content_names_is_there() {
    let service = Service::start().await;
    let data = service
        .client()
        .query(
            "{
                organizations(first: 100) { edges { node { slug ...name description(lang: RU) founded { edtf } } } }
                people(first: 100) { edges { node { slug kk: name(lang: KK) ru: name(lang: RU) en: name(lang: EN) } } }
                events(first: 100) { edges { node { slug kk: title(lang: KK) ru: title(lang: RU) en: title(lang: EN) organizers { slug } } } }
                indicators(first: 100) { edges { node {
                    slug kk: name(lang: KK) ru: name(lang: RU) en: name(lang: EN) observations { period { edtf } value }
                } } }
            }
            fragment name on Organization { kk: name(lang: KK) ru: name(lang: RU) en: name(lang: EN) }",
            json!({}),
        )
        .await;

    let mut organizations = Vec::new();
    for file in fs::read_dir(root().join("content/directory/organizations")).unwrap() {
        let path = file.unwrap().path();
        let file = content(path.strip_prefix(root().join("content")).unwrap().to_str().unwrap());
        let mut node = named(path.file_stem().unwrap().to_str().unwrap(), &file["name"]);
        node["description"] = file["description"]["ru"].clone();
        node["founded"] = file.get("founded").map_or(json!(null), |founded| json!({"edtf": founded}));
        organizations.push(node);
    }
    assert_same(&data["organizations"], organizations, 21);

    let people = content("directory/people.toml");
    let people = list(&people["person"]).map(|person| named(&slug_of(person), &person["name"]));
    assert_same(&data["people"], people.collect(), 5);

    let events = content("directory/events.toml");
    let events = list(&events["event"]).map(|event| {
        let mut node = named(&slug_of(event), &event["title"]);
        node["organizers"] = list(&event["organizers"]).map(|slug| json!({"slug": slug})).collect();
        node
    });
    assert_same(&data["events"], events.collect(), 8);

    let figures = content("directory/figures.toml");
    let indicators = list(&figures["indicator"]).map(|indicator| {
        let mut node = named(&slug_of(indicator), &indicator["name"]);
        let value =
            |seen: &Value| json!({"period": {"edtf": seen["period"]}, "value": seen["value"].as_f64()});
        node["observations"] = list(&indicator["observation"]).map(value).collect();
        node
    });
    assert_same(&data["indicators"], indicators.collect(), 7);
}

/// A file of the content, as JSON.
fn content(path: &str) -> Value {
    let text = fs::read_to_string(root().join("content").join(path)).unwrap();
    serde_json::to_value(toml::from_str::<toml::Table>(&text).unwrap()).unwrap()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn slug_of(value: &Value) -> String {
    value["slug"].as_str().unwrap().to_owned()
}

fn named(slug: &str, name: &Value) -> Value {
    json!({"slug": slug, "kk": name["kk"], "ru": name["ru"], "en": name["en"]})
}

/// The list's nodes are those, in whatever order, and as many.
fn assert_same(connection: &Value, mut want: Vec<Value>, count: usize) {
    let mut told: Vec<Value> = list(&connection["edges"]).map(|edge| edge["node"].clone()).collect();
    told.sort_by_key(slug_of);
    want.sort_by_key(slug_of);
    assert_eq!(told, want);
    assert_eq!(told.len(), count);
}

#[tokio::test]
async fn the_figures_are_those_of_the_article() {
    let service = Service::start().await;
    let data = service
        .client()
        .query(
            "{ indicators(first: 100) { edges { node {
                name area organization { slug } observations { period { edtf } value qualifier }
            } } } }",
            json!({}),
        )
        .await;
    let told: Vec<String> = list(&data["indicators"]["edges"])
        .flat_map(|edge| {
            let indicator = &edge["node"];
            let whose = indicator["organization"]["slug"].as_str().or(indicator["area"].as_str()).unwrap();
            list(&indicator["observations"]).map(move |seen| {
                let qualifier =
                    seen["qualifier"].as_str().map_or(String::new(), |qualifier| format!("{qualifier} "));
                let period = seen["period"]["edtf"].as_str().unwrap();
                format!(
                    "{whose}: {qualifier}{} {}, {period}",
                    seen["value"],
                    indicator["name"].as_str().unwrap()
                )
            })
        })
        .collect();
    assert_eq!(
        told,
        [
            "house: 37.0 employees, 2017~/2018~",
            "ethno-council: 23.0 ethnocultural associations, 2017~/2018~",
            "mediation: 67.0 mediation offices in the region, 2017~/2018~",
            "mediation: 272.0 non-professional mediators, 2017~/2018~",
            "mediation: 22.0 professional mediators, 2017~/2018~",
            "mediation: 190.0 people certified in training, 2016",
            "mediation: 110.0 people certified in training, 2017",
            "KZ: OVER 130.0 ethnic groups living in the country, 2017~/2018~",
        ]
    );
}
