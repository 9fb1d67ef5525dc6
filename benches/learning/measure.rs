//! Measures operations on both services in turns. Requests are sent on several connections at once; each student uses
//! one of them.

use chrono::Duration;
use dostyq::domain::clock::Clock;
use serde_json::json;

use super::operations::{Operation, PACK, SUBMIT};
use super::students::{ITEMS, Student, fresh_random, students};
use crate::support::cluster::Cluster;
use crate::support::connection::request;
use crate::support::load::{self, CONNECTIONS, Pace, RoundResult};
use crate::support::service::Service;

/// A service with a database of `learners` learners, and the students who send requests.
pub(crate) struct Target {
    pub(crate) learners: u32,
    service: Service,
    students: Vec<Student>,
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
        let service = Service::start(cluster, &[]);
        let mut students = active_students(cluster).await;
        let mut random = fresh_random();
        for student in &mut students {
            let pack = service.query_as(Some(&student.token), PACK, &json!({})).await.0;
            student.cursor = pack["viewer"]["offlinePack"]["cursor"].as_str().map(str::to_owned);
            let variables = student.reviews(&mut random);
            let (submitted, _) = service.query_as(Some(&student.token), SUBMIT, &variables).await;
            let results = submitted["submitReviews"]["results"].as_array().unwrap();
            assert!(results.len() == ITEMS && results.iter().all(|result| result["error"].is_null()));
        }
        Self { learners, service, students }
    }

    async fn statements(&self, operation: &Operation) -> u64 {
        let student = self.students.last().unwrap();
        let variables = (operation.variables)(student, &mut fresh_random());
        self.service.query_as(Some(&student.token), operation.document, &variables).await.1
    }
}

/// Returns learners who have studied for some time and were active yesterday.
async fn active_students(cluster: &Cluster) -> Vec<Student> {
    let yesterday = (Clock::system().now() - Duration::days(3)).date_naive();
    let condition = format!(
        "learner_id IN (SELECT learner_id FROM study_days GROUP BY learner_id
           HAVING count(*) BETWEEN 6 AND 60 AND max(study_day) >= date '{yesterday}' - date '1970-01-01')"
    );
    let students = students(cluster, &condition).await;
    assert!(students.len() >= CONNECTIONS, "too few learners: {}", students.len());
    students
}

/// Measures an operation on both targets in alternating rounds, so that other load on the machine affects both.
pub(crate) async fn measure(targets: &[Target; 2], operation: &Operation, pace: Pace) -> Measurement {
    let statements = targets[1].statements(operation).await;
    let students = targets.iter().map(|target| target.students.len()).min().unwrap();
    let round = |target: &Target, length| {
        load::round(&target.service, length, |nth| {
            let own: Vec<&Student> =
                target.students[..students].iter().skip(nth).step_by(CONNECTIONS).collect();
            let (mut own, mut random) = (own.into_iter().cycle(), fresh_random());
            move || {
                let student = own.next().unwrap();
                request(
                    operation.document,
                    &(operation.variables)(student, &mut random),
                    Some(&student.token),
                )
            }
        })
    };
    let mut rounds = [Vec::new(), Vec::new()];
    for target in targets {
        round(target, pace.warm_up);
    }
    for _ in 0..pace.rounds {
        for (target, rounds) in targets.iter().zip(&mut rounds) {
            rounds.push(round(target, pace.round));
        }
    }
    let median = |mut rounds: Vec<RoundResult>| {
        rounds.sort_by_key(|round| round.p50);
        rounds[rounds.len() / 2]
    };
    Measurement { name: operation.name, statements, targets: rounds.map(median) }
}
