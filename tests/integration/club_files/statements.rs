//! The export of answers as xAPI statements.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{accessed_subjects, get, leader_of, member, named};
use crate::support::client::Client;
use crate::support::club::{create_club, join_sharing};
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{learn, moment, queue, rate, review, submit, wrong_answer};

const HOME: &str = "https://dostyq.example";

async fn statements(client: &Client, club: &Value, query: &str) -> Vec<Value> {
    let answer = get(client, club, &format!("statements.json{query}")).await;
    assert_eq!(answer.headers["content-type"], "application/json");
    assert_eq!(answer.headers["content-disposition"], "attachment; filename=\"dostyq-statements.json\"");
    let page = answer.json();
    assert_eq!(page["more"], "");
    page["statements"].as_array().unwrap().clone()
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

fn is_iri(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("http://") || text.starts_with("https://"))
}

/// Checks the requirements of xAPI 1.0.3 for every activity.
fn check_activity(activity: &Value) {
    assert_eq!(keys(activity), ["definition", "id", "objectType"]);
    assert_eq!(activity["objectType"], "Activity");
    assert!(is_iri(&activity["id"]) && is_iri(&activity["definition"]["type"]), "{activity}");
    let names = activity["definition"]["name"].as_object().unwrap();
    assert!(!names.is_empty() && names.values().all(|name| !name.as_str().unwrap().is_empty()), "{activity}");
}

/// Checks the requirements of xAPI 1.0.3 for every statement, and that a statement has no other fields than we intend.
fn check(statement: &Value) {
    assert_eq!(keys(statement), ["actor", "context", "id", "object", "result", "timestamp", "verb"]);
    let id = Uuid::parse_str(statement["id"].as_str().unwrap()).unwrap();
    // Programs of the time of xAPI 1.0.3 know versions 1 to 5.
    assert_eq!((id.get_variant(), id.get_version_num()), (uuid::Variant::RFC4122, 5));
    let actor = &statement["actor"];
    assert_eq!((keys(actor), &actor["objectType"]), (vec!["account", "objectType"], &json!("Agent")));
    assert_eq!(
        (keys(&actor["account"]), &actor["account"]["homePage"]),
        (vec!["homePage", "name"], &json!(HOME))
    );
    assert_eq!(statement["verb"]["id"], "http://adlnet.gov/expapi/verbs/answered");
    assert!(statement["verb"]["display"]["en"].is_string());
    let mut object = statement["object"].clone();
    let interaction = object["definition"].as_object_mut().unwrap().remove("interactionType").unwrap();
    assert!(["fill-in", "other"].contains(&interaction.as_str().unwrap()));
    check_activity(&object);
    let result = &statement["result"];
    assert!(result["success"].is_boolean());
    let scaled = result["score"]["scaled"].as_f64().unwrap();
    assert!((-1.0..=1.0).contains(&scaled));
    let duration = result["duration"].as_str().unwrap();
    assert!(duration.starts_with("PT") && duration.ends_with('S'), "{duration}");
    assert!(keys(&result["extensions"]).iter().all(|key| key.starts_with(HOME)));
    let context = &statement["context"];
    assert_eq!(keys(context), ["contextActivities", "language", "platform"]);
    let groups = &context["contextActivities"];
    assert_eq!(keys(groups), ["grouping", "parent"]);
    assert!(groups.as_object().unwrap().values().all(|group| *group != json!([])), "{groups}");
    for activity in
        ["grouping", "parent"].iter().flat_map(|of| context["contextActivities"][of].as_array().unwrap())
    {
        check_activity(activity);
    }
    let timestamp = statement["timestamp"].as_str().unwrap();
    assert!(timestamp.ends_with('Z') && timestamp.parse::<DateTime<Utc>>().is_ok(), "{timestamp}");
}

#[tokio::test]
async fn shared_answers_are_exported_as_statements() {
    let service = Service::start().await;
    let (dana, club) = leader_of(&service, "Парасат достары").await;
    let berik = named(&service, "Берік Асан").await;
    learn(&service, &berik, "amandasu").await;
    service.clock.advance(Duration::days(3));
    let membership = join_sharing(&berik, &club, &["ANSWERS"]).await;
    let (aigul, aigul_id) = member(&service, &club, "Айгүл", &["RESULTS", "ACTIVITY"]).await;
    learn(&service, &aigul, "amandasu").await;
    assert_eq!(
        statements(&dana, &club, "").await,
        [] as [Value; 0],
        "answers from before joining are not exported"
    );
    assert_eq!(accessed_subjects(&berik).await, [""; 0]);

    let items = queue(&berik).await;
    let word = &items[0]["card"]["word"];
    let wrong = review(&service, &items[0], &wrong_answer(&items[0]));
    let by_hand = rate(service.clock.now() + Duration::seconds(10), &items[1]["card"]["id"], "EASY");
    service.clock.advance(Duration::minutes(1));
    submit(&berik, &[wrong.clone(), by_hand]).await;

    let exported = statements(&dana, &club, "").await;
    assert_eq!(exported.len(), 2);
    exported.iter().for_each(check);
    assert!(exported.iter().all(|one| one["actor"]["account"]["name"] == membership["id"]));
    let text = json!(exported).to_string();
    assert!(
        !text.contains("Берік") && !text.contains(&aigul_id),
        "statements name members only by membership id"
    );
    assert_eq!(exported[0]["object"]["definition"]["name"]["kk"], word["headword"]);
    let id = exported[0]["object"]["id"].as_str().unwrap();
    assert!(id.starts_with(&format!("{HOME}/words/{}/", word["id"].as_str().unwrap())), "{id}");
    let result = &exported[0]["result"];
    assert_eq!((&result["success"], &result["score"]["scaled"]), (&json!(false), &json!(0.0)));
    assert_eq!((&result["duration"], result["response"].is_string()), (&json!("PT4S"), true));
    assert_eq!(result["extensions"], json!({(format!("{HOME}/xapi/rating")): 1}));
    assert_eq!(moment(&exported[0]["timestamp"]), moment(&wrong["reviewedAt"]));
    let result = &exported[1]["result"];
    assert_eq!((&result["success"], &result["score"]["scaled"]), (&json!(true), &json!(1.0)));
    assert!(result.get("response").is_none(), "a rating has no response");
    let grouping = &exported[0]["context"]["contextActivities"]["grouping"];
    assert_eq!(grouping[0]["id"], format!("{HOME}/clubs/{}", club["id"].as_str().unwrap()));
    assert_eq!(accessed_subjects(&berik).await, ["EXPORT"]);
    assert_eq!(accessed_subjects(&aigul).await, [""; 0]);

    // The statements are stable, whatever host a request names, and differ from those of another club.
    assert_eq!(statements(&dana, &club, "").await, exported);
    let elsewhere = dana.with("host", "evil.example").with("x-forwarded-host", "evil.example");
    assert_eq!(statements(&elsewhere, &club, "").await, exported);
    let other = create_club(&service, &dana, "Екінші клуб").await;
    join_sharing(&berik, &other, &["ANSWERS"]).await;
    let again = statements(&dana, &other, "").await;
    let ids = |of: &[Value]| of.iter().map(|one| one["id"].to_string()).collect::<BTreeSet<_>>();
    assert_eq!(again.len(), 2, "from the day of joining on");
    assert!(ids(&again).is_disjoint(&ids(&exported)));
    assert_ne!(again[0]["actor"], exported[0]["actor"]);

    // By study days, inclusive.
    for (query, count) in [
        ("?from=2026-11-26&to=2026-11-26", 2),
        ("?from=2026-11-27", 0),
        ("?to=2026-11-25", 0),
        ("?from=-9999-01-01&to=9999-12-31", 2),
        ("?from=2026-11-27&to=2026-11-25", 0),
    ] {
        assert_eq!(statements(&dana, &club, query).await.len(), count, "{query}");
    }
    for wrong in ["?from=yesterday", "?to=2026-13-01", "?after=x"] {
        assert_eq!(
            dana.get(&super::path(&club, &format!("statements.json{wrong}"))).await.status.as_u16(),
            400
        );
    }

    // An undone answer is gone.
    let undo = "mutation($ids: [UUID!]!) { undoReviews(input: {reviewIds: $ids}) { errors { code } } }";
    berik.query(undo, json!({"ids": [wrong["reviewId"]]})).await;
    assert_eq!(statements(&dana, &club, "").await, exported[1..]);
}

#[tokio::test]
async fn a_long_log_is_paged_with_each_answer_once() {
    let service = Service::start().await;
    let (dana, club) = leader_of(&service, "Парасат достары").await;
    let mut ids = Vec::new();
    for name in ["Айгүл", "Берік", "Гүлнар"] {
        let (client, id) = member(&service, &club, name, &["ANSWERS"]).await;
        learn(&service, &client, "amandasu").await;
        service.clock.advance(Duration::minutes(1));
        ids.push(id);
    }
    let (_, silent) = member(&service, &club, "Үнсіз", &["ANSWERS"]).await;
    // Many answers at one moment, distinguished by their ids. The last member no longer shares answers.
    let sql = connect(&service.database.url).await.unwrap();
    sql.batch_execute(
        "INSERT INTO reviews SELECT (copy).* FROM (
           SELECT jsonb_populate_record(NULL::reviews, to_jsonb(review) || jsonb_build_object('id', gen_random_uuid())) AS copy
           FROM (SELECT DISTINCT ON (learner_id) * FROM reviews) AS review, generate_series(1, 1480) AS n OFFSET 0
         ) AS copies",
    )
    .await
    .unwrap();

    let (mut ids_so_far, mut actors, mut sizes, mut costs) =
        (BTreeSet::new(), Vec::new(), Vec::new(), Vec::new());
    let mut next = super::path(&club, "statements.json?from=2026-11-01");
    while !next.is_empty() {
        let (answer, statements) = service.statements(dana.get(&next)).await;
        let page = answer.json();
        let statements_of_page = page["statements"].as_array().unwrap();
        sizes.push(statements_of_page.len());
        costs.push(statements);
        for one in statements_of_page {
            check(one);
            assert!(ids_so_far.insert(one["id"].to_string()), "each once");
            let actor = one["actor"]["account"]["name"].as_str().unwrap().to_owned();
            if actors.last() != Some(&actor) {
                actors.push(actor);
            }
        }
        next = page["more"].as_str().unwrap().to_owned();
        assert!(next.is_empty() || next.contains("from=2026-11-01&after="), "{next}");
        // A member who stops sharing between two pages is left out from the next page on.
        if sizes.len() == 3 {
            sql.batch_execute(
                "UPDATE club_memberships SET shares_answers = false WHERE learner_id IN
                (SELECT id FROM accounts WHERE display_name = 'Берік')",
            )
            .await
            .unwrap();
        }
    }
    assert_eq!(sizes, [1000, 1000, 1000, 1000, 500]);
    assert_eq!(actors, ids, "one member after the other");
    assert!(!actors.contains(&silent));
    // The first request also stores that the login is used.
    let later = &costs[1..];
    assert!(costs[0] == later[0] + 1 && later.iter().all(|cost| *cost == later[0]), "{costs:?}");
}
