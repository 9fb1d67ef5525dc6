//! Measures operations on both services in turns. Requests are sent on several connections at once; each student uses
//! one of them.

use std::time::{Duration, Instant};

use chrono::Duration as Span;
use dostyq::domain::clock::Clock;
use dostyq::domain::ids::{CardId, WordId};
use hyper::StatusCode;
use serde_json::json;
use tokio::task::JoinSet;

use super::course::uuid;
use super::history::token;
use super::operations::{ITEMS, Operation, PACK, SUBMIT, Student, reviews};
use super::random::SeededRandom;
use crate::support::cluster::Cluster;
use crate::support::connection::Connection;
use crate::support::service::Service;

/// The number of concurrent connections.
const CONNECTIONS: usize = 8;
/// The number of students who send requests, independent of the number of learners.
const STUDENTS: usize = 96;

/// The durations of the measurement of an operation.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) warm_up: Duration,
    pub(crate) round: Duration,
    /// The number of rounds, of which the median is reported.
    pub(crate) rounds: usize,
}

/// A service with a database of `learners` learners, and the students who send requests.
pub(crate) struct Target {
    pub(crate) learners: u32,
    service: Service,
    students: Vec<Student>,
}

/// The result of a round.
#[derive(Clone, Copy)]
pub(crate) struct RoundResult {
    pub(crate) per_second: f64,
    pub(crate) p50: Duration,
    pub(crate) p95: Duration,
    pub(crate) p99: Duration,
}

/// The measurement of an operation on both targets.
pub(crate) struct Measurement {
    pub(crate) name: &'static str,
    pub(crate) statements: u64,
    pub(crate) targets: [RoundResult; 2],
}

impl Target {
    /// Starts the service, and submits reviews of each student, so that their other device is twenty reviews behind.
    pub(crate) async fn open(cluster: &Cluster, learners: u32) -> Self {
        let service = Service::start(cluster);
        let mut students = students(cluster).await;
        let mut random = SeededRandom::new(learners.into());
        for student in &mut students {
            let pack = service.query_as(Some(&student.token), PACK, &json!({})).await.0;
            student.cursor = pack["viewer"]["offlinePack"]["cursor"].as_str().map(str::to_owned);
            let variables = reviews(student, Clock::system().now(), &mut random);
            let (submitted, _) = service.query_as(Some(&student.token), SUBMIT, &variables).await;
            let results = submitted["submitReviews"]["results"].as_array().unwrap();
            assert!(results.len() == ITEMS && results.iter().all(|result| result["error"].is_null()));
        }
        Self { learners, service, students }
    }

    async fn statements(&self, operation: &Operation) -> u64 {
        let student = self.students.last().unwrap();
        let variables =
            (operation.variables)(student, Clock::system().now(), &mut SeededRandom::new(seed_from_now()));
        self.service.query_as(Some(&student.token), operation.document, &variables).await.1
    }
}

/// Returns learners who have studied for some time and were active yesterday, with enough cards in the review phase.
async fn students(cluster: &Cluster) -> Vec<Student> {
    let client = cluster.connect().await;
    let yesterday = (Clock::system().now() - Span::days(3)).date_naive();
    let query = format!(
        "SELECT learner_id::text, substring(email FROM '[0-9]+')::int
         FROM (SELECT learner_id FROM study_days GROUP BY learner_id
               HAVING count(*) BETWEEN 6 AND 60 AND max(study_day) >= date '{yesterday}' - date '1970-01-01') AS active
         JOIN accounts ON id = learner_id
         WHERE (SELECT count(*) FROM cards WHERE cards.learner_id = active.learner_id AND state = 'review') >= {ITEMS}
         ORDER BY md5(learner_id::text) LIMIT {STUDENTS}"
    );
    let mut students = Vec::new();
    for row in client.query(&query, &[]).await.unwrap() {
        let (id, number): (String, i32) = (row.get(0), row.get(1));
        let cards = format!(
            "SELECT cards.id::text, words.id::text, skill, headword FROM cards JOIN words ON words.id = word_id
             WHERE learner_id = '{id}' AND state = 'review' ORDER BY due_at, cards.id LIMIT {ITEMS}"
        );
        let card = |row: &tokio_postgres::Row| {
            let [card, word, skill, headword] = [0, 1, 2, 3].map(|column| row.get::<_, String>(column));
            let answer = match skill.as_str() {
                "recognize" => json!({"choice": WordId::from(uuid(&word)).to_global()}),
                _ => json!({"text": headword}),
            };
            (CardId::from(uuid(&card)).to_global(), answer)
        };
        let cards = client.query(&cards, &[]).await.unwrap().iter().map(card).collect();
        let token = token(u32::try_from(number).unwrap());
        students.push(Student { token, cards, cursor: None });
    }
    assert!(students.len() >= CONNECTIONS, "too few learners: {}", students.len());
    students
}

/// Measures an operation on both targets in alternating rounds, so that other load on the machine affects both.
pub(crate) async fn measure(targets: &[Target; 2], operation: &Operation, pace: Pace) -> Measurement {
    let statements = targets[1].statements(operation).await;
    let students = targets.iter().map(|target| target.students.len()).min().unwrap();
    let mut rounds = [Vec::new(), Vec::new()];
    for target in targets {
        round(target, operation, students, pace.warm_up).await;
    }
    for _ in 0..pace.rounds {
        for (target, rounds) in targets.iter().zip(&mut rounds) {
            rounds.push(round(target, operation, students, pace.round).await);
        }
    }
    let median = |mut rounds: Vec<RoundResult>| {
        rounds.sort_by_key(|round| round.p50);
        rounds[rounds.len() / 2]
    };
    Measurement { name: operation.name, statements, targets: rounds.map(median) }
}

async fn round(target: &Target, operation: &Operation, students: usize, length: Duration) -> RoundResult {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for nth in 0..CONNECTIONS {
        let own: Vec<Student> =
            target.students[..students].iter().skip(nth).step_by(CONNECTIONS).cloned().collect();
        let (address, document, variables) =
            (target.service.address, operation.document, operation.variables);
        tasks.spawn(async move {
            let (clock, mut random) = (Clock::system(), SeededRandom::new(seed_from_now() ^ nth as u64));
            let mut connection = Connection::open(address).await;
            let mut times = Vec::new();
            for student in own.iter().cycle() {
                let variables = variables(student, clock.now(), &mut random);
                let body = json!({"query": document, "variables": variables}).to_string().into();
                let sent_at = Instant::now();
                if sent_at - begun >= length {
                    break;
                }
                let (status, answer) = connection.post(&body, Some(&student.token)).await;
                times.push(sent_at.elapsed());
                let failed = status != StatusCode::OK || answer.starts_with(b"{\"errors\"");
                assert!(!failed, "{status} {}", String::from_utf8_lossy(&answer));
            }
            times
        });
    }
    let mut times = tasks.join_all().await.concat();
    times.sort_unstable();
    let requests = u32::try_from(times.len()).unwrap();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    let per_second = f64::from(requests) / begun.elapsed().as_secs_f64();
    RoundResult { per_second, p50: at(50), p95: at(95), p99: at(99) }
}

/// Returns a seed from the time, so that the reviews of each round have different ids.
fn seed_from_now() -> u64 {
    Clock::system().now().timestamp_micros().cast_unsigned()
}
