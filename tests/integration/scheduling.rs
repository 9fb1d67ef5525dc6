//! Scheduling: presets, and the preview of what each rating will do.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{learn, lesson, moment, new_id, outcomes, queue, rate, start_lesson, submit};

const PRESET: &str = "number effectiveAt desiredRetention maximumIntervalDays learningStepsSeconds
    relearningStepsSeconds easyDaysPercent parameters hasDefaultParameters";

async fn update(learner: &Client, input: Value) -> Value {
    let document = format!(
        "mutation($input: UpdateSchedulingInput!) {{ updateScheduling(input: $input) {{
            viewer {{ preset {{ {PRESET} }} }} movedCards errors {{ code path }} }} }}"
    );
    learner.query(&document, json!({"input": input})).await["updateScheduling"].take()
}

async fn scheduling(learner: &Client) -> Value {
    let document = format!("{{ viewer {{ preset {{ {PRESET} }} presets {{ number }} }} }}");
    learner.query(&document, json!({})).await["viewer"].take()
}

/// Returns the due dates of a lesson's cards.
async fn due_dates(learner: &Client) -> Vec<DateTime<Utc>> {
    let lesson = lesson(learner, "amandasu").await;
    let words = lesson["words"].as_array().unwrap().iter();
    words.flat_map(|word| word["cards"].as_array().unwrap()).map(|card| moment(&card["dueAt"])).collect()
}

#[tokio::test]
async fn a_change_makes_a_new_preset_and_keeps_the_other_options() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let defaults = scheduling(&learner).await["preset"].clone();
    assert_eq!(
        (&defaults["number"], &defaults["desiredRetention"], &defaults["learningStepsSeconds"]),
        (&json!(0), &json!(0.9), &json!([60, 600]))
    );
    assert_eq!(
        (&defaults["parameters"][2], &defaults["hasDefaultParameters"]),
        (&json!(2.3065), &json!(true))
    );

    let first = update(
        &learner,
        json!({"desiredRetention": 0.85, "easyDaysPercent": [100, 100, 100, 100, 100, 50, 0]}),
    )
    .await;
    assert_eq!(first["errors"], json!([]));
    let mut expected = defaults.clone();
    expected["number"] = json!(1);
    expected["desiredRetention"] = json!(0.85);
    expected["easyDaysPercent"] = json!([100, 100, 100, 100, 100, 50, 0]);
    expected["effectiveAt"] = first["viewer"]["preset"]["effectiveAt"].clone();
    assert_eq!(moment(&expected["effectiveAt"]), service.clock.now());
    assert_eq!(first["viewer"]["preset"], expected);

    let mut parameters = defaults["parameters"].clone();
    parameters[2] = json!(3.5);
    let own = update(&learner, json!({"parameters": parameters, "learningStepsSeconds": []})).await;
    let shown = &own["viewer"]["preset"];
    assert_eq!(
        (&shown["number"], &shown["desiredRetention"], &shown["learningStepsSeconds"]),
        (&json!(2), &json!(0.85), &json!([]))
    );
    assert_eq!((&shown["parameters"], &shown["hasDefaultParameters"]), (&parameters, &json!(false)));

    let back = update(&learner, json!({"parameters": null})).await;
    assert_eq!(
        (&back["viewer"]["preset"]["number"], &back["viewer"]["preset"]["hasDefaultParameters"]),
        (&json!(3), &json!(true))
    );
    let same = update(&learner, json!({"desiredRetention": 0.85})).await;
    assert_eq!(same["viewer"]["preset"]["number"], 3, "an update without changes makes no preset");

    let stored = scheduling(&learner).await;
    assert_eq!(stored["preset"], back["viewer"]["preset"]);
    assert_eq!(stored["presets"], json!([{"number": 3}, {"number": 2}, {"number": 1}, {"number": 0}]));
}

#[tokio::test]
async fn later_fields_of_the_request_see_the_new_preset() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let data = learner
        .query(
            "mutation { updateScheduling(input: {desiredRetention: 0.8}) { errors { code } }
               suspendCards(input: {cardIds: []}) { viewer { preset { desiredRetention } } } }",
            json!({}),
        )
        .await;
    assert_eq!(data["suspendCards"]["viewer"]["preset"]["desiredRetention"], 0.8);
}

#[tokio::test]
async fn a_preset_from_now_on_moves_no_due_dates() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let card = queue(&learner).await[0]["card"]["id"].clone();
    let begin = service.clock.now();
    service.clock.advance(Duration::days(20));
    // The last answer comes from a clock that is four minutes ahead.
    let ahead = service.clock.now() + Duration::minutes(4);
    submit(&learner, &[rate(begin, &card, "EASY"), rate(ahead, &card, "EASY")]).await;
    let before = due_dates(&learner).await;

    let changed = update(&learner, json!({"maximumIntervalDays": 2, "desiredRetention": 0.95})).await;
    assert_eq!((&changed["errors"], &changed["movedCards"]), (&json!([]), &json!(0)));
    assert_eq!(due_dates(&learner).await, before);

    // The preset does not apply even when a late answer and its undoing make the service replay the card.
    let late = rate(begin + Duration::days(3), &card, "GOOD");
    submit(&learner, std::slice::from_ref(&late)).await;
    let undo = "mutation($id: UUID!) { undoReviews(input: {reviewIds: [$id]}) { errors { code } } }";
    learner.query(undo, json!({"id": late["reviewId"]})).await;
    assert_eq!(due_dates(&learner).await, before);

    // The next answer uses the new preset.
    service.clock.advance(Duration::days(30));
    let next = submit(&learner, &[rate(service.clock.now(), &card, "EASY")]).await;
    assert_eq!(next["results"][0]["card"]["intervalDays"], 2);
}

#[tokio::test]
async fn a_preset_for_all_reviews_reschedules_cards() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    service.clock.advance(Duration::days(3));
    let reviews: Vec<Value> = queue(&learner)
        .await
        .iter()
        .map(|item| rate(service.clock.now(), &item["card"]["id"], "GOOD"))
        .collect();
    submit(&learner, &reviews).await;
    let before = due_dates(&learner).await;

    let shorter = update(&learner, json!({"maximumIntervalDays": 3, "reschedule": true})).await;
    assert_eq!(
        (&shorter["movedCards"], &shorter["viewer"]["preset"]["effectiveAt"]),
        (&json!(10), &json!(null))
    );
    let after = due_dates(&learner).await;
    assert!(after.iter().all(|due| *due <= service.clock.now() + Duration::days(3)), "{after:?}");
    let back = update(&learner, json!({"maximumIntervalDays": 36_500, "reschedule": true})).await;
    assert_eq!(back["movedCards"], 10);
    assert_eq!(due_dates(&learner).await, before);
}

#[tokio::test]
async fn each_invalid_value_has_its_own_code() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let parameters = scheduling(&learner).await["preset"]["parameters"].clone();
    let with = |index: usize, value: Value| {
        let mut parameters = parameters.clone();
        parameters[index] = value;
        json!({"parameters": parameters})
    };
    for (input, expected) in [
        (
            json!({"desiredRetention": 0.69}),
            json!([{"code": "INVALID_RETENTION", "path": ["desiredRetention"]}]),
        ),
        (
            json!({"desiredRetention": 1}),
            json!([{"code": "INVALID_RETENTION", "path": ["desiredRetention"]}]),
        ),
        (
            json!({"maximumIntervalDays": 0}),
            json!([{"code": "INVALID_MAXIMUM_INTERVAL", "path": ["maximumIntervalDays"]}]),
        ),
        (
            json!({"maximumIntervalDays": 36_501}),
            json!([{"code": "INVALID_MAXIMUM_INTERVAL", "path": ["maximumIntervalDays"]}]),
        ),
        (
            json!({"learningStepsSeconds": [0]}),
            json!([{"code": "INVALID_STEPS", "path": ["learningStepsSeconds"]}]),
        ),
        (
            json!({"relearningStepsSeconds": vec![1; 9]}),
            json!([{"code": "INVALID_STEPS", "path": ["relearningStepsSeconds"]}]),
        ),
        (
            json!({"easyDaysPercent": [100]}),
            json!([{"code": "INVALID_EASY_DAYS", "path": ["easyDaysPercent"]}]),
        ),
        (
            json!({"easyDaysPercent": [0, 0, 0, 0, 0, 0, 101]}),
            json!([{"code": "INVALID_EASY_DAYS", "path": ["easyDaysPercent"]}]),
        ),
        (
            json!({"parameters": [1, 2, 3]}),
            json!([{"code": "INVALID_PARAMETER_COUNT", "path": ["parameters"]}]),
        ),
        (with(20, json!(0.9)), json!([{"code": "PARAMETER_OUT_OF_RANGE", "path": ["parameters", "20"]}])),
        (with(0, json!(1e300)), json!([{"code": "PARAMETER_OUT_OF_RANGE", "path": ["parameters", "0"]}])),
        (
            json!({"desiredRetention": 2, "maximumIntervalDays": -1}),
            json!([
                {"code": "INVALID_RETENTION", "path": ["desiredRetention"]},
                {"code": "INVALID_MAXIMUM_INTERVAL", "path": ["maximumIntervalDays"]},
            ]),
        ),
    ] {
        let refused = update(&learner, input.clone()).await;
        assert_eq!((&refused["errors"], &refused["viewer"]), (&expected, &json!(null)), "{input}");
    }
    // JSON has only finite numbers, and nothing else is accepted as a number.
    for value in ["\"NaN\"", "1e999", "-1e999", "NaN"] {
        let body = format!(
            "{{\"query\": \"mutation($r: Float) {{ updateScheduling(input: {{desiredRetention: $r}}) {{ errors {{ code }} }} }}\",
               \"variables\": {{\"r\": {value}}}}}"
        );
        let answer = learner.post("application/json", &body).await;
        assert!(["BAD_USER_INPUT", "BAD_REQUEST"].contains(&answer.code().as_str()), "{value}: {answer:?}");
    }
    assert_eq!(scheduling(&learner).await["presets"], json!([{"number": 0}]));
    let document = "mutation { updateScheduling(input: {desiredRetention: 0.8}) { errors { code } } }";
    assert_eq!(service.client().execute(document, json!({})).await.code(), "UNAUTHENTICATED");
}

/// Compares a card's preview with the card after each rating, which is submitted and then undone.
async fn compare(service: &Service, learner: &Client, card: &Value) {
    const NEXT: &str = "query($id: ID!) { node(id: $id) { ... on Card {
        phase nextStates { rating phase dueAt intervalDays stability difficulty } } } }";
    let data = learner.query(NEXT, json!({"id": card})).await;
    let states = data["node"]["nextStates"].as_array().unwrap().clone();
    assert_eq!(states.len(), 4);
    for state in states {
        let review = rate(service.clock.now(), card, state["rating"].as_str().unwrap());
        let submitted = submit(learner, std::slice::from_ref(&review)).await;
        assert_eq!(outcomes(&submitted), ["ACCEPTED"]);
        for field in ["phase", "dueAt", "intervalDays", "stability", "difficulty"] {
            assert_eq!(
                submitted["results"][0]["card"][field], state[field],
                "{field} of {state} from {}",
                data["node"]["phase"]
            );
        }
        let undo =
            "mutation($id: UUID!) { undoReviews(input: {reviewIds: [$id]}) { results { error { code } } } }";
        learner.query(undo, json!({"id": review["reviewId"]})).await;
    }
}

#[tokio::test]
async fn a_preview_shows_exactly_what_each_rating_will_do() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let cards: Vec<Value> =
        queue(&learner).await.iter().take(3).map(|item| item["card"]["id"].clone()).collect();
    update(&learner, json!({"easyDaysPercent": [100, 50, 100, 0, 100, 100, 100], "desiredRetention": 0.8}))
        .await;
    // New, in learning steps, due after days, forgotten, relearned; long intervals with wide fuzz.
    for (rating, wait) in [
        ("GOOD", Duration::minutes(10)),
        ("GOOD", Duration::days(9)),
        ("GOOD", Duration::days(40)),
        ("AGAIN", Duration::minutes(10)),
        ("GOOD", Duration::days(30)),
    ] {
        for card in &cards {
            compare(&service, &learner, card).await;
            submit(&learner, &[rate(service.clock.now(), card, rating)]).await;
        }
        service.clock.advance(wait);
    }
    let reset = "mutation($id: UUID!, $card: ID!) { resetCards(input: {resets: [{resetId: $id, cardId: $card}]}) { errors { code } } }";
    learner.query(reset, json!({"id": new_id(), "card": cards[0]})).await;
    compare(&service, &learner, &cards[0]).await;
}

#[tokio::test]
async fn a_preview_takes_no_statement() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let cost_of = async |fields: &str| {
        let document = format!("{{ viewer {{ studyQueue(first: 10) {{ card {{ id {fields} }} }} }} }}");
        service.statements(learner.query(&document, json!({}))).await.1
    };
    assert_eq!(cost_of("").await, cost_of("nextStates { rating dueAt } isLeech isBuried").await);
}
