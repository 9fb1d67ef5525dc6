//! Parameters are fitted to a learner's own review log, by a job that survives its request and its process.

use std::time::{Duration as Wait, Instant};

use chrono::Duration;
use dostyq::app::learning::run_optimization_jobs;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::cluster::TestDatabase;
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{moment, outcomes, queue, rate, start_lesson, submit};

const JOB: &str = "id status dryRun reschedule startedAt finishedAt result {
    outcome reviews minimumReviews before { logLoss rmseBins } after { logLoss rmseBins } parameters presetNumber movedCards }";

async fn optimize(learner: &Client, dry_run: bool, reschedule: bool) -> Value {
    let document = format!(
        "mutation($input: OptimizeParametersInput!) {{ optimizeParameters(input: $input) {{ optimizationJob {{ {JOB} }} errors {{ code }} }} }}"
    );
    let input = json!({"dryRun": dry_run, "reschedule": reschedule});
    learner.query(&document, json!({"input": input})).await["optimizeParameters"].take()
}

async fn job(learner: &Client) -> Value {
    let document = format!("{{ viewer {{ optimizationJob {{ {JOB} }} preset {{ number parameters }} }} }}");
    learner.query(&document, json!({})).await["viewer"].take()
}

/// Waits until the last job is done, polling as a client does.
async fn done(learner: &Client) -> Value {
    let deadline = Instant::now() + Wait::from_mins(2);
    loop {
        let viewer = job(learner).await;
        if ["DONE", "FAILED"].contains(&viewer["optimizationJob"]["status"].as_str().unwrap()) {
            return viewer;
        }
        assert!(Instant::now() < deadline, "still not done: {viewer:#}");
        tokio::time::sleep(Wait::from_millis(20)).await;
    }
}

/// Studies like a learner who forgets quickly: for two thirds of the cards, every other review is a failure.
async fn forgetful(service: &Service, learner: &Client) {
    for lesson in ["amandasu", "otbasy", "ui"] {
        start_lesson(learner, lesson).await;
    }
    let mut cards: Vec<Value> = Vec::new();
    while let [item, ..] = &queue(learner).await[..] {
        // There are only twenty new cards a day, so each is buried as soon as it is seen.
        let card = item["card"]["id"].clone();
        let bury = "mutation($id: ID!) { buryCards(input: {cardIds: [$id]}) { errors { code } } }";
        learner.query(bury, json!({"id": card})).await;
        cards.push(card);
    }
    assert_eq!(cards.len(), 30);
    let begin = service.clock.now();
    service.clock.advance(Duration::days(40));
    let mut reviews = Vec::new();
    for (n, card) in cards.iter().enumerate() {
        reviews.push(rate(begin, card, "GOOD"));
        for (nth, days) in [2, 4, 8, 12, 20, 36].into_iter().enumerate() {
            let rating = if n % 3 > 0 && (n + nth) % 2 == 0 { "AGAIN" } else { "GOOD" };
            reviews.push(rate(begin + Duration::days(days), card, rating));
        }
    }
    for reviews in reviews.chunks(200) {
        let submitted = submit(learner, reviews).await;
        assert!(outcomes(&submitted).iter().all(|outcome| *outcome == "ACCEPTED"));
    }
}

/// Returns the due dates of some cards.
async fn due_dates(learner: &Client) -> Value {
    learner
        .query(
            "{ course(by: {slug: \"kunine-bes-soz\"}) { lessons { words { cards { dueAt } } } } }",
            json!({}),
        )
        .await
}

#[tokio::test]
async fn too_few_reviews_have_their_own_outcome() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    assert_eq!(job(&learner).await["optimizationJob"], json!(null));

    let payload = optimize(&learner, false, false).await;
    assert_eq!(
        (&payload["errors"], &payload["optimizationJob"]["status"], &payload["optimizationJob"]["result"]),
        (&json!([]), &json!("QUEUED"), &json!(null))
    );
    let viewer = done(&learner).await;
    let result = &viewer["optimizationJob"]["result"];
    assert_eq!(
        (&result["outcome"], &result["reviews"], &result["minimumReviews"]),
        (&json!("TOO_FEW_REVIEWS"), &json!(0), &json!(8))
    );
    assert_eq!((&result["parameters"], &result["presetNumber"]), (&json!(null), &json!(null)));
    assert_eq!(viewer["preset"]["number"], 0);
    assert_eq!(
        service
            .client()
            .execute("mutation { optimizeParameters(input: {}) { errors { code } } }", json!({}))
            .await
            .code(),
        "UNAUTHENTICATED"
    );
}

#[tokio::test]
async fn better_parameters_are_shown_then_adopted_and_due_dates_move_only_on_request() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    forgetful(&service, &learner).await;
    let before = due_dates(&learner).await;

    optimize(&learner, true, false).await;
    let shown = done(&learner).await;
    let result = shown["optimizationJob"]["result"].clone();
    assert_eq!((&result["outcome"], &result["reviews"]), (&json!("BETTER"), &json!(180)));
    let figure = |when: &str, what: &str| result[when][what].as_f64().unwrap();
    assert!(figure("after", "logLoss") < figure("before", "logLoss"), "{result:#}");
    assert!(figure("after", "rmseBins") < figure("before", "rmseBins"), "{result:#}");
    assert_eq!(result["parameters"].as_array().unwrap().len(), 21);
    assert_eq!((&shown["preset"]["number"], &result["presetNumber"]), (&json!(0), &json!(null)));

    service.clock.advance(Duration::seconds(1));
    optimize(&learner, false, false).await;
    let adopted = done(&learner).await;
    let again = &adopted["optimizationJob"]["result"];
    assert_eq!(
        (&again["outcome"], &again["presetNumber"], &again["movedCards"]),
        (&json!("ADOPTED"), &json!(1), &json!(0))
    );
    assert_eq!(again["parameters"], result["parameters"], "the same log gives the same parameters");
    assert_eq!(
        (&adopted["preset"]["number"], &adopted["preset"]["parameters"]),
        (&json!(1), &result["parameters"])
    );
    assert_eq!(due_dates(&learner).await, before);

    // The third job finds nothing better, so nothing is rescheduled.
    service.clock.advance(Duration::seconds(1));
    optimize(&learner, false, true).await;
    let third = done(&learner).await;
    assert_eq!(
        (&third["optimizationJob"]["result"]["outcome"], &third["preset"]["number"]),
        (&json!("NOT_BETTER"), &json!(1))
    );

    let id = &third["optimizationJob"]["id"];
    let node = "query($id: ID!) { node(id: $id) { ... on OptimizationJob { status } } }";
    assert_eq!(learner.query(node, json!({"id": id})).await["node"]["status"], "DONE");
    let other = service.client().register("other@example.kz").await;
    assert_eq!(other.query(node, json!({"id": id})).await["node"], json!(null));
}

#[tokio::test]
async fn adopting_parameters_for_all_reviews_moves_due_dates() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    forgetful(&service, &learner).await;
    let before = due_dates(&learner).await;
    optimize(&learner, false, true).await;
    let result = done(&learner).await["optimizationJob"]["result"].clone();
    assert_eq!(result["outcome"], "ADOPTED");
    assert!(result["movedCards"].as_u64().unwrap() > 0);
    assert_ne!(due_dates(&learner).await, before);
}

/// Adds a running job with a lease for each learner, as a killed process leaves it.
async fn insert_running_job(service: &Service, lease: &str) {
    let database = connect(&service.database.url).await.unwrap();
    let now = service.clock.now();
    let statement = format!(
        "INSERT INTO optimization_jobs (learner_id, id, status, dry_run, reschedule, created_at, started_at, lease_until, attempts)
         SELECT learner_id, gen_random_uuid(), 'running', false, false, $1::text::timestamptz, $1::text::timestamptz,
           $1::text::timestamptz + interval '{lease}', 1 FROM learners"
    );
    database.execute(&statement, &[&now.to_rfc3339()]).await.unwrap();
}

#[tokio::test]
async fn a_job_of_a_killed_process_is_taken_over_when_its_lease_expires() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    insert_running_job(&service, "2 minutes").await;
    run_optimization_jobs(&service.services).await;
    assert_eq!(
        job(&learner).await["optimizationJob"]["status"],
        "RUNNING",
        "another process may be running it"
    );

    service.clock.advance(Duration::minutes(2));
    run_optimization_jobs(&service.services).await;
    let taken = job(&learner).await["optimizationJob"].clone();
    assert_eq!((&taken["status"], &taken["result"]["outcome"]), (&json!("DONE"), &json!("TOO_FEW_REVIEWS")));
    assert_eq!(moment(&taken["startedAt"]), service.clock.now());
}

#[tokio::test]
async fn a_job_that_kills_its_processes_finally_fails() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    insert_running_job(&service, "-1 minutes").await;
    let database = connect(&service.database.url).await.unwrap();
    database.execute("UPDATE optimization_jobs SET attempts = 3", &[]).await.unwrap();
    run_optimization_jobs(&service.services).await;
    assert_eq!(job(&learner).await["optimizationJob"]["status"], "FAILED");
    // Then the learner may request another.
    service.clock.advance(Duration::seconds(1));
    assert_eq!(optimize(&learner, true, false).await["errors"], json!([]));
    assert_eq!(done(&learner).await["optimizationJob"]["status"], "DONE");
}

#[tokio::test]
async fn a_learner_has_one_job_at_a_time_and_one_process_runs_it() {
    let service = Service::start().await;
    let other = Service::start_over(
        TestDatabase::external(service.database.url.clone()),
        graphql_engine::Limits::default(),
    )
    .await;
    let learner = service.client().register("aigul@example.kz").await;
    // Nobody works on the job, but another process holds an unexpired lease.
    insert_running_job(&service, "2 minutes").await;
    let same_request = optimize(&learner, false, false).await;
    assert_eq!(
        (&same_request["errors"], &same_request["optimizationJob"]["status"]),
        (&json!([]), &json!("RUNNING"))
    );
    let other_request = optimize(&learner, true, false).await;
    assert_eq!(
        (&other_request["errors"], &other_request["optimizationJob"]),
        (&json!([{"code": "OPTIMIZATION_RUNNING"}]), &json!(null))
    );

    let database = connect(&service.database.url).await.unwrap();
    database.execute("DELETE FROM optimization_jobs", &[]).await.unwrap();
    for n in 0..12 {
        service.client().register(&format!("learner{n}@example.kz")).await;
    }
    insert_running_job(&service, "-1 minutes").await;
    tokio::join!(run_optimization_jobs(&service.services), run_optimization_jobs(&other.services));
    let rows = database.query("SELECT status, attempts FROM optimization_jobs", &[]).await.unwrap();
    assert_eq!(rows.len(), 13);
    for row in rows {
        // One attempt by the killed process, and one by the process that took over.
        assert_eq!((row.get::<_, String>(0), row.get::<_, i16>(1)), ("done".to_owned(), 2));
    }
}

#[tokio::test]
async fn a_clock_that_was_ahead_by_a_day_delays_no_job_and_hides_none() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    service.clock.advance(Duration::days(1));
    insert_running_job(&service, "2 minutes").await;
    service.clock.advance(Duration::days(-1));
    run_optimization_jobs(&service.services).await;
    let taken = job(&learner).await["optimizationJob"].clone();
    assert_eq!((&taken["status"], moment(&taken["startedAt"])), (&json!("DONE"), service.clock.now()));

    // A newer job, although its time is earlier.
    insert_running_job(&service, "2 minutes").await;
    let running = job(&learner).await["optimizationJob"].clone();
    assert_eq!((&running["status"], running["id"] == taken["id"]), (&json!("RUNNING"), false));
    let requested_again = optimize(&learner, false, false).await;
    assert_eq!(
        (&requested_again["errors"], &requested_again["optimizationJob"]["id"]),
        (&json!([]), &running["id"])
    );
}
