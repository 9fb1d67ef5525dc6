//! How PostgreSQL runs the statements of a request.

use super::capture::Captured;
use super::cluster::Cluster;

/// Prints the plan of each: the one for these parameters, and the one for any.
pub(crate) async fn print(cluster: &Cluster, request: &Captured) {
    let client = cluster.connect().await;
    for statement in &request.statements {
        // Null parameters are written out, so that the others are numbered anew: a number that nothing is of has no type.
        let given = |upto: usize| statement.parameters[..upto].iter().flatten();
        let prepare =
            format!("PREPARE asked AS {}", statement.with(|place| format!("${}", given(place + 1).count())));
        client.batch_execute(&prepare).await.unwrap();
        println!("```sql\n{prepare}\n```\n");
        let values =
            given(statement.parameters.len()).map(|value| format!("'{}'", value.replace('\'', "''")));
        let values = values.collect::<Vec<_>>().join(", ");
        let values = if values.is_empty() { values } else { format!("({values})") };
        for mode in ["force_custom_plan", "force_generic_plan"] {
            client.batch_execute(&format!("SET plan_cache_mode = {mode}")).await.unwrap();
            let explain = format!("EXPLAIN (ANALYZE, BUFFERS) EXECUTE asked {values}");
            println!("{mode}:\n");
            for row in client.query(&explain, &[]).await.unwrap() {
                let line: String = row.get(0);
                println!("    {}", line.chars().take(180).collect::<String>());
            }
            println!();
        }
        client.batch_execute("DEALLOCATE asked").await.unwrap();
    }
}
