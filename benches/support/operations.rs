//! The measured operations.

use hyper::body::Bytes;
use serde_json::{Value, json};

use super::connection::request;
use super::data;
use super::service::Service;

/// A document, and the sets of variables that are sent with it in turn.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) document: &'static str,
    pub(crate) variables: Vec<Value>,
}

impl Operation {
    /// Returns the requests.
    pub(crate) fn requests(&self) -> Vec<Bytes> {
        self.variables.iter().map(|variables| request(self.document, variables, None)).collect()
    }
}

const WITH_CHAIRS: &str = "{ organizations(first: 20) { edges { node {
    slug name parent { slug name } posts { kind title lastKnownHolder { person { slug name } } }
} } pageInfo { hasNextPage endCursor } } }";

const ORGANIZATION: &str = "query($slug: String!) { organization(by: {slug: $slug}) {
    slug name ancestors { slug name } children { slug name }
    posts { title holders { since { edtf } person { slug name } } }
} }";

const SEARCH: &str = "query($text: String!) { search(text: $text) { edges { matchKind matches { text } node {
    ... on Organization { slug name } ... on Person { slug name }
} } } }";

const PAGE: &str = "query($first: Int!, $after: String) { organizations(first: $first, after: $after) {
    edges { node { slug name } } pageInfo { hasNextPage endCursor }
} }";

const TREE: &str = "query($slug: String!) { organization(by: {slug: $slug}) {
    name posts { title lastKnownHolder { person { name } } }
    children { name posts { title lastKnownHolder { person { name } } }
        children { name posts { title lastKnownHolder { person { name } } } } }
} }";

const WHOLE_TREE: &str =
    "query($slug: String!) { organization(by: {slug: $slug}) { descendants(first: 1000) {
    depth parentId organization { slug name posts { title lastKnownHolder { person { slug name } } } }
} } }";

/// Returns all measured operations.
pub(crate) async fn operations(service: &Service) -> Vec<Operation> {
    let slugs = |numbers: &[u32]| numbers.iter().map(|n| json!({"slug": data::slug(*n)})).collect();
    let texts = |texts: [&str; 4]| texts.map(|text| json!({"text": text})).into();
    let operation = |name, document, variables| Operation { name, document, variables };
    vec![
        operation("`{ __typename }`", "{ __typename }", vec![json!({})]),
        operation("20 organizations with parent, posts and holders", WITH_CHAIRS, vec![json!({})]),
        operation(
            "one organization: ancestors, children, posts, all holders",
            ORGANIZATION,
            slugs(&[300, 700, 1100, 1500, 1900, 2300, 2700, 3100]),
        ),
        operation("search for a frequent word", SEARCH, texts(["достық", "клубы", "кеңес", "Айгүл"])),
        operation(
            "search for two frequent words",
            SEARCH,
            texts(["қоғамдық кеңесі", "Дом дружбы", "жастар клубы", "Aigul Akhmet"]),
        ),
        operation("search for the beginning of a word", SEARCH, texts(["қ", "клу", "достық а", "Dost"])),
        operation(
            "search for a misspelt word",
            SEARCH,
            texts(["жастор", "дустық", "қогамдық кенсесі", "Айгуль Ахметт"]),
        ),
        operation("page 1", PAGE, vec![json!({"first": 20})]),
        operation("page 1,000", PAGE, vec![json!({"first": 20, "after": cursor(service, 19_980).await})]),
        operation("tree of a district: some 80 organizations, 800 posts", TREE, slugs(&[30, 90, 150, 210])),
        operation("tree of a region: some 1,000 organizations, 10,000 posts", WHOLE_TREE, slugs(&[1, 8, 15])),
    ]
}

/// Returns the cursor after a number of organizations.
async fn cursor(service: &Service, mut places: usize) -> Value {
    let mut cursor = Value::Null;
    while places > 0 {
        let first = places.min(100);
        let (data, _) = service.query(PAGE, &json!({"first": first, "after": cursor})).await;
        let page = &data["organizations"];
        places -= page["edges"].as_array().unwrap().len();
        cursor = page["pageInfo"]["endCursor"].clone();
    }
    cursor
}
