//! Learners' settings, and what a change of settings leaves unchanged.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{
    self, first_of_queue, item, learn, outcomes, queue, review_at, start_lesson, submit,
};

const FIELDS: &str =
    "glossLanguages script keyboard dailyGoal timeZone rolloverHour skills newCardsPerDay reviewsPerDay
    burySiblings leechThreshold suspendLeeches teachNewWords pausedUntil";

async fn update(learner: &Client, input: Value) -> Value {
    let document = format!(
        "mutation($input: UpdateSettingsInput!) {{ updateSettings(input: $input) {{
            viewer {{ settings {{ {FIELDS} }} }} errors {{ code path }} }} }}"
    );
    learner.query(&document, json!({"input": input})).await["updateSettings"].take()
}

async fn settings(learner: &Client) -> Value {
    let data = learner.query(&format!("{{ viewer {{ settings {{ {FIELDS} }} }} }}"), json!({})).await;
    data["viewer"]["settings"].clone()
}

#[tokio::test]
async fn every_setting_is_stored_and_shown() {
    let service = Service::start().await;
    let learner = service.client().register_to_be_taught("aigul@example.kz").await;
    let mut expected = json!({
        "glossLanguages": ["ru"], "script": "CYRILLIC", "keyboard": "KAZAKH", "dailyGoal": 5, "timeZone": "Asia/Almaty", "rolloverHour": 4,
        "skills": ["RECOGNIZE", "PRODUCE"], "newCardsPerDay": 20, "reviewsPerDay": 200, "burySiblings": false,
        "leechThreshold": 8, "suspendLeeches": true, "teachNewWords": true, "pausedUntil": null,
    });
    assert_eq!(settings(&learner).await, expected);
    for change in [
        json!({"glossLanguages": ["ug", "ru", "en"]}),
        json!({"script": "LATIN", "rolloverHour": 0}),
        json!({"keyboard": "RUSSIAN"}),
        json!({"skills": ["PRODUCE", "LISTEN"]}),
        json!({"newCardsPerDay": 0, "reviewsPerDay": 9999, "burySiblings": true}),
        json!({"leechThreshold": 2, "suspendLeeches": false, "timeZone": "Asia/Seoul", "dailyGoal": 100}),
        json!({}),
        json!({"rolloverHour": 23}),
    ] {
        for (field, value) in change.as_object().unwrap() {
            expected[field] = value.clone();
        }
        let updated = update(&learner, change).await;
        assert_eq!((&updated["errors"], &updated["viewer"]["settings"]), (&json!([]), &expected));
        assert_eq!(settings(&learner).await, expected);
    }
    // Codes of three letters become those of two.
    let updated = update(&learner, json!({"glossLanguages": ["uig", "rus", "eng"]})).await;
    assert_eq!(updated["viewer"]["settings"]["glossLanguages"], json!(["ug", "ru", "en"]));
}

#[tokio::test]
async fn settings_out_of_range_are_refused_by_field() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let before = settings(&learner).await;
    let nine = ["ug", "ru", "en", "ko", "de", "tr", "uz", "ky", "tt"];
    let cases = [
        ("glossLanguages", json!([]), "INVALID_GLOSS_LANGUAGES"),
        ("glossLanguages", json!(["ru", "rus"]), "INVALID_GLOSS_LANGUAGES"),
        ("glossLanguages", json!(nine), "INVALID_GLOSS_LANGUAGES"),
        ("glossLanguages", json!(["ru", "русский"]), "INVALID_LANGUAGE_TAG"),
        ("rolloverHour", json!(24), "INVALID_ROLLOVER_HOUR"),
        ("rolloverHour", json!(-1), "INVALID_ROLLOVER_HOUR"),
        ("skills", json!([]), "INVALID_SKILLS"),
        ("skills", json!(["LISTEN", "LISTEN"]), "INVALID_SKILLS"),
        ("newCardsPerDay", json!(-1), "INVALID_DAILY_LIMIT"),
        ("reviewsPerDay", json!(10_000), "INVALID_DAILY_LIMIT"),
        ("leechThreshold", json!(1), "INVALID_LEECH_THRESHOLD"),
        ("leechThreshold", json!(100), "INVALID_LEECH_THRESHOLD"),
    ];
    for (field, value, code) in cases {
        let mut change = json!({"burySiblings": true});
        change[field] = value;
        let refused = update(&learner, change).await;
        assert_eq!(refused["errors"], json!([{"code": code, "path": [field]}]));
        assert_eq!(refused["viewer"], json!(null));
    }
    let all = json!({"rolloverHour": 24, "skills": [], "newCardsPerDay": -1, "leechThreshold": 0});
    assert_eq!(update(&learner, all).await["errors"].as_array().unwrap().len(), 4);
    assert_eq!(settings(&learner).await, before);
}

#[tokio::test]
async fn a_new_skill_gets_cards_of_started_lessons_and_a_dropped_one_is_hidden() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    for slug in ["amandasu", "otbasy"] {
        start_lesson(&learner, slug).await;
    }
    let skills = async || -> Vec<(String, usize)> {
        let items = first_of_queue(&learner, 100).await;
        let count_of = |skill: &str| items.iter().filter(|item| item["card"]["skill"] == skill).count();
        ["RECOGNIZE", "PRODUCE", "LISTEN"]
            .iter()
            .map(|skill| ((*skill).to_owned(), count_of(skill)))
            .collect()
    };
    let counts = |recognize, produce, listen| {
        vec![
            ("RECOGNIZE".to_owned(), recognize),
            ("PRODUCE".to_owned(), produce),
            ("LISTEN".to_owned(), listen),
        ]
    };
    update(&learner, json!({"newCardsPerDay": 100})).await;
    assert_eq!(skills().await, counts(10, 10, 0));

    service.clock.advance(Duration::minutes(1));
    let (_, statements) =
        service.statements(update(&learner, json!({"skills": ["RECOGNIZE", "LISTEN"]}))).await;
    let cards = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"otbasy\"}}) { words { cards { skill } } } }";
    let all = learner.query(cards, json!({})).await;
    for word in all["lesson"]["words"].as_array().unwrap() {
        assert_eq!(word["cards"].as_array().unwrap().len(), 3, "{word}");
    }
    let listened = first_of_queue(&learner, 100).await;
    assert!(listened.iter().all(|item| item["card"]["skill"] != "PRODUCE"));

    // More lessons take no more statements; existing cards stay.
    for slug in ["ui", "sandar-1-5"] {
        start_lesson(&learner, slug).await;
    }
    let change = update(&learner, json!({"skills": ["RECOGNIZE", "PRODUCE"]}));
    let (_, more) = service.statements(change).await;
    assert_eq!(more, statements);
    assert_eq!(skills().await, counts(20, 20, 0));
    study::assert_counts_are_right(&service).await;
}

#[tokio::test]
async fn progress_counts_the_skills_that_the_learner_practises_now() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    let words = async || {
        let progress = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { progress { learned } } }";
        learner.query(progress, json!({})).await["lesson"]["progress"]["learned"].take()
    };
    assert_eq!(words().await, json!(5));
    for (skills, learned) in [(json!(["RECOGNIZE", "LISTEN"]), 0), (json!(["RECOGNIZE"]), 5)] {
        update(&learner, json!({"skills": skills})).await;
        assert_eq!(words().await, json!(learned), "{skills}: the cards of a new skill were not learned");
        study::assert_counts_are_right(&service).await;
    }
}

/// Answers a card at a moment in a time zone, and returns the study day that the answer counts for.
async fn answer_in(learner: &Client, item: &Value, at: DateTime<Utc>, zone: Option<&str>) -> Value {
    let mut answer = review_at(at, item, &json!({"rating": "GOOD"}));
    if let Some(zone) = zone {
        answer["timeZone"] = json!(zone);
    }
    let submitted = submit(learner, &[answer]).await;
    assert_eq!(outcomes(&submitted), ["ACCEPTED"]);
    submitted["results"][0]["review"]["studyDay"].clone()
}

#[tokio::test]
async fn travelling_keeps_past_study_days() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    let days = async || -> Vec<(String, u64)> {
        let document = "{ viewer { statistics { activity(from: \"2026-11-01\", to: \"2026-12-31\") { date reviews } } } }";
        let data = learner.query(document, json!({})).await;
        let days = data["viewer"]["statistics"]["activity"].as_array().unwrap();
        days.iter()
            .map(|day| (day["date"].as_str().unwrap().to_owned(), day["reviews"].as_u64().unwrap()))
            .collect()
    };
    let on = |days: &[(&str, u64)]| -> Vec<(String, u64)> {
        days.iter().map(|(day, reviews)| ((*day).to_owned(), *reviews)).collect()
    };
    // 18:00 in Almaty.
    service.clock.advance(Duration::hours(7));
    assert_eq!(answer_in(&learner, &items[0], service.clock.now(), None).await, "2026-11-23");
    assert_eq!(days().await, on(&[("2026-11-23", 1)]));

    // Nine hours later, it is 07:00 in Seoul, and still night in Almaty: past days stay, and new answers count there.
    update(&learner, json!({"timeZone": "Asia/Seoul"})).await;
    service.clock.advance(Duration::hours(9));
    assert_eq!(days().await, on(&[("2026-11-23", 1)]));
    assert_eq!(answer_in(&learner, &items[1], service.clock.now(), None).await, "2026-11-24");
    // The phone was still in Almaty when this answer was given.
    let at = service.clock.now() - Duration::hours(8);
    assert_eq!(answer_in(&learner, &items[2], at, Some("Asia/Almaty")).await, "2026-11-23");
    assert_eq!(days().await, on(&[("2026-11-23", 2), ("2026-11-24", 1)]));

    // 23 hours later, it is 16:00 in New York: the day is repeated, and the streak stays.
    update(&learner, json!({"timeZone": "America/New_York"})).await;
    service.clock.advance(Duration::hours(23));
    assert_eq!(answer_in(&learner, &items[3], service.clock.now(), None).await, "2026-11-24");
    assert_eq!(days().await, on(&[("2026-11-23", 2), ("2026-11-24", 2)]));
    let streak = "{ viewer { today { date } statistics { streaks { current { days } longest { days } } } } }";
    let response = learner.query(streak, json!({})).await;
    assert_eq!(
        response["viewer"],
        json!({"today": {"date": "2026-11-24"}, "statistics": {"streaks": {"current": {"days": 2}, "longest": {"days": 2}}}})
    );

    // A different rollover hour keeps past days, too.
    update(&learner, json!({"rolloverHour": 18})).await;
    assert_eq!(answer_in(&learner, &items[4], service.clock.now(), None).await, "2026-11-23");
    assert_eq!(days().await, on(&[("2026-11-23", 3), ("2026-11-24", 2)]));
}

#[tokio::test]
async fn study_days_are_whole_when_clocks_change() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    update(&learner, json!({"timeZone": "America/New_York", "rolloverHour": 2})).await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    // In New York, on 2027-03-14, 02:00 becomes 03:00: the study day begins at the hour that exists.
    service.clock.advance("2027-03-20T12:00:00Z".parse::<DateTime<Utc>>().unwrap() - service.clock.now());
    let learner = service.client().log_in("aigul@example.kz").await;
    for (item, (moment, day)) in items.iter().zip([
        ("2027-03-14T06:59:59Z", "2027-03-13"),
        ("2027-03-14T07:00:00Z", "2027-03-14"),
        ("2027-03-15T05:59:59Z", "2027-03-14"),
        ("2027-03-15T06:00:00Z", "2027-03-15"),
    ]) {
        assert_eq!(answer_in(&learner, item, moment.parse().unwrap(), None).await, day, "{moment}");
    }
    // On 2027-11-07 the hour from 01:00 is repeated.
    service.clock.advance(Duration::days(240));
    let learner = service.client().log_in("aigul@example.kz").await;
    for (item, (moment, day)) in items[4..].iter().zip([
        ("2027-11-07T06:59:59Z", "2027-11-06"),
        ("2027-11-07T07:00:00Z", "2027-11-07"),
        ("2027-11-08T06:59:59Z", "2027-11-07"),
    ]) {
        assert_eq!(answer_in(&learner, item, moment.parse().unwrap(), None).await, day, "{moment}");
    }
}

#[tokio::test]
async fn a_meaning_is_shown_with_its_language() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let document = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { words { headword meaning { language text } } } }";
    let salem = async |client: &Client| {
        let lesson = client.query(document, json!({})).await;
        let words = lesson["lesson"]["words"].as_array().unwrap();
        words.iter().find(|word| word["headword"] == "сәлем").unwrap()["meaning"].clone()
    };
    for (chain, language, text) in [
        (json!(["mn", "en", "ru"]), "en", "hi"),
        (json!(["mn", "kk"]), "ru", "привет"),
        (json!(["en-GB"]), "en", "hi"),
    ] {
        update(&learner, json!({"glossLanguages": chain})).await;
        assert_eq!(salem(&learner).await, json!({"language": language, "text": text}));
        let typing = item(&queue(&learner).await, "сәлем", "PRODUCE").clone();
        assert_eq!(typing["exercise"]["language"], language);
    }
    assert_eq!(salem(&service.client()).await["language"], "en", "the language of the request");
    assert_eq!(salem(&service.client().with("accept-language", "kk")).await["language"], "ru");
}
