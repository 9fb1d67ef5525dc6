//! The service as a separate process, with its own allocator, threads and log, as in production.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::Duration;

use nix::unistd::{SysconfVar, sysconf};
use serde_json::Value;

use super::cluster::Cluster;
use super::connection::{Connection, OK, request};

/// The budgets of an account and of an address, so large that no benchmark uses them up: costs are counted, but no
/// operation is refused.
const BUDGET: &str = "4000000000";

/// A running service, stopped on drop.
pub(crate) struct Service {
    process: Child,
    log: std::path::PathBuf,
    pub(crate) address: SocketAddr,
}

/// Returns a command of the program with arguments, for a cluster's database.
pub(crate) fn dostyq(cluster: &Cluster, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dostyq"));
    // The environment is cleared and the folder changed, so that neither settings nor content of this repository are
    // used.
    command.args(arguments).args(["--database-url", &cluster.url]).current_dir(&cluster.folder).env_clear();
    command
}

impl Service {
    pub(crate) fn migrate(cluster: &Cluster) {
        assert!(dostyq(cluster, &["migrate"]).output().unwrap().status.success());
    }

    /// Starts the service with further options.
    pub(crate) fn start(cluster: &Cluster, options: &[&str]) -> Self {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let nth = STARTED.fetch_add(1, Ordering::Relaxed);
        let log = cluster.folder.join(format!("serve-{nth}.log"));
        let mut process = dostyq(cluster, &["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
            .args(["--max-account-cost-per-minute", BUDGET, "--max-address-cost-per-minute", BUDGET])
            .args(options)
            .stdin(Stdio::null())
            .stdout(File::create(cluster.folder.join(format!("serve-{nth}.out"))).unwrap())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        for _ in 0..2_400 {
            let output = fs::read_to_string(&log).unwrap();
            let address =
                output.split_once("listening on http://").and_then(|(_, rest)| rest.split_once("/graphql"));
            if let Some((address, _)) = address {
                return Self { process, log, address: address.parse().unwrap() };
            }
            assert!(process.try_wait().unwrap().is_none(), "the service ended: {output}");
            sleep(Duration::from_millis(50));
        }
        panic!("the service does not listen");
    }

    /// Sends an operation that must succeed. Returns its data, and the number of SQL statements according to the
    /// service's log.
    pub(crate) async fn query(&self, document: &str, variables: &Value) -> (Value, u64) {
        self.query_as(None, document, variables).await
    }

    /// Like [`query`](Self::query), with a session token.
    pub(crate) async fn query_as(
        &self,
        token: Option<&str>,
        document: &str,
        variables: &Value,
    ) -> (Value, u64) {
        self.send(&request(document, variables, token)).await
    }

    /// Like [`query`](Self::query), with the bytes of a [`request`].
    pub(crate) async fn send(&self, request: &[u8]) -> (Value, u64) {
        let logged = fs::metadata(&self.log).unwrap().len();
        let mut connection = Connection::open(self.address);
        let (status, answer) = connection.send(request);
        let mut answer: Value = serde_json::from_slice(answer).unwrap();
        assert!(status == OK && answer.get("errors").is_none(), "{answer:#}");
        (answer["data"].take(), self.statements_after(logged).await)
    }

    /// Waits for the log line of a request, which is written after the response, and returns its number of SQL
    /// statements.
    async fn statements_after(&self, logged: u64) -> u64 {
        loop {
            let log = fs::read_to_string(&self.log).unwrap();
            let mut lines = log[usize::try_from(logged).unwrap()..].lines();
            let line =
                lines.find_map(|line| serde_json::from_str::<Value>(line).ok()?["statements"].as_u64());
            if let Some(statements) = line {
                return statements;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Returns the processor time that the service has used; `None` if `/proc` does not provide it.
    pub(crate) fn cpu(&self) -> Option<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id())).ok()?;
        // The twelfth and thirteenth fields after the name, which may contain any character.
        let (_, fields) = stat.rsplit_once(')')?;
        let ticks: u32 =
            fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u32>().unwrap_or(0)).sum();
        let per_second = u32::try_from(sysconf(SysconfVar::CLK_TCK).ok()??).ok()?;
        Some(Duration::from_secs(1) * ticks / per_second)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
