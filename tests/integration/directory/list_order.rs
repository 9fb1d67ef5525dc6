//! The order of lists: by the texts that the service shows in the request's language.

use serde_json::{Value, json};

use crate::editing::Desk;
use crate::support::client::Client;
use crate::support::service::Service;

/// The lists, and the field by which they show their items.
const LISTS: [(&str, &str); 3] = [("organizations", "name"), ("people", "sortName"), ("events", "title")];

const ORGANIZATIONS_IN_RUSSIAN: [&str; 21] = [
    "assembly",          // Алматинская областная …
    "qha",               // Ассамблея …
    "akim-office",       // Государственное учреждение …
    "house",             // «Дом дружбы …
    "jetisu-university", // Жетысуский …
    "mediation",         // Кабинет медиации
    "chair",             // Кафедра АНК
    "journalists",       // Клуб ведущих …
    "parasat",           // Клуб знатоков …
    "birlik",            // Молодёжное сообщество …
    "expert-group",      // Научно-экспертная группа
    "house-admin",       // Отдел административного …
    "house-monitoring",  // Отдел мониторинга …
    "house-maintenance", // Отдел обслуживания …
    "house-events",      // Отдел общественных …
    "secretariat",       // Секретариат …
    "ulagat",            // Совет аксакалов …
    "mothers",           // Совет матерей
    "ethno-council",     // Совет этнокультурных …
    "accord-councils",   // Советы …
    "language-centre",   // Центр …
];

const ORGANIZATIONS_IN_ENGLISH: [&str; 21] = [
    "chair",             // Academic Chair …
    "assembly",          // Almaty Regional …
    "qha",               // Assembly …
    "birlik",            // Birlik …
    "house-maintenance", // Building …
    "journalists",       // Club …
    "ethno-council",     // Council of Ethnocultural …
    "mothers",           // Council of Mothers
    "accord-councils",   // Councils …
    "house-admin",       // Department of Administrative …
    "house-monitoring",  // Department of Monitoring …
    "house-events",      // Department of Public …
    "house",             // House …
    "jetisu-university", // I. Jansugirov …
    "language-centre",   // Language …
    "mediation",         // Mediation …
    "parasat",           // Parasat …
    "expert-group",      // Scientific …
    "secretariat",       // Secretariat …
    "akim-office",       // State Institution “Office …
    "ulagat",            // Ulagat …
];

const PEOPLE_IN_RUSSIAN: [&str; 5] = [
    "nesipjamal-baimadiyeva", // Баймадиева
    "meiramgul-baqtiyarova",  // Бактиярова
    "yermek-kelemseit",       // Келемсеит
    "emil-qurbanov",          // Курбанов
    "liliya-kushch",          // Кущ
];

const PEOPLE_IN_ENGLISH: [&str; 5] = [
    "nesipjamal-baimadiyeva", // Baimadiyeva
    "meiramgul-baqtiyarova",  // Baqtiyarova
    "yermek-kelemseit",       // Kelemseit
    "liliya-kushch",          // Kushch
    "emil-qurbanov",          // Qurbanov
];

const EVENTS_IN_RUSSIAN: [&str; 8] = [
    "abai-readings",                    // «Абаевские …
    "qha-20-years-conference",          // «АНК …
    "state-language-gathering",         // «Государственный …
    "interethnic-mediation-competence", // «Межэтническая медиативная …
    "interethnic-tolerance-seminar",    // «Межэтническая толерантность …
    "mediation-basics",                 // «Основы медиации»
    "mediation-for-disputes",           // «Основы медиации для …
    "nauryz",                           // «Праздник …
];

const EVENTS_IN_ENGLISH: [&str; 8] = [
    "abai-readings",                    // “Abai …
    "qha-20-years-conference",          // “APK …
    "mediation-basics",                 // “Basics of Mediation”
    "mediation-for-disputes",           // “Basics of Mediation for …
    "interethnic-mediation-competence", // “Interethnic Mediation …
    "interethnic-tolerance-seminar",    // “Interethnic Tolerance …
    "nauryz",                           // “The Nauryz …
    "state-language-gathering",         // “The State …
];

fn reader(service: &Service, language: &str) -> Client {
    service.client().with("accept-language", language)
}

/// Returns the values of a field on a page of a list, and the page's `pageInfo`.
async fn page(client: &Client, list: &str, field: &str, arguments: &str) -> (Vec<String>, Value) {
    let document = format!(
        "{{ {list}({arguments}) {{
            edges {{ node {{ {field} }} }} pageInfo {{ hasPreviousPage hasNextPage startCursor endCursor }}
        }} }}"
    );
    let mut found = client.query(&document, json!({})).await[list].take();
    let edges = found["edges"].as_array().unwrap().iter();
    let values = edges.map(|edge| edge["node"][field].as_str().unwrap().to_owned()).collect();
    (values, found["pageInfo"].take())
}

/// Returns a whole list as the service shows it.
async fn shown(client: &Client, list: &str) -> Vec<String> {
    let (_, field) = LISTS.into_iter().find(|(other, _)| *other == list).unwrap();
    page(client, list, field, "first: 100").await.0
}

#[tokio::test]
async fn lists_are_in_the_alphabetical_order_of_the_request_s_language() {
    let service = Service::start().await;
    for (list, russian, english) in [
        ("organizations", ORGANIZATIONS_IN_RUSSIAN.as_slice(), ORGANIZATIONS_IN_ENGLISH.as_slice()),
        ("people", &PEOPLE_IN_RUSSIAN, &PEOPLE_IN_ENGLISH),
        ("events", &EVENTS_IN_RUSSIAN, &EVENTS_IN_ENGLISH),
    ] {
        for (language, expected) in [("ru", russian), ("en", english)] {
            let (slugs, _) = page(&reader(&service, language), list, "slug", "first: 100").await;
            assert_eq!(slugs, expected, "{list} in {language}");
        }
        let kazakh = page(&reader(&service, "kk"), list, "slug", "first: 100").await;
        assert_eq!(
            page(&reader(&service, "de"), list, "slug", "first: 100").await,
            kazakh,
            "{list} by default"
        );
    }
}

#[tokio::test]
async fn a_russian_list_can_be_paged_one_by_one_in_both_directions() {
    let service = Service::start().await;
    let client = reader(&service, "ru");
    for (list, expected) in [
        ("organizations", ORGANIZATIONS_IN_RUSSIAN.as_slice()),
        ("people", &PEOPLE_IN_RUSSIAN),
        ("events", &EVENTS_IN_RUSSIAN),
    ] {
        let (mut forwards, mut after) = (Vec::new(), String::new());
        loop {
            let (slugs, info) = page(&client, list, "slug", &format!("first: 1{after}")).await;
            forwards.extend(slugs);
            if info["hasNextPage"] == false {
                break;
            }
            after = format!(", after: {}", info["endCursor"]);
        }
        assert_eq!(forwards, expected, "{list} forwards");
        let (mut backwards, mut before) = (Vec::new(), String::new());
        loop {
            let (slugs, info) = page(&client, list, "slug", &format!("last: 1{before}")).await;
            backwards.splice(0..0, slugs);
            if info["hasPreviousPage"] == false {
                break;
            }
            before = format!(", before: {}", info["startCursor"]);
        }
        assert_eq!(backwards, expected, "{list} backwards");
    }
}

#[tokio::test]
async fn a_cursor_of_another_language_is_a_place_in_the_list() {
    let service = Service::start().await;
    let client = reader(&service, "en");
    for (list, _) in LISTS {
        let (all, _) = page(&client, list, "slug", "first: 100").await;
        let (_, info) = page(&reader(&service, "ru"), list, "slug", "first: 3").await;
        let cursor = &info["endCursor"];
        let (rest, _) = page(&client, list, "slug", &format!("first: 100, after: {cursor}")).await;
        let (front, _) = page(&client, list, "slug", &format!("last: 100, before: {cursor}")).await;
        assert!(all.ends_with(&rest) && all.starts_with(&front), "{list}: {front:?}, {rest:?}");
    }
}

#[tokio::test]
async fn a_person_without_a_language_is_sorted_by_the_name_that_is_shown() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    for (slug, name) in [
        ("adams", json!({"en": "adams John"})),
        ("yolkin", json!({"ru": "Ёлкин Иван", "en": "Yolkin Ivan"})),
        ("yemelyanov", json!({"ru": "Емельянов Олег"})),
        ("yelena", json!({"kk": "Елена Ким", "ru": "Елена Ким", "en": "elena Kim"})),
    ] {
        let names = json!([{"text": name, "citations": desk.cited()}]);
        desk.publish("Person", json!({"slug": slug, "names": names, "citations": desk.cited()})).await;
    }
    assert_eq!(
        shown(&reader(&service, "ru"), "people").await,
        [
            "Баймадиева Несипжамал",
            "Бактиярова Мейрамгуль",
            "Елена Ким",
            "Ёлкин Иван",
            "Емельянов Олег",
            "Келемсеит Ермек",
            "Курбанов Эмиль",
            "Кущ Лилия",
            "adams John",
        ],
        "in Russian, ё is sorted as е"
    );
    assert_eq!(
        shown(&reader(&service, "kk"), "people").await,
        [
            "Баймадиева Несіпжамал",
            "Бақтиярова Мейрамгүл",
            "Елена Ким",
            "Емельянов Олег",
            "Ёлкин Иван",
            "Келемсейіт Ермек",
            "Кущ Лилия",
            "Құрбанов Эмиль",
            "adams John",
        ],
        "in Kazakh, ё is a letter after е"
    );
    assert_eq!(
        shown(&reader(&service, "en"), "people").await,
        [
            "adams John",
            "Baimadiyeva, Nesipjamal",
            "Baqtiyarova, Meiramgul",
            "elena Kim",
            "Kelemseit, Yermek",
            "Kushch, Liliya",
            "Qurbanov, Emil",
            "Yolkin Ivan",
            "Емельянов Олег",
        ],
        "in English, capital letters do not matter, and Latin letters come first"
    );
}

#[tokio::test]
async fn an_organization_or_event_without_a_language_is_sorted_by_the_text_that_is_shown() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    for (slug, name) in
        [("aitys", json!({"en": "“aitys” Circle"})), ("juldyz", json!({"kk": "«Жұлдыз» үйірмесі"}))]
    {
        let names = json!([{"text": name, "citations": desk.cited()}]);
        desk.publish("Organization", desk.organization(slug, &json!({"names": names}))).await;
    }
    let event = |slug: &str, title: Value| json!({"slug": slug, "kind": "CONTEST", "title": title, "citations": desk.cited()});
    desk.publish("Event", event("aitys", json!({"kk": "«Айтыс»"}))).await;
    desk.publish("Event", event("debates", json!({"ru": "Дебаты", "en": "Debates"}))).await;

    for (language, list, added, before, after) in [
        ("kk", "organizations", "“aitys” Circle", Some("Этносаралық қатынастарды"), None),
        ("ru", "organizations", "“aitys” Circle", Some("Центр обучения"), None),
        ("en", "organizations", "“aitys” Circle", Some("Academic Chair"), Some("Almaty Regional")),
        ("kk", "organizations", "«Жұлдыз» үйірмесі", Some("Жетекші журналистер"), Some("Қазақстан халқы")),
        ("ru", "organizations", "«Жұлдыз» үйірмесі", Some("Жетысуский"), Some("Кабинет")),
        ("en", "organizations", "«Жұлдыз» үйірмесі", Some("Ulagat Council"), None),
        ("kk", "events", "«Айтыс»", Some("«Абай оқулары»"), Some("«Даулар мен")),
        ("ru", "events", "«Айтыс»", Some("«Абаевские чтения»"), Some("«АНК: 20")),
        ("en", "events", "«Айтыс»", Some("“The State Language"), None),
        ("kk", "events", "Дебаты", Some("«Даулар мен"), Some("«ҚХА: 20")),
        ("ru", "events", "Дебаты", Some("«Государственный язык"), Some("«Межэтническая медиативная")),
        ("en", "events", "Debates", Some("“Basics of Mediation for"), Some("“Interethnic Mediation")),
    ] {
        let all = shown(&reader(&service, language), list).await;
        let place = all.iter().position(|name| name == added).unwrap();
        let begins = |name: Option<&String>, text: Option<&str>| match (name, text) {
            (Some(name), Some(text)) => name.starts_with(text),
            (name, text) => name.is_none() && text.is_none(),
        };
        assert!(
            begins(place.checked_sub(1).and_then(|place| all.get(place)), before)
                && begins(all.get(place + 1), after),
            "{added} in {language}: {all:#?}"
        );
    }
}

#[tokio::test]
async fn a_public_page_lists_people_in_the_order_of_its_language() {
    let service = Service::start().await;
    for (path, names) in
        [("/ru/people", ["Курбанов Эмиль", "Кущ Лилия"]), ("/kk/people", ["Кущ Лилия", "Құрбанов Эмиль"])]
    {
        let page = service.client().get(path).await;
        let html = std::str::from_utf8(&page.body).unwrap();
        let [first, second] = names.map(|name| html.find(name).unwrap());
        assert!(first < second, "{path}");
    }
}
