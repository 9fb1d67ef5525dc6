//! Fills a database: histories are simulated on all processors and sent to the server through `COPY`.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use dostyq::db::{self, Database};
use dostyq::domain::ids::LessonId;
use dostyq::domain::learning::preset::Presets;
use futures_util::SinkExt as _;
use hyper::body::Bytes;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_postgres::Client;

use super::club::Club;
use super::course::Courses;
use super::history::{Histories, TABLES};
use super::learner::{SimulationContext, simulate};
use super::rows::{HEADER, TRAILER};
use crate::support::cluster::Cluster;

/// The number of learners that a thread simulates at once.
const BATCH: u32 = 200;
/// The maximum size of a message to the server, in bytes.
const MESSAGE: usize = 1 << 18;

/// The filled rows, and the time that it took.
pub(crate) struct Filled {
    reviews: u64,
    rows: u64,
    took: Duration,
    /// The part of the time for statistics and the visibility map.
    vacuum: Duration,
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reviews, rows, took, vacuum } = self;
        let copied = took.saturating_sub(*vacuum).as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "some millions")]
        let speed = *rows as f64 / copied;
        write!(
            f,
            "{reviews} reviews, {rows} rows in {copied:.0} s ({speed:.0} rows a second), and VACUUM in {:.0} s",
            vacuum.as_secs_f64()
        )
    }
}

pub(crate) async fn fill(
    cluster: &Cluster,
    courses: &Arc<Courses>,
    club: Club,
    now: DateTime<Utc>,
) -> Filled {
    let begun = Instant::now();
    let (sender, mut histories) = mpsc::channel::<Histories>(2);
    let next = Arc::new(AtomicU32::new(0));
    let threads: Vec<_> = (0..thread::available_parallelism().map_or(2, usize::from))
        .map(|_| {
            let (courses, next, sender) = (courses.clone(), next.clone(), sender.clone());
            thread::spawn(move || simulate_batches(&courses, &next, club, now, &sender))
        })
        .collect();
    drop(sender);

    let mut copies = JoinSet::new();
    let mut tables = Vec::new();
    for (table, columns) in TABLES {
        let client = cluster.connect().await;
        // Foreign keys are correct by construction.
        client.batch_execute("SET session_replication_role = replica").await.unwrap();
        let (chunks, receiver) = mpsc::channel(1);
        copies.spawn(copy(client, format!("COPY {table} ({columns}) FROM STDIN (FORMAT binary)"), receiver));
        tables.push(chunks);
    }
    let (mut reviews, mut rows) = (0, 0);
    while let Some(batch) = histories.recv().await {
        for ((filled, chunks), (table, _)) in batch.tables.into_iter().zip(&tables).zip(TABLES) {
            rows += filled.count;
            reviews += if table == "reviews" { filled.count } else { 0 };
            chunks.send(Bytes::from(filled.bytes)).await.unwrap();
        }
    }
    drop(tables);
    copies.join_all().await;
    for thread in threads {
        thread.join().unwrap();
    }

    let lessons: Vec<LessonId> = courses.lessons.iter().map(|(lesson, _)| *lesson).collect();
    let session = Database::new(&cluster.url, 1).unwrap().session();
    db::learning::count_changed_lessons(&mut session.connection(None).await.unwrap(), &lessons)
        .await
        .unwrap();

    let vacuum_begun = Instant::now();
    cluster.connect().await.batch_execute("VACUUM ANALYZE").await.unwrap();
    Filled { reviews, rows, took: begun.elapsed(), vacuum: vacuum_begun.elapsed() }
}

/// Simulates batches of learners until all have been simulated.
fn simulate_batches(
    courses: &Courses,
    next: &AtomicU32,
    club: Club,
    now: DateTime<Utc>,
    sender: &mpsc::Sender<Histories>,
) {
    let context = SimulationContext { courses, club, now, presets: Presets::new(Vec::new()) };
    loop {
        let first = next.fetch_add(BATCH, Ordering::Relaxed);
        if first >= club.learners {
            return;
        }
        let mut histories = Histories::default();
        for number in first..club.learners.min(first + BATCH) {
            simulate(number, &context, &mut histories);
        }
        sender.blocking_send(histories).unwrap();
    }
}

async fn copy(client: Client, statement: String, mut chunks: mpsc::Receiver<Bytes>) {
    let mut sink = pin!(client.copy_in::<_, Bytes>(&statement).await.unwrap());
    sink.send(Bytes::from_static(HEADER)).await.unwrap();
    while let Some(mut chunk) = chunks.recv().await {
        while !chunk.is_empty() {
            let message = chunk.split_to(chunk.len().min(MESSAGE));
            sink.send(message).await.unwrap();
        }
    }
    sink.send(Bytes::from_static(TRAILER)).await.unwrap();
    sink.finish().await.unwrap();
}
