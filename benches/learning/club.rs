//! A club as large as clubs become, and what its leader asks: one question after the other, as leaders do.

use std::fs;
use std::time::{Duration, Instant};

use dostyq::domain::clock::Clock;
use dostyq::domain::ids::{ClubId, LessonId};
use serde_json::{Value, json};
use uuid::Uuid;

use super::course::uuid;
use crate::support::cluster::{Cluster, RECORD};
use crate::support::service::Service;

const ID: Uuid = Uuid::from_u128(0x0198_0000_0000_7000_8000_ffff_0000_0001);
const LEADER: Uuid = Uuid::from_u128(0x0198_0000_0000_7000_8000_ffff_0000_0002);
const TOKEN: &str = "dostyq_benchmark_leader";

/// Whose the learners of a database are: the members are spread among them.
#[derive(Clone, Copy)]
pub(crate) struct Club {
    pub(crate) learners: u32,
    pub(crate) members: u32,
}

/// A question: its variables beside the club, and what is asked for of `club.insight`.
struct Question {
    name: &'static str,
    variables: &'static str,
    fields: &'static str,
}

const DAYS: &str = ", $begin: Date!, $today: Date!";

const QUESTIONS: [Question; 8] = [
    Question {
        name: "overview",
        variables: DAYS,
        fields: "overview(from: $begin, to: $today) {
            members
            activity { totals { activeIn7Days activeIn30Days minutes reviews newWordsPerDay } }
            results { totals { wordsKnown wordsMature backlog retention { rate reviews } } }
        }",
    },
    Question {
        name: "roster, by name, 20 members",
        variables: "",
        fields: "roster(first: 20) { edges { node { displayName } activity { daysActive } results { wordsKnown } risks { sign } } }",
    },
    Question {
        name: "roster, by words known, 20 members",
        variables: "",
        fields: "roster(first: 20, orderBy: {field: WORDS_KNOWN, direction: DESCENDING}) { edges { node { displayName } results { wordsKnown } } }",
    },
    Question {
        name: "lessons × members, 20 members",
        variables: "",
        fields: "lessons { lessons { lesson { id } started finished } members(first: 20) { edges { node { displayName } lessons { words { learned } } } } }",
    },
    Question {
        name: "hardest words, of all days",
        variables: DAYS,
        fields: "hardestWords(from: $begin, to: $today) { words { word { headword } rate cause } }",
    },
    Question {
        name: "letter confusions, of all days",
        variables: DAYS,
        fields: "confusions(from: $begin, to: $today) { pairs { count } byGlossLanguage { language } }",
    },
    Question {
        name: "activity, of all days and weeks",
        variables: DAYS,
        fields: "activity(from: $begin, to: $today) { days { active } weeks { active } }",
    },
    Question {
        name: "readiness for 500 words, 20 members",
        variables: ", $examination: Date!, $lessons: [ID!]",
        fields: "readiness(on: $examination, lessonIds: $lessons) { withReviews { known low high } members(first: 20) { edges { newWordsPerDay } } }",
    },
];

/// How long a question takes, with few learners and with many.
pub(crate) struct Answer {
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

    /// Founds it, with its members and a leader who is none of the learners.
    pub(crate) async fn found(self, cluster: &Cluster) {
        let (spread, members, now) = (self.spread(), self.members, Clock::system().now());
        let found = format!(
            "INSERT INTO clubs (id, name, accepts_requests, created_at) VALUES ('{ID}', 'Парасат', false, '{now}');
             INSERT INTO accounts (id, email, password_hash, display_name, role, created_at)
               VALUES ('{LEADER}', 'leader@example.kz', '-', 'Айгүл', 'leader', '{now}');
             INSERT INTO learners (learner_id, time_zone, daily_goal, gloss_languages)
               VALUES ('{LEADER}', 'Asia/Almaty', 5, '{{ru}}');
             INSERT INTO sessions (token_hash, account_id, created_at, expires_at)
               VALUES (sha256('{TOKEN}'), '{LEADER}', '{now}', timestamptz '{now}' + interval '1 day');
             INSERT INTO club_memberships
                 (id, club_id, learner_id, role, joined_at, shares_activity, shares_results, shares_answers)
               SELECT gen_random_uuid(), '{ID}', id, CASE WHEN number IS NULL THEN 'leader' ELSE 'member' END, created_at,
                 true, true, true
               FROM (SELECT *, substring(email from 'learner([0-9]+)@')::int AS number FROM accounts) AS numbered
               WHERE number IS NULL OR number % {spread} = 0 AND number / {spread} < {members};
             ANALYZE;"
        );
        cluster.connect().await.batch_execute(&found).await.unwrap();
    }
}

/// The document of a question, and its variables.
async fn asked(cluster: &Cluster, question: &Question) -> (String, Value) {
    let Question { variables, fields, .. } = question;
    let document = format!("query($club: ID!{variables}) {{ club(id: $club) {{ insight {{ {fields} }} }} }}");
    let taught = "SELECT lesson_id::text FROM words JOIN lessons ON lessons.id = lesson_id JOIN courses ON courses.id = lessons.course_id
         GROUP BY courses.slug, lessons.position, lesson_id ORDER BY courses.slug, lessons.position LIMIT 100";
    let lessons = cluster.connect().await.query(taught, &[]).await.unwrap();
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

/// Asks each question of both services in turns, so many times; the median counts.
pub(crate) async fn ask(clusters: &[Cluster; 2], times: usize) -> Vec<Answer> {
    let services = clusters.each_ref().map(Service::start);
    let mut answers = Vec::new();
    for question in QUESTIONS {
        eprintln!("asking: {}", question.name);
        let mut taken = [Vec::new(), Vec::new()];
        let mut statements = 0;
        for nth in 0..=times {
            for ((cluster, service), taken) in clusters.iter().zip(&services).zip(&mut taken) {
                let (document, variables) = asked(cluster, &question).await;
                let begun = Instant::now();
                let (answer, counted) = service.query_as(Some(TOKEN), &document, &variables).await;
                // Once before it counts: what was not in memory is.
                if nth > 0 {
                    taken.push(begun.elapsed());
                }
                statements = counted;
                assert!(answer["club"]["insight"].is_object(), "{answer:#}");
            }
        }
        let median = |mut times: Vec<Duration>| {
            times.sort_unstable();
            times[times.len() / 2]
        };
        answers.push(Answer { name: question.name, statements, times: taken.map(median) });
    }
    answers
}

/// Prints the plans of each question's statements, as PostgreSQL writes them down while it runs them.
pub(crate) async fn explain(cluster: &Cluster) {
    // Its settings are known to sessions that have it.
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
    let service = Service::start(cluster);
    for question in QUESTIONS {
        let (document, variables) = asked(cluster, &question).await;
        let logged = usize::try_from(fs::metadata(cluster.log()).unwrap().len()).unwrap();
        service.query_as(Some(TOKEN), &document, &variables).await;
        println!("\n## {}\n", question.name);
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
