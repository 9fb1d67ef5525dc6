use std::collections::HashSet;

use diesel::dsl::sql;
use diesel::sql_types::Integer;
use diesel_async::RunQueryDsl as _;
use dostyq::db::Database;

use crate::support::service::Service;

#[tokio::test]
async fn a_connection_is_used_again_after_a_statement_that_is_not_kept() {
    let service = Service::start().await;
    let database = Database::new(&service.database.url, 1).unwrap();
    let mut processes = HashSet::new();
    for _ in 0..100 {
        let mut connection = database.session().connection(None).await.unwrap();
        // The driver prepares a literal for this time only, and closes the statement after the connection's return.
        let process: i32 =
            diesel::select(sql::<Integer>("pg_backend_pid()")).get_result(&mut *connection).await.unwrap();
        processes.insert(process);
    }
    assert_eq!(processes.len(), 1, "connections were opened again and again");
    database.close();
}
