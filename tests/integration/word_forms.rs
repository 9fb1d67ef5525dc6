//! The forms and the pronunciation of words.

use serde_json::{Value, json};

use crate::support::service::Service;

#[tokio::test]
async fn words_have_a_pronunciation_and_nouns_and_verbs_have_forms() {
    let service = Service::start().await;
    let words = |lesson: &'static str| {
        let client = service.client();
        async move {
            let found = client
                .query(
                    "query($lesson: String!) {
                       lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $lesson}}) { words {
                         headword pronunciation paradigm {
                           text noun { number possessor case } verb { tense person polarity }
                         }
                       } }
                     }",
                    json!({"lesson": lesson}),
                )
                .await;
            found["lesson"]["words"].as_array().unwrap().clone()
        }
    };
    let form = |word: &Value, selected: &Value| -> Vec<String> {
        let forms = word["paradigm"].as_array().unwrap().iter();
        let matching = forms.filter(|form| form["noun"] == *selected || form["verb"] == *selected);
        matching.map(|form| form["text"].as_str().unwrap().to_owned()).collect()
    };

    let home = words("ui").await;
    let house = home.iter().find(|word| word["headword"] == "үй").unwrap();
    assert_eq!(house["pronunciation"], "ʏj");
    assert_eq!(house["paradigm"].as_array().unwrap().len(), 84);
    let in_our_houses = json!({"number": "PLURAL", "possessor": "FIRST_PLURAL", "case": "LOCATIVE"});
    assert_eq!(form(house, &in_our_houses), ["үйлерімізде"]);

    let verbs = words("etistikter").await;
    let go = verbs.iter().find(|word| word["headword"] == "бару").unwrap();
    let forms = go["paradigm"].as_array().unwrap();
    assert!(forms.iter().all(|form| form["noun"].is_null() && !form["verb"].is_null()));
    for (tense, person, polarity, text) in [
        ("PRESENT", "FIRST_SINGULAR", "NEGATIVE", "бармаймын"),
        ("PAST", "FIRST_PLURAL", "AFFIRMATIVE", "бардық"),
        ("EVIDENTIAL", "THIRD", "AFFIRMATIVE", "барыпты"),
        ("CONTINUOUS_ZHATYR", "THIRD", "AFFIRMATIVE", "бара жатыр"),
        ("CONDITIONAL", "SECOND_POLITE", "AFFIRMATIVE", "барсаңыз"),
    ] {
        assert_eq!(form(go, &json!({"tense": tense, "person": person, "polarity": polarity})), [text]);
    }

    let greetings = words("amandasu").await;
    let greeting = greetings.iter().find(|word| word["headword"] == "сәлем").unwrap();
    assert_eq!((&greeting["pronunciation"], &greeting["paradigm"]), (&json!("sæˈlem"), &json!([])));
}
