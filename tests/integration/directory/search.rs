//! Search: which names find which records, which input is refused, and paging.

use std::collections::HashSet;
use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use super::assert_bad_input;
use super::search_quality::add_others;
use crate::support::client::Client;
use crate::support::scratch::ScratchFolder;
use crate::support::service::{Service, root, walk};

const SEARCH: &str = "
    query($text: String!, $types: [SearchType!], $first: Int, $after: String, $last: Int, $before: String) {
        search(text: $text, types: $types, first: $first, after: $after, last: $last, before: $before) {
            edges {
                cursor matchKind matches { text kind language }
                node {
                    __typename
                    ... on Organization { slug } ... on Person { slug } ... on Event { slug } ... on Post { slug } ... on Word { slug }
                }
            }
            pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
        }
    }";

/// Returns the arguments, with null for those that are not given.
fn with_nulls(given: &Value) -> Value {
    let mut arguments = json!({"types": null, "first": null, "after": null, "last": null, "before": null});
    arguments.as_object_mut().unwrap().extend(given.as_object().unwrap().clone());
    arguments
}

async fn search(client: &Client, arguments: Value) -> Value {
    client.query(SEARCH, with_nulls(&arguments)).await["search"].take()
}

/// Returns the best edge with only the best of its matches, without its cursor.
async fn best(client: &Client, text: &str) -> Value {
    let mut edge = search(client, json!({"text": text})).await["edges"][0].take();
    let fields = edge.as_object_mut().unwrap_or_else(|| panic!("nothing for {text}"));
    fields.remove("cursor");
    fields["matches"].as_array_mut().unwrap().truncate(1);
    edge
}

fn found(slug: &str, of: &str, fit: &str, name: [&str; 3]) -> Value {
    let [text, kind, language] = name;
    json!({
        "matchKind": fit,
        "matches": [{"text": text, "kind": kind, "language": language}],
        "node": {"__typename": of, "slug": slug},
    })
}

fn slugs(found: &Value) -> Vec<String> {
    let edges = found["edges"].as_array().unwrap().iter();
    edges.map(|edge| edge["node"]["slug"].as_str().unwrap_or_default().to_owned()).collect()
}

fn cursors(found: &Value) -> Vec<String> {
    let edges = found["edges"].as_array().unwrap().iter();
    edges.map(|edge| edge["cursor"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_name_is_found_in_any_spelling() {
    let service = Service::start().await;
    let client = service.client();
    let house = ["Достық үйі", "SHORT_NAME", "kk"];
    let organization = "Organization";
    for (text, fit) in [
        ("достық үйі", "EXACT"),
        ("«ДОСТЫҚ ҮЙІ»", "EXACT"),
        ("достык уйи", "EXACT"),
        ("dostyq üiı", "EXACT"),
        ("достық үй", "PREFIX"),
        ("достық үйінде", "WORDS"),
        ("үйі достық", "WORDS"),
        ("дустық үйі", "FUZZY"),
    ] {
        assert_eq!(best(&client, text).await, found("house", organization, fit, house), "{text}");
    }
}

#[tokio::test]
async fn each_match_says_its_kind_of_name() {
    let service = Service::start().await;
    let client = service.client();
    for (text, slug, of, name) in [
        ("дом дружбы", "house", "Organization", ["Дом дружбы", "SHORT_NAME", "ru"]),
        ("Council of Mothers", "mothers", "Organization", ["Council of Mothers", "NAME", "en"]),
        ("эмиль құрбанов", "emil-qurbanov", "Person", ["Эмиль Құрбанов", "NAME", "kk"]),
        ("абай оқулары", "abai-readings", "Event", ["«Абай оқулары»", "TITLE", "kk"]),
        ("рақмет", "raqmet", "Word", ["рақмет", "HEADWORD", "kk"]),
        ("рахмет", "raqmet", "Word", ["рахмет", "HEADWORD", "kk"]),
        ("спасибо", "raqmet", "Word", ["спасибо", "GLOSS", "ru"]),
    ] {
        assert_eq!(best(&client, text).await, found(slug, of, "EXACT", name), "{text}");
    }
    let former = best(&client, "достық үйі коммуналдық мекемесінде").await;
    assert_eq!(former["matches"][0]["kind"], "FORMER_NAME", "{former:#}");
    assert_eq!(former["node"]["slug"], "house");
}

#[tokio::test]
async fn a_result_says_all_that_was_found() {
    let service = Service::start().await;
    let client = service.client();
    let matches = async |text: &str| {
        let edge = search(&client, json!({"text": text})).await["edges"][0].take();
        assert_eq!(edge["node"]["slug"], "house", "{text}");
        edge["matches"].as_array().unwrap().clone()
    };
    for (text, best, others) in [
        ("достық үйі", "SHORT_NAME", ["NAME", "FORMER_NAME", "STATEMENT"].as_slice()),
        ("талдықорған", "PLACE", ["STATEMENT"].as_slice()),
    ] {
        let found = matches(text).await;
        let kinds: Vec<_> = found.iter().map(|one| one["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds[0], best, "{text}");
        assert!(others.iter().all(|kind| kinds.contains(kind)) && kinds.len() <= 10, "{text}: {kinds:?}");
        assert!(
            kinds.iter().skip_while(|kind| **kind != "STATEMENT").all(|kind| *kind == "STATEMENT"),
            "{kinds:?}"
        );
        let each_once: HashSet<_> = found.iter().map(Value::to_string).collect();
        assert_eq!(each_once.len(), found.len(), "{text}: {found:?}");
    }
    // A place that matches one word is omitted if a sentence matches both.
    assert!(matches("талдықорған қаласы").await.iter().all(|one| one["kind"] == "STATEMENT"));
    assert!(matches("дустық үйі").await.len() > 1);
}

#[tokio::test]
async fn a_prefix_finds_the_names_that_begin_with_it() {
    let service = Service::start().await;
    let client = service.client();
    for (text, slug) in [("парас", "parasat"), ("ассамб", "qha"), ("ұлағ", "ulagat"), ("аналар к", "mothers")]
    {
        let found = search(&client, json!({"text": text})).await;
        assert!(slugs(&found).contains(&slug.to_owned()), "{text}: {:?}", slugs(&found));
    }
}

#[tokio::test]
async fn only_the_requested_types_are_found() {
    let service = Service::start().await;
    let client = service.client();
    for (types, of) in
        [("ORGANIZATION", "Organization"), ("EVENT", "Event"), ("WORD", "Word"), ("PERSON", "Person")]
    {
        let found = search(&client, json!({"text": "м", "types": [types]})).await;
        let edges = found["edges"].as_array().unwrap();
        assert!(!edges.is_empty() && edges.iter().all(|edge| edge["node"]["__typename"] == of), "{types}");
    }
    assert_eq!(slugs(&search(&client, json!({"text": "м", "types": []})).await), [""; 0]);
}

#[tokio::test]
async fn equally_good_matches_are_in_kazakh_order() {
    // Titles of five letters, so that all names match the text equally well.
    const ORDER: [&str; 6] = ["Жалын", "Зерде", "Мерей", "Парыз", "Сенім", "Тұмар"];
    let service = Service::start().await;
    add_others(&service, 2_000).await;
    let found = search(&service.client(), json!({"text": "әжелер ансамблі", "first": 100})).await;
    let names = found["edges"].as_array().unwrap().iter();
    let titles =
        names.filter_map(|edge| edge["matches"][0]["text"].as_str().unwrap().split(['«', '»']).nth(1));
    let places: Vec<_> =
        titles.filter_map(|title| ORDER.iter().position(|ordered| *ordered == title)).collect();
    assert!(places.len() >= 3 && places.is_sorted(), "{places:?}");
}

#[tokio::test]
async fn paging_returns_each_result_once() {
    let service = Service::start().await;
    add_others(&service, 400).await;
    let client = service.client();
    for text in ["кеңес", "достық", "қ", "кеңсе үй"] {
        let all = cursors(&search(&client, json!({"text": text, "first": 100})).await);
        for size in [7, 40] {
            let (mut paged, mut after) = (Vec::new(), Value::Null);
            while paged.len() < all.len() {
                let page = search(&client, json!({"text": text, "first": size, "after": after})).await;
                assert_eq!(page["pageInfo"]["hasPreviousPage"], !paged.is_empty());
                after = page["pageInfo"]["endCursor"].clone();
                paged.extend(cursors(&page));
                if page["pageInfo"]["hasNextPage"] == false {
                    break;
                }
            }
            assert_eq!(paged[..all.len()], all, "{text} forwards in pages of {size}");
        }
        let (mut paged, mut before) = (Vec::new(), Value::Null);
        loop {
            let page = search(&client, json!({"text": text, "last": 33, "before": before})).await;
            before = page["pageInfo"]["startCursor"].clone();
            paged.splice(0..0, cursors(&page));
            if page["pageInfo"]["hasPreviousPage"] == false {
                break;
            }
        }
        assert_eq!(paged[..all.len()], all, "{text} backwards");
    }
}

#[tokio::test]
async fn an_invalid_text_or_page_is_a_typed_error() {
    let service = Service::start().await;
    let client = service.client();
    let cursor = &cursors(&search(&client, json!({"text": "достық"})).await)[0];
    let people = client.query("{ people(first: 1) { pageInfo { endCursor } } }", json!({})).await;
    let mut tampered = cursor.clone().into_bytes();
    tampered[9] = if tampered[9] == b'A' { b'B' } else { b'A' };
    for arguments in [
        json!({"text": "қ".repeat(201)}),
        json!({"text": "қ".repeat(10_000)}),
        json!({"text": ""}),
        json!({"text": " «—» … ?!"}),
        json!({"text": "достық", "first": 101}),
        json!({"text": "достық", "last": -1}),
        json!({"text": "достық", "first": 1, "last": 1}),
        json!({"text": "достық", "after": people["people"]["pageInfo"]["endCursor"]}),
        json!({"text": "достық", "after": String::from_utf8(tampered).unwrap()}),
        json!({"text": "достық", "after": cursor[..cursor.len() - 2]}),
        json!({"text": "достық", "before": ""}),
        json!({"text": "дос", "after": cursor}),
        json!({"text": "достық", "types": ["WORD"], "before": cursor}),
    ] {
        let answer = client.execute(SEARCH, with_nulls(&arguments)).await;
        assert_bad_input(&answer, &json!(["search"]));
        let message = answer.json()["errors"][0]["message"].as_str().unwrap().to_owned();
        assert!(message.ends_with('.') && message.len() < 200, "{message}");
    }
    assert_eq!(
        search(&client, json!({"text": "достық\u{0}' | & !:*\\ <->"})).await["edges"][0]["node"]["slug"],
        "dostyq",
        "the special characters of PostgreSQL have no meaning here"
    );
    search(&client, json!({"text": "«Достық»", "after": cursor})).await;
}

#[tokio::test]
async fn withdrawn_records_are_not_found() {
    let service = Service::start().await;
    let client = service.client();
    let content = ScratchFolder::new();
    for file in walk(&root().join("content")) {
        let copy = content.path().join(file.strip_prefix(root().join("content")).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(&file, &copy).unwrap();
    }
    fs::remove_file(content.path().join("directory/organizations/language-centre.toml")).unwrap();
    fs::remove_dir_all(content.path().join("courses")).unwrap();
    fs::create_dir(content.path().join("courses")).unwrap();
    let imported = Command::new(env!("CARGO_BIN_EXE_dostyq"))
        .args(["import", "--database-url", &service.database.url])
        .arg(content.path())
        .output()
        .unwrap();
    assert!(imported.status.success(), "{imported:?}");
    let centres = slugs(&search(&client, json!({"text": "тілдерді оқыту орталығы"})).await);
    assert!(!centres.contains(&"language-centre".to_owned()), "{centres:?}");
    assert_eq!(slugs(&search(&client, json!({"text": "спасибо"})).await), [""; 0]);
    assert_eq!(best(&client, "достық үйі").await["node"]["slug"], "house");
}

#[tokio::test]
async fn posts_and_statements_are_found_after_names() {
    let service = Service::start().await;
    let client = service.client();
    let first = async |text: &str| {
        let edge = search(&client, json!({"text": text})).await["edges"][0].take();
        [&edge["node"]["__typename"], &edge["matches"][0]["kind"]]
            .map(|value| value.as_str().unwrap_or_default().to_owned())
    };
    for text in ["төрайым", "төрайымы", "председатель", "chairwoman"] {
        assert_eq!(first(text).await, ["Post", "POST_TITLE"], "{text}");
    }
    // Words of the shipped descriptions that no name has.
    for text in ["рет өткізген", "проводила неоднократно", "собираются представители"]
    {
        assert_eq!(first(text).await, ["Event", "STATEMENT"], "{text}");
    }
    // Neither a word with another spelling nor a match of only some words comes before the title of a post.
    assert_eq!(first("төраға").await, ["Post", "POST_TITLE"]);
    assert_eq!(first("отбасылық мерекелер").await, ["Organization", "STATEMENT"]);
    // A name comes first, whatever other texts contain the word.
    for text in ["Парасат", "ассамблея", "Наурыз"] {
        assert_ne!(first(text).await[1], "STATEMENT", "{text}");
    }
    let posts = search(&client, json!({"text": "төрайым", "types": ["POST"], "first": 100})).await;
    assert!(posts["edges"].as_array().unwrap().iter().all(|edge| edge["node"]["__typename"] == "Post"));
    let people = search(&client, json!({"text": "төрайым", "types": ["PERSON"]})).await;
    let is_statement = |edge: &Value| edge["matches"][0]["kind"] == "STATEMENT";
    assert!(people["edges"].as_array().unwrap().iter().all(is_statement), "{people:#}");
}

#[tokio::test]
async fn a_blank_may_be_left_out_and_a_long_word_may_have_two_wrong_letters() {
    let service = Service::start().await;
    let client = service.client();
    for (text, slug) in [
        ("достықүйі", "house"),
        ("домдружбы", "house"),
        ("ассамблея народаказахстана", "qha"),
        ("эмильқұрбанов", "emil-qurbanov"),
        ("осамблея народа казахстана", "qha"),
        ("мидеоция кабинеті", "mediation"),
        ("несепжомал", "nesipjamal-baimadiyeva"),
    ] {
        assert_eq!(best(&client, text).await["node"]["slug"], slug, "{text}");
    }
    // Three wrong letters make another word.
    assert_eq!(search(&client, json!({"text": "нисебжомул"})).await["edges"], json!([]));
}

#[tokio::test]
async fn text_in_the_wrong_keyboard_layout_is_understood() {
    let service = Service::start().await;
    let client = service.client();
    for (typed, meant) in [
        ("ljcnsr", "достык"),
        ("gfhfcfn", "парасат"),
        // Some sentence has a word that begins with reo; a name comes first.
        ("reo", "кущ"),
        ("Gfhfcfn", "парасат"),
        ("yfehsp", "наурыз"),
        ("fccfv,ktz", "ассамблея"),
        ("ljcns0", "достық"),
        (")fpf0cnfy [fk0s", "қазақстан халқы"),
        ("0[f-20", "қха-20"),
    ] {
        let (found, expected) =
            (search(&client, json!({"text": typed})).await, search(&client, json!({"text": meant})).await);
        assert_eq!(slugs(&found), slugs(&expected), "{typed}");
        assert_ne!(slugs(&found), [""; 0], "{typed}");
    }
    assert!(slugs(&search(&client, json!({"text": "ljcnsr"})).await).contains(&"house".to_owned()));
    assert_eq!(slugs(&search(&client, json!({"text": "gfhfcfn"})).await)[0], "parasat");
    // Words that are meant in Latin letters are not converted.
    for text in ["parasat", "Chair", "qazaq", "friendship"] {
        let found = search(&client, json!({"text": text})).await;
        assert_ne!(found["edges"], json!([]), "{text}");
    }
    // The pages of such a search belong together.
    let all = cursors(&search(&client, json!({"text": "ljcnsr", "first": 100})).await);
    let mut paged: Vec<String> = Vec::new();
    while let Some(cursor) = Some(paged.last().cloned()).filter(|_| paged.len() < all.len()) {
        let page = cursors(&search(&client, json!({"text": "ljcnsr", "first": 1, "after": cursor})).await);
        assert_eq!(page.len(), 1);
        paged.extend(page);
    }
    assert_eq!(paged, all);
}
