//! Changing the settings of an account.

use serde_json::{Value, json};

use super::{language_of, problems};
use crate::support::service::Service;

const UPDATE: &str = "mutation($input: UpdateSettingsInput!) { updateSettings(input: $input) {
    viewer { account { displayName timeZone dailyGoal } settings { glossLanguages } today { dailyGoal } }
    errors { code message path }
} }";

const SETTINGS: &str = "{ viewer { account { displayName timeZone dailyGoal } settings { glossLanguages } today { dailyGoal } } }";

#[tokio::test]
async fn settings_are_changed_one_at_a_time_or_together() {
    let service = Service::start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    let mut expected = json!({
        "account": {
            "displayName": "aigul@example.kz", "timeZone": "Asia/Almaty", "dailyGoal": 5,
        },
        "settings": {"glossLanguages": ["ru"]},
        "today": {"dailyGoal": 5},
    });
    for change in [
        json!({"timeZone": "Europe/Berlin"}),
        json!({"dailyGoal": 100}),
        json!({"glossLanguages": ["zh-Hans"]}),
        json!({"displayName": " Айгүл "}),
        json!({}),
        json!({"timeZone": null, "dailyGoal": null}),
        json!({"displayName": "A", "timeZone": "Asia/Oral", "dailyGoal": 1, "glossLanguages": ["EN"]}),
    ] {
        for (field, value) in change.as_object().unwrap() {
            match value {
                Value::Null => {}
                Value::Array(tags) if tags == &["EN"] => expected["settings"][field] = json!(["en"]),
                Value::Array(_) => expected["settings"][field] = value.clone(),
                Value::String(text) => expected["account"][field] = json!(text.trim()),
                number => {
                    expected["account"][field] = number.clone();
                    expected["today"]["dailyGoal"] = number.clone();
                }
            }
        }
        let updated = aigul.query(UPDATE, json!({"input": change})).await;
        assert_eq!(updated["updateSettings"], json!({"viewer": expected, "errors": []}), "{change}");
        assert_eq!(aigul.query(SETTINGS, json!({})).await, json!({"viewer": expected}), "{change}");
    }
}

#[tokio::test]
async fn refused_settings_change_nothing() {
    let service = Service::start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    let before = aigul.query(SETTINGS, json!({})).await;
    let russian = aigul.with("accept-language", "ru");
    for (field, value, code) in [
        ("displayName", json!(" "), "INVALID_NAME"),
        ("timeZone", json!("UTC+5"), "UNKNOWN_TIME_ZONE"),
        ("dailyGoal", json!(0), "INVALID_DAILY_GOAL"),
        ("dailyGoal", json!(101), "INVALID_DAILY_GOAL"),
        ("dailyGoal", json!(-2_147_483_648), "INVALID_DAILY_GOAL"),
        ("glossLanguages", json!(["e"]), "INVALID_LANGUAGE_TAG"),
    ] {
        let mut change = json!({"displayName": "Айгүл", "dailyGoal": 7});
        change[field] = value;
        let refused = russian.query(UPDATE, json!({"input": change})).await;
        let refused = &refused["updateSettings"];
        assert_eq!(problems(refused), [(code, &json!([field]))], "{change}");
        assert_eq!(language_of(refused["errors"][0]["message"].as_str().unwrap()), "ru");
        assert_eq!(refused["viewer"], json!(null));
    }
    let change = json!({"displayName": "", "timeZone": "", "dailyGoal": 0, "glossLanguages": [""]});
    let refused = aigul.query(UPDATE, json!({"input": change})).await;
    assert_eq!(problems(&refused["updateSettings"]).len(), 4);
    assert_eq!(aigul.query(SETTINGS, json!({})).await, before);
}

#[tokio::test]
async fn two_changes_in_one_request_both_apply() {
    let service = Service::start().await;
    let aigul = service.client().register("aigul@example.kz").await;
    let both = "mutation {
        zone: updateSettings(input: {timeZone: \"Europe/Berlin\"}) { errors { code } }
        goal: updateSettings(input: {dailyGoal: 9}) { viewer { account { timeZone dailyGoal } } }
    }";
    let updated = aigul.query(both, json!({})).await;
    let expected = json!({"timeZone": "Europe/Berlin", "dailyGoal": 9});
    assert_eq!(updated["goal"]["viewer"]["account"], expected);
    let after = aigul.query("{ viewer { account { timeZone dailyGoal } } }", json!({})).await;
    assert_eq!(after["viewer"]["account"], expected);
}
