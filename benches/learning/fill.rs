//! Filling a database: histories are made on all processors, and go to the server through `COPY`.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use dostyq::domain::learning::preset::Presets;
use futures_util::SinkExt as _;
use hyper::body::Bytes;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_postgres::Client;

use super::club::Club;
use super::course::Courses;
use super::history::{Histories, TABLES};
use super::learner::{World, live};
use super::rows::{HEADER, TRAILER};
use crate::support::cluster::Cluster;

/// How many learners a thread makes at once.
const BATCH: u32 = 200;
/// How much goes to the server in one message.
const MESSAGE: usize = 1 << 18;

/// What was filled, and how long it took.
pub(crate) struct Filled {
    reviews: u64,
    rows: u64,
    took: Duration,
    /// Of that, statistics and the visibility map.
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
    let (made, mut histories) = mpsc::channel::<Histories>(2);
    let next = Arc::new(AtomicU32::new(0));
    let threads: Vec<_> = (0..thread::available_parallelism().map_or(2, usize::from))
        .map(|_| {
            let (courses, next, made) = (courses.clone(), next.clone(), made.clone());
            thread::spawn(move || make(&courses, &next, club, now, &made))
        })
        .collect();
    drop(made);

    let mut copies = JoinSet::new();
    let mut tables = Vec::new();
    for (table, columns) in TABLES {
        let client = cluster.connect().await;
        // Foreign keys are right by construction.
        client.batch_execute("SET session_replication_role = replica").await.unwrap();
        let (chunks, waiting) = mpsc::channel(1);
        copies.spawn(copy(client, format!("COPY {table} ({columns}) FROM STDIN (FORMAT binary)"), waiting));
        tables.push(chunks);
    }
    let (mut reviews, mut rows) = (0, 0);
    while let Some(some) = histories.recv().await {
        for ((filled, chunks), (table, _)) in some.tables.into_iter().zip(&tables).zip(TABLES) {
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

    let vacuumed = Instant::now();
    cluster.connect().await.batch_execute("VACUUM ANALYZE").await.unwrap();
    Filled { reviews, rows, took: begun.elapsed(), vacuum: vacuumed.elapsed() }
}

/// Makes batch after batch of learners, until all have been made.
fn make(courses: &Courses, next: &AtomicU32, club: Club, now: DateTime<Utc>, made: &mpsc::Sender<Histories>) {
    let world = World { courses, club, now, presets: Presets::new(Vec::new()) };
    loop {
        let first = next.fetch_add(BATCH, Ordering::Relaxed);
        if first >= club.learners {
            return;
        }
        let mut histories = Histories::default();
        for number in first..club.learners.min(first + BATCH) {
            live(number, &world, &mut histories);
        }
        made.blocking_send(histories).unwrap();
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
