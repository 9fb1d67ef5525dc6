//! One organization and its fields.

use serde_json::{Value, json};

use super::{about_2017, organization, slugs, year};
use crate::support::service::Service;

#[tokio::test]
async fn an_organization_is_found_by_its_slug_and_by_its_id() {
    let service = Service::start().await;
    let client = service.client();
    let house = organization(&client, "house", "id slug kind").await;
    assert_eq!(house["kind"], "house-of-friendship");
    let by_id = client
        .query("query($id: ID!) { organization(by: {id: $id}) { id slug kind } }", json!({"id": house["id"]}))
        .await;
    assert_eq!(by_id["organization"], house);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "all fields of the house in one response")]
async fn the_house_has_its_names_history_and_place() {
    let service = Service::start().await;
    let house = organization(
        &service.client(),
        "house",
        "kind
         kk: name(lang: KK) ru: name(lang: RU) en: name(lang: EN)
         short: shortName(lang: KK)
         nameSince { edtf earliest latest }
         founded { edtf earliest latest }
         formerNames { kk: text(lang: KK) ru: text(lang: RU) en: text(lang: EN) since { edtf earliest latest } until { edtf earliest latest } citations { source { slug } } }
         milestones { date { edtf earliest latest } text citations { source { slug } } }
         parent { slug }
         ancestors { slug }
         children { slug parent { slug } }
         host { slug }
         hostedOrganizations { slug host { slug } }
         posts { slug }
         members { id }
         events { slug }
         indicators { slug organization { slug } area observations { period { edtf earliest latest } value qualifier citations { source { slug } } } }
         citations { source { slug kind title author issued { edtf earliest latest } } }",
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
            "citations": [{"source": {"slug": "article"}}],
        }])
    );
    assert_eq!(
        house["milestones"],
        json!([
            {
                "date": year(2008),
                "text": "The building of the House of Friendship opened in Taldyqorgan.",
                "citations": [{"source": {"slug": "article"}}],
            },
            {
                "date": year(2015),
                "text": "The institution was reorganized and took its present name, House of Friendship – Centre of Public Accord.",
                "citations": [{"source": {"slug": "article"}}],
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
                {"period": about_2017(), "value": 37.0, "qualifier": null, "citations": [{"source": {"slug": "article"}}]},
            ],
        }])
    );
    assert_eq!(
        house["citations"][0]["source"],
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
async fn the_mothers_council_lists_its_first_and_its_current_chair() {
    let service = Service::start().await;
    let client = service.client();
    let council = organization(
        &client,
        "mothers",
        "founded { edtf earliest latest }
         posts {
            slug kind title organization { slug } citations { source { slug } }
            holder { person { slug } }
            lastKnownHolder { person { slug } lastEvidence isEvidenceOld }
            holders {
                person { slug name } organization { slug } post { slug } role
                since { edtf earliest latest } until { edtf } attested { edtf earliest latest } citations { source { slug } }
                predecessor { person { slug } } successor { person { slug } }
            }
         }
         members { id }",
    )
    .await;
    assert_eq!(council["founded"], year(2013));
    assert_eq!(council["members"], json!([]), "holders of posts are not ordinary members");
    let post = &council["posts"][0];
    assert_eq!(
        (&post["slug"], &post["kind"], &post["title"], &post["organization"]["slug"]),
        (&json!("mothers-chair"), &json!("chair"), &json!("chairwoman"), &json!("mothers"))
    );
    assert_eq!(post["holder"], json!(null), "nobody has seen her in the post since 2018");
    assert_eq!(
        post["lastKnownHolder"],
        json!({"person": {"slug": "nesipjamal-baimadiyeva"}, "lastEvidence": "2018-12-31", "isEvidenceOld": true})
    );
    let holding = |slug: &str, name: &str, since: Value, attested: Value| {
        json!({
            "person": {"slug": slug, "name": name},
            "organization": {"slug": "mothers"},
            "post": {"slug": "mothers-chair"},
            "role": null,
            "since": since,
            "until": null,
            "attested": attested,
            "citations": [{"source": {"slug": "article"}}],
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
                kk: name(lang: KK) note citations { source { slug } } memberships { organization { slug } post { slug } }
            } }",
            json!({}),
        )
        .await;
    assert_eq!(
        person["person"],
        json!({
            "kk": "Мейрамгүл Бақтиярова",
            "note": "The first chairwoman of the Council of Mothers.",
            "citations": [{"source": {"slug": "article"}}],
            "memberships": [{"organization": {"slug": "mothers"}, "post": {"slug": "mothers-chair"}}],
        })
    );
}

#[tokio::test]
async fn the_parasat_club_lists_its_chair_member_and_events() {
    let service = Service::start().await;
    let club = organization(
        &service.client(),
        "parasat",
        "name shortName
         posts { lastKnownHolder { person { slug } predecessor { id } successor { id } } }
         members { person { slug note } post { slug } role attested { edtf earliest latest } predecessor { id } successor { id } }
         events { slug kind title recurrence heldOn { edtf earliest latest } organizers { slug } citations { source { slug } } }",
    )
    .await;
    assert_eq!(
        (&club["name"], &club["shortName"]),
        (&json!("Parasat Club of State Language Experts"), &json!("Parasat Club"))
    );
    assert_eq!(
        club["posts"],
        json!([{"lastKnownHolder": {"person": {"slug": "liliya-kushch"}, "predecessor": null, "successor": null}}])
    );
    assert_eq!(
        club["members"],
        json!([{
            "person": {"slug": "emil-qurbanov", "note": "A representative of the Azerbaijani diaspora."},
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
            "heldOn": null,
            "organizers": organizers.iter().map(|slug| json!({"slug": slug})).collect::<Vec<_>>(),
            "citations": [{"source": {"slug": "article"}}],
        })
    };
    let mut nauryz =
        event("nauryz", "CELEBRATION", "“The Nauryz Feast – a Traditional Holiday”", &["parasat", "qha"]);
    nauryz["heldOn"] =
        json!({"edtf": "2018-03-21/2018-03-23", "earliest": "2018-03-21", "latest": "2018-03-23"});
    nauryz["citations"] = json!([{"source": {"slug": "article"}}, {"source": {"slug": "holidays-law"}}]);
    assert_eq!(
        club["events"],
        json!([
            nauryz,
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
async fn texts_are_in_the_requested_language() {
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
    let requested =
        organization(&service.client().with("accept-language", "ru"), "mothers", "name(lang: EN)").await;
    assert_eq!(
        requested["name"], "Council of Mothers",
        "a field's argument takes precedence over the header"
    );
}

#[tokio::test]
async fn an_invalid_language_is_a_typed_error() {
    let service = Service::start().await;
    let client = service.client();
    let answer =
        client.execute("{ organization(by: {slug: \"mothers\"}) { name(lang: DE) } }", json!({})).await;
    assert_eq!(answer.code(), "GRAPHQL_VALIDATION_FAILED");
    let given = "query($lang: Language) { organization(by: {slug: \"mothers\"}) { name(lang: $lang) } }";
    for wrong in [json!("DE"), json!("kk"), json!(1)] {
        let answer = client.execute(given, json!({"lang": wrong})).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{wrong}");
    }
}

#[tokio::test]
async fn posts_are_selected_by_kind_and_the_chair_is_found_on_any_day() {
    let service = Service::start().await;
    let found = organization(
        &service.client(),
        "mothers",
        r#"today: chair { id }
           last: lastKnownChair { person { slug } post { slug } }
           evident: chair(evidentSince: "2018-01-01") { person { slug } }
           old: chair(at: "2022-01-01") { id }
           in2014: chair(at: "2014-06-01") { person { slug } }
           before: chair(at: "2001-01-01") { person { slug } }
           chairs: posts(kinds: ["chair"]) { slug }
           both: posts(kinds: ["member", "chair"]) { slug }
           members: posts(kinds: ["member"]) { slug }
           none: posts(kinds: []) { slug }
           first: posts(first: 1) { slug }
           zero: posts(first: 0) { slug }"#,
    )
    .await;
    let chair = json!([{"slug": "mothers-chair"}]);
    assert_eq!(
        found,
        json!({
            "today": null,
            "last": {"person": {"slug": "nesipjamal-baimadiyeva"}, "post": {"slug": "mothers-chair"}},
            "evident": {"person": {"slug": "nesipjamal-baimadiyeva"}},
            "old": null,
            "in2014": {"person": {"slug": "meiramgul-baqtiyarova"}},
            "before": null,
            "chairs": chair,
            "both": chair,
            "members": [],
            "none": [],
            "first": chair,
            "zero": [],
        })
    );
    let refused = service
        .client()
        .execute("{ organization(by: {slug: \"mothers\"}) { posts(first: -1) { slug } } }", json!({}))
        .await;
    assert_eq!(refused.json()["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
}
