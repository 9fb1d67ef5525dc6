//! Checks of the test databases.

use std::pin::Pin;

use crate::support::{cluster::TestDatabase, sql::connect};

const COUNT: &str = "SELECT count(*) FROM words";

fn one_word(url: String) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    Box::pin(async move {
        // Diesel's migration harness does the same, so it must be possible here.
        tokio::task::block_in_place(|| ());
        let client = connect(&url).await.unwrap();
        client
            .batch_execute("CREATE TABLE words (word text); INSERT INTO words VALUES ('сөз')")
            .await
            .unwrap();
    })
}

async fn words(database: &TestDatabase) -> i64 {
    connect(&database.url).await.unwrap().query_one(COUNT, &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn each_test_has_a_database_of_its_own() {
    let one = TestDatabase::create("one_word", one_word);
    let other = TestDatabase::create("one_word", one_word);
    let client = connect(&one.url).await.unwrap();
    client.batch_execute("INSERT INTO words VALUES ('тағы')").await.unwrap();
    assert_eq!(words(&one).await, 2);
    assert_eq!(words(&other).await, 1);
}

#[tokio::test]
async fn a_database_is_deleted_after_its_test() {
    let database = TestDatabase::create("one_word", one_word);
    let url = database.url.clone();
    let _still_connected = connect(&url).await.unwrap();
    drop(database);
    assert!(connect(&url).await.is_err());
}
