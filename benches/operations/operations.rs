//! The measured operations.

use dostyq::domain::ids::ClubId;
use hyper::body::Bytes;
use serde_json::{Value, json};

use crate::MEMBERS;
use crate::learning::club;
use crate::learning::operations::{SUBMIT, TODAY};
use crate::learning::random::SeededRandom;
use crate::learning::students::{ITEMS, Student, fresh_random, students};
use crate::support::cluster::Cluster;
use crate::support::connection::request;
use crate::support::data::{LEVELS, POSTS_EACH, slug};
use crate::support::load::CONNECTIONS;
use crate::support::service::Service;

/// An operation, and the requests that are sent in turn.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    /// Whether readers share its results.
    pub(crate) is_public: bool,
    requests: Vec<Request>,
    /// A list in the data, by its JSON pointer, and its length.
    list: Option<(&'static str, usize)>,
}

enum Request {
    /// The same bytes each time.
    Fixed(Bytes),
    /// New reviews each time.
    Reviews(Student),
}

/// The number of organizations on a page, and of search results.
const PAGE_SIZE: usize = 20;
/// The maximum number of pages that are read in turn.
const PAGES: usize = 100;
/// The number of cards that are due for each learner who asks for them.
const DUE: usize = 2 * ITEMS;

/// The SQL condition for the learners who request their queue and their day. The others submit reviews, which would
/// otherwise empty these queues.
const ASKING: &str = "md5(learner_id::text) < '8'";
const SUBMITTING: &str = "md5(learner_id::text) >= '8'";

const PAGE: &str = "query($after: String) { organizations(first: 20, after: $after) {
    edges { node { id name kind parent { id name } } } pageInfo { hasNextPage endCursor }
} }";

const PAGE_WITH_CHAIRS: &str = "query($after: String) { organizations(first: 20, after: $after) {
    edges { node { id name kind parent { id name } lastKnownChair { person { id name } } } }
    pageInfo { hasNextPage endCursor }
} }";

const ORGANIZATION: &str = "query($slug: String!) { organization(by: {slug: $slug}) {
    id name kind ancestors { id name } children { id name kind }
    posts { id title lastKnownHolder { since { edtf } person { id name } } }
} }";

const SEARCH: &str = "query($text: String!) { search(text: $text, first: 20) {
    edges { matchKind matches { text } node { ... on Organization { slug name } ... on Person { slug name } } }
} }";

const QUEUE: &str = "{ viewer { studyQueue(first: 20) {
    card { id phase stability difficulty dueAt }
    word { id headword glosses { language text } }
    exercise {
        __typename
        ... on ChooseMeaningExercise { id text choices { id meaning } }
        ... on TypeMeaningExercise { id text }
        ... on ChooseWordExercise { id meaning choices { id text } }
        ... on TypeWordExercise { id meaning }
    }
} } }";

const ROSTER: &str = "query($club: ID!) { club(by: {id: $club}) { id name members(first: 30) { edges { node {
    displayName role
    progress { words { begun learned } newWordsToday dailyGoal due reviews lastReviewedAt }
} } } } }";

impl Request {
    fn bytes(&self, random: &mut SeededRandom) -> Bytes {
        match self {
            Self::Fixed(bytes) => bytes.clone(),
            Self::Reviews(student) => request(SUBMIT, &student.reviews(random), Some(&student.token)),
        }
    }
}

impl Operation {
    /// Sends all requests twice, and checks the results. Returns the largest number of SQL statements of a repeated
    /// request: a submission sends one more if it changes how far a lesson has been learned.
    pub(crate) async fn check(&self, service: &Service) -> u64 {
        let mut random = fresh_random();
        let mut statements = 0;
        for request in &self.requests {
            service.send(&request.bytes(&mut random)).await;
            let (data, counted) = service.send(&request.bytes(&mut random)).await;
            if let Some((pointer, length)) = self.list {
                let list = data.pointer(pointer).and_then(Value::as_array).map(Vec::len);
                assert_eq!(list, Some(length), "{}: {data:#}", self.name);
            }
            // Problems with a mutation's input have a code.
            assert!(!data.to_string().contains("\"code\":"), "{}: {data:#}", self.name);
            statements = statements.max(counted);
        }
        statements
    }

    /// Returns what a connection sends. If there are enough requests, no other connection sends the same ones.
    pub(crate) fn sender(&self, connection: usize) -> impl FnMut() -> Bytes + Send {
        let (mut places, mut random) = ((connection..).step_by(CONNECTIONS), fresh_random());
        move || {
            let place = places.next().expect("a place") % self.requests.len();
            self.requests[place].bytes(&mut random)
        }
    }
}

/// Returns the operations, `{ __typename }` first.
pub(crate) async fn all(cluster: &Cluster, service: &Service) -> Vec<Operation> {
    make_cards_due(cluster).await;
    let after: Vec<_> = cursors(service).await.iter().map(|cursor| json!({"after": cursor})).collect();
    let slugs = (LEVELS[2]..LEVELS[3]).map(|district| json!({"slug": slug(district)})).take(PAGES).collect();
    let texts = ["достық", "клубы", "кеңес", "Айгүл"].map(|text| json!({"text": text})).into();
    let asking = students_of_each_connection(cluster, ASKING).await;
    let by_asking = |document| {
        let of = |student: &Student| request(document, &json!({}), Some(&student.token));
        asking.iter().map(of).map(Request::Fixed).collect()
    };
    let club = json!({"club": ClubId::from(club::ID).to_global()});
    let roster = Request::Fixed(request(ROSTER, &club, Some(club::TOKEN)));
    let submitting = students_of_each_connection(cluster, SUBMITTING).await;

    let public = |name, document, variables: Vec<Value>, list| {
        let of = |variables| request(document, variables, None);
        let requests = variables.iter().map(of).map(Request::Fixed).collect();
        Operation { name, is_public: true, requests, list: Some(list) }
    };
    let other = |name, requests, list| Operation { name, is_public: false, requests, list };
    let typename = Request::Fixed(request("{ __typename }", &json!({}), None));
    let posts = POSTS_EACH as usize;
    vec![
        other("{ __typename }", vec![typename], None),
        public("page of 20 organizations", PAGE, after.clone(), ("/organizations/edges", PAGE_SIZE)),
        public(
            "page of 20 organizations with chairs",
            PAGE_WITH_CHAIRS,
            after,
            ("/organizations/edges", PAGE_SIZE),
        ),
        public("organization with its tree and posts", ORGANIZATION, slugs, ("/organization/posts", posts)),
        public("search for a frequent word", SEARCH, texts, ("/search/edges", PAGE_SIZE)),
        other("study queue of 20", by_asking(QUEUE), Some(("/viewer/studyQueue", ITEMS))),
        other("viewer today", by_asking(TODAY), None),
        other("roster of 30 members", vec![roster], Some(("/club/members/edges", MEMBERS as usize))),
        other(
            "submit 20 reviews",
            submitting.into_iter().map(Request::Reviews).collect(),
            Some(("/submitReviews/results", ITEMS)),
        ),
    ]
}

/// Makes the first cards of the learners who ask for them due.
async fn make_cards_due(cluster: &Cluster) {
    let client = cluster.connect().await;
    let statement = format!(
        "UPDATE cards SET due_at = now() - interval '1 hour' - place * interval '1 minute'
         FROM (SELECT learner_id, id, row_number() OVER (PARTITION BY learner_id ORDER BY due_at, id) AS place
               FROM cards WHERE state = 'review' AND {ASKING}) AS placed
         WHERE cards.learner_id = placed.learner_id AND cards.id = placed.id AND place <= {DUE}"
    );
    client.batch_execute(&statement).await.unwrap();
    client.batch_execute("VACUUM ANALYZE cards").await.unwrap();
}

/// Returns learners with enough cards, the same number for each connection.
async fn students_of_each_connection(cluster: &Cluster, condition: &str) -> Vec<Student> {
    let condition = format!(
        "{condition} AND (SELECT count(*) FROM cards
           WHERE cards.learner_id = learners.learner_id AND state = 'review') >= {DUE}"
    );
    let mut students = students(cluster, &condition).await;
    students.truncate(students.len() / CONNECTIONS * CONNECTIONS);
    assert!(!students.is_empty(), "too few learners");
    students
}

/// Returns the cursors before full pages of organizations; null before the first page.
async fn cursors(service: &Service) -> Vec<Value> {
    let (mut cursors, mut next) = (Vec::new(), Value::Null);
    while cursors.len() < PAGES {
        let (data, _) = service.query(PAGE, &json!({"after": next})).await;
        let page = &data["organizations"];
        if page["edges"].as_array().unwrap().len() < PAGE_SIZE {
            break;
        }
        cursors.push(next);
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        next = page["pageInfo"]["endCursor"].clone();
    }
    cursors
}
