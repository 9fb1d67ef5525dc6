use serde_json::json;
use tokio_postgres::Client as Sql;

use super::{Learner, assert_unavailable};
use crate::support::service::Service;
use crate::support::sql::connect;

/// Makes inserts of reviews fail with an SQLSTATE: every insert whose number is not divisible by `spared`. The message
/// is in another language, as from a server with another locale.
async fn fail_inserts(sql: &Sql, code: &str, spared: u32) {
    let trigger = format!(
        "DROP TRIGGER IF EXISTS failing ON reviews; DROP SEQUENCE IF EXISTS attempts; CREATE SEQUENCE attempts;
        CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF nextval('attempts') % {spared} <> 0 THEN
                RAISE EXCEPTION 'мұны қазір орындау мүмкін емес' USING ERRCODE = '{code}';
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER failing BEFORE INSERT ON reviews FOR EACH STATEMENT EXECUTE FUNCTION fail()"
    );
    sql.batch_execute(&trigger).await.unwrap();
}

async fn attempts(sql: &Sql) -> i64 {
    sql.query_one("SELECT last_value FROM attempts", &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn a_transaction_that_conflicts_with_another_is_repeated() {
    let service = Service::start().await;
    let learner = Learner::new(&service, "aigul@example.kz").await;
    let sql = connect(&service.database.url).await.unwrap();
    for code in ["40001", "40P01"] {
        fail_inserts(&sql, code, 3).await;
        for n in 1..=6 {
            let data = learner.review(&service).await.data();
            let result = &data["submitReviews"]["results"][0];
            assert_eq!(result, &json!({"review": {"rating": "GOOD"}, "error": null}), "{code}");
            assert_eq!(attempts(&sql).await, 3 * n);
        }
    }
    let stored: i64 = sql.query_one("SELECT count(*) FROM reviews", &[]).await.unwrap().get(0);
    assert_eq!(stored, 12, "each review once");
}

#[tokio::test]
async fn a_transaction_is_repeated_three_times_at_most() {
    let service = Service::start().await;
    let learner = Learner::new(&service, "aigul@example.kz").await;
    let sql = connect(&service.database.url).await.unwrap();
    fail_inserts(&sql, "40001", 1_000).await;
    assert_unavailable(&learner.review(&service).await);
    assert_eq!(attempts(&sql).await, 4);
}

#[tokio::test]
async fn a_database_that_cannot_do_its_work_at_present_is_unavailable_and_not_a_bug() {
    let service = Service::start().await;
    let learner = Learner::new(&service, "aigul@example.kz").await;
    let sql = connect(&service.database.url).await.unwrap();
    for code in ["53100", "53200", "25006", "57P01", "57014", "55P03", "58030", "0A000"] {
        fail_inserts(&sql, code, 1_000).await;
        assert_unavailable(&learner.review(&service).await);
        assert_eq!(attempts(&sql).await, 1, "{code} is not repeated");
    }
    sql.batch_execute("DROP TRIGGER failing ON reviews").await.unwrap();
    learner.review(&service).await.data();
}
