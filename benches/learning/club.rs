//! A club of the largest expected size, and the queries of its leader, which are sent one after the other.

use std::fs;
use std::time::{Duration, Instant};

use dostyq::domain::clock::Clock;
use dostyq::domain::ids::{ClubId, LessonId};
use serde_json::{Value, json};
use uuid::Uuid;

use super::course::uuid;
use crate::support::cluster::{Cluster, RECORD};
use crate::support::service::Service;

/// The id of the club.
pub(crate) const ID: Uuid = Uuid::from_u128(0x0198_0000_0000_7000_8000_ffff_0000_0001);
const LEADER: Uuid = Uuid::from_u128(0x0198_0000_0000_7000_8000_ffff_0000_0002);
/// The session token of the leader.
pub(crate) const TOKEN: &str = "dostyq_benchmark_leader";

/// The size of a club, and of the database around it. The members are spread evenly among the learners.
#[derive(Clone, Copy)]
pub(crate) struct Club {
    pub(crate) learners: u32,
    pub(crate) members: u32,
}

/// A query of a leader: its variables besides the club, and the requested fields of `club.insight`.
struct LeaderQuery {
    name: &'static str,
    variables: &'static str,
    fields: &'static str,
}

const DAYS: &str = ", $begin: Date!, $today: Date!";

const QUERIES: [LeaderQuery; 8] = [
    LeaderQuery {
        name: "overview",
        variables: DAYS,
        fields: "overview(from: $begin, to: $today) {
            members
            activity { totals { activeIn7Days activeIn30Days minutes reviews newWordsPerDay } }
            results { totals { wordsKnown wordsMature backlog retention { share reviews } } }
        }",
    },
    LeaderQuery {
        name: "roster, by name, 20 members",
        variables: "",
        fields: "roster(first: 20) { edges { node { displayName } activity { daysActive } results { wordsKnown } risks { sign } } }",
    },
    LeaderQuery {
        name: "roster, by words known, 20 members",
        variables: "",
        fields: "roster(first: 20, orderBy: {field: WORDS_KNOWN, direction: DESCENDING}) { edges { node { displayName } results { wordsKnown } } }",
    },
    LeaderQuery {
        name: "lessons × members, 20 members",
        variables: "",
        fields: "lessons { lessons { lesson { id } startedMembers finishedMembers } members(first: 20) { edges { node { displayName } lessons { words { learned } } } } }",
    },
    LeaderQuery {
        name: "hardest words, of all days",
        variables: DAYS,
        fields: "hardestWords(from: $begin, to: $today) { words { word { headword } rate cause } }",
    },
    LeaderQuery {
        name: "letter confusions, of all days",
        variables: DAYS,
        fields: "confusions(from: $begin, to: $today) { pairs { count } byGlossLanguage { language } }",
    },
    LeaderQuery {
        name: "activity, of all days and weeks",
        variables: DAYS,
        fields: "activity(from: $begin, to: $today) { days { activeMembers } weeks { activeMembers } }",
    },
    LeaderQuery {
        name: "readiness for 500 words, 20 members",
        variables: ", $examination: Date!, $lessons: [ID!]",
        fields: "readiness(on: $examination, lessonIds: $lessons) { withReviews { known low high } members(first: 20) { edges { newWordsPerDay } } }",
    },
];

/// The duration of a query, with few learners and with many.
pub(crate) struct QueryTiming {
    pub(crate) name: &'static str,
    pub(crate) statements: u64,
    pub(crate) times: [Duration; 2],
}

impl Club {
    fn spread(self) -> u32 {
        self.learners / self.members
    }

    pub(crate) fn has(self, learner: u32) -> bool {
        learner.is_multiple_of(self.spread()) && learner / self.spread() < self.members
    }

    /// Creates the club, with its members and a leader who is not one of the learners.
    pub(crate) async fn create(self, cluster: &Cluster) {
        let (spread, members, now) = (self.spread(), self.members, Clock::system().now());
        let statements = format!(
            "INSERT INTO clubs (id, name, accepts_requests, created_at, time_zone)
               VALUES ('{ID}', 'Парасат', false, '{now}', 'Asia/Almaty');
             INSERT INTO accounts (id, email, password_hash, display_name, role, created_at)
               VALUES ('{LEADER}', 'leader@example.kz', '-', 'Айгүл', 'leader', '{now}');
             INSERT INTO learners (learner_id, time_zone, daily_goal, gloss_languages)
               VALUES ('{LEADER}', 'Asia/Almaty', 5, '{{ru}}');
             INSERT INTO sessions
                 (token_hash, id, account_id, created_at, last_used_at, authenticated_at, expires_at)
               VALUES (sha256('{TOKEN}'), gen_random_uuid(), '{LEADER}', '{now}', '{now}', '{now}',
                 timestamptz '{now}' + interval '1 day');
             INSERT INTO club_memberships
                 (id, club_id, learner_id, role, joined_at, shares_activity, shares_results, shares_answers)
               SELECT gen_random_uuid(), '{ID}', id, CASE WHEN number IS NULL THEN 'leader' ELSE 'member' END, created_at,
                 true, true, true
               FROM (SELECT *, substring(email from 'learner([0-9]+)@')::int AS number FROM accounts) AS numbered
               WHERE number IS NULL OR number % {spread} = 0 AND number / {spread} < {members};
             ANALYZE;"
        );
        cluster.connect().await.batch_execute(&statements).await.unwrap();
    }
}

/// Returns the document of a query, and its variables.
async fn request_for(cluster: &Cluster, query: &LeaderQuery) -> (String, Value) {
    let LeaderQuery { variables, fields, .. } = query;
    let document =
        format!("query($club: ID!{variables}) {{ club(by: {{id: $club}}) {{ insight {{ {fields} }} }} }}");
    let statement = "SELECT lesson_id::text FROM words JOIN lessons ON lessons.id = lesson_id JOIN courses ON courses.id = lessons.course_id
         GROUP BY courses.slug, lessons.position, lesson_id ORDER BY courses.slug, lessons.position LIMIT 100";
    let lessons = cluster.connect().await.query(statement, &[]).await.unwrap();
    let lessons: Vec<String> =
        lessons.iter().map(|row| LessonId::from(uuid(row.get(0))).to_global()).collect();
    let today = Clock::system().now().date_naive();
    let day = |after: i64| (today + chrono::Duration::days(after)).to_string();
    let variables = json!({
        "club": ClubId::from(ID).to_global(),
        "begin": day(-180),
        "today": day(0),
        "examination": day(30),
        "lessons": lessons,
    });
    (document, variables)
}

/// Measures each query on both services in turns, `times` times, and returns the medians.
pub(crate) async fn measure(clusters: &[Cluster; 2], times: usize) -> Vec<QueryTiming> {
    let services = clusters.each_ref().map(|cluster| Service::start(cluster, &[]));
    let mut timings = Vec::new();
    for query in QUERIES {
        eprintln!("measuring: {}", query.name);
        let mut durations = [Vec::new(), Vec::new()];
        let mut statements = 0;
        for nth in 0..=times {
            for ((cluster, service), durations) in clusters.iter().zip(&services).zip(&mut durations) {
                let (document, variables) = request_for(cluster, &query).await;
                let begun = Instant::now();
                let (answer, counted) = service.query_as(Some(TOKEN), &document, &variables).await;
                // The first run is not counted: it loads the data into memory.
                if nth > 0 {
                    durations.push(begun.elapsed());
                }
                statements = counted;
                assert!(answer["club"]["insight"].is_object(), "{answer:#}");
            }
        }
        let median = |mut times: Vec<Duration>| {
            times.sort_unstable();
            times[times.len() / 2]
        };
        timings.push(QueryTiming { name: query.name, statements, times: durations.map(median) });
    }
    timings
}

/// Prints the plans of each query's SQL statements, as PostgreSQL logs them during execution.
pub(crate) async fn explain(cluster: &Cluster) {
    // Only sessions that have loaded the extension know its settings.
    cluster.configure(&[("session_preload_libraries", "auto_explain")]).await;
    cluster
        .configure(&[
            ("log_line_prefix", RECORD),
            ("auto_explain.log_min_duration", "0"),
            ("auto_explain.log_analyze", "on"),
            ("auto_explain.log_buffers", "on"),
            ("auto_explain.log_timing", "off"),
        ])
        .await;
    let service = Service::start(cluster, &[]);
    for query in QUERIES {
        let (document, variables) = request_for(cluster, &query).await;
        let logged = usize::try_from(fs::metadata(cluster.log()).unwrap().len()).unwrap();
        service.query_as(Some(TOKEN), &document, &variables).await;
        println!("\n## {}\n", query.name);
        let log = fs::read(cluster.log()).unwrap();
        for record in String::from_utf8_lossy(&log[logged..]).split(RECORD) {
            let Some((duration, plan)) = record.split_once("  plan:\n") else { continue };
            println!("{}", duration.trim_start_matches("LOG:  "));
            let plan = plan.lines().map(|line| line.trim_start_matches('\t'));
            for line in plan.filter(|line| !line.starts_with("Query Text:")) {
                println!("    {}", line.chars().take(180).collect::<String>());
            }
        }
    }
}
