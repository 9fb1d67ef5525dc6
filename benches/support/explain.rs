//! How PostgreSQL runs the statements of a request.

use super::capture::Captured;
use super::cluster::Cluster;

/// Prints the plan of each: the one for these parameters, and the one for any.
pub(crate) async fn print(cluster: &Cluster, request: &Captured) {
    let client = cluster.connect().await;
    for statement in &request.statements {
        let prepare = format!("PREPARE asked AS {}", statement.with(|place| format!("${}", place + 1)));
        client.batch_execute(&prepare).await.unwrap();
        println!("```sql\n{prepare}\n```\n");
        let values = statement.parameters.iter().map(|value| match value {
            Some(value) => format!("'{}'", value.replace('\'', "''")),
            None => "NULL".to_owned(),
        });
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
