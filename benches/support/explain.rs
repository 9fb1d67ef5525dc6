//! Prints PostgreSQL's plans of the statements of a request.

use super::capture::CapturedRequest;
use super::cluster::Cluster;

/// Prints two plans of each statement: the custom plan for these parameters, and the generic plan.
pub(crate) async fn print(cluster: &Cluster, request: &CapturedRequest) {
    let client = cluster.connect().await;
    for statement in &request.statements {
        // Null parameters are written as NULL and the others renumbered, because an unused parameter number would have
        // no type.
        let parameters = |upto: usize| statement.parameters[..upto].iter().flatten();
        let prepare = format!(
            "PREPARE captured AS {}",
            statement.with(|place| format!("${}", parameters(place + 1).count()))
        );
        client.batch_execute(&prepare).await.unwrap();
        println!("```sql\n{prepare}\n```\n");
        let values =
            parameters(statement.parameters.len()).map(|value| format!("'{}'", value.replace('\'', "''")));
        let values = values.collect::<Vec<_>>().join(", ");
        let values = if values.is_empty() { values } else { format!("({values})") };
        for mode in ["force_custom_plan", "force_generic_plan"] {
            client.batch_execute(&format!("SET plan_cache_mode = {mode}")).await.unwrap();
            let explain = format!("EXPLAIN (ANALYZE, BUFFERS) EXECUTE captured {values}");
            println!("{mode}:\n");
            for row in client.query(&explain, &[]).await.unwrap() {
                let line: String = row.get(0);
                println!("    {}", line.chars().take(180).collect::<String>());
            }
            println!();
        }
        client.batch_execute("DEALLOCATE captured").await.unwrap();
    }
}
