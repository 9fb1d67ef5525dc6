//! Contests: competitions in learned and kept words, each for an event of the directory.

use chrono::Duration;
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD};
use crate::support::service::Service;
use crate::support::sql::connect;
use crate::support::study::{new_id, queue, review, right_answer, start_lesson, submit, wrong_answer};

mod days_and_teams;

const CREATE: &str = "mutation($input: CreateContestInput!) { createContest(input: $input) {
    contest { id teams from until wordCount event { slug } words(first: 2) { edges { node { headword } } } }
    errors { code path } } }";
const WITHDRAW: &str =
    "mutation($id: ID!) { withdrawContest(input: {id: $id}) { deletedContestId errors { code path } } }";
const ENTER: &str = "mutation($input: EnterContestInput!) { enterContest(input: $input) {
    contest { viewerStanding { rank name wordsKept clubName area isViewer } } errors { code path } } }";
const LEAVE: &str = "mutation($id: ID!) { leaveContest(input: {contestId: $id}) { deletedContestStandingId errors { code path } } }";
const RANKING: &str = "query($id: ID!, $first: Int, $after: String) { contest(by: {id: $id}) {
    ranking(first: $first, after: $after) {
        edges { cursor node { id rank name wordsKept clubName area isViewer } } pageInfo { hasNextPage }
    }
    teamRanking { rank clubName area entrants meanWordsKept }
} }";

async fn id_of(client: &Client, document: &str) -> Value {
    client.query(document, json!({})).await["found"]["id"].take()
}

async fn readings(client: &Client) -> Value {
    id_of(client, "{ found: event(by: {slug: \"abai-readings\"}) { id } }").await
}

async fn first_lesson(client: &Client) -> Value {
    let document =
        "{ found: lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id } }";
    id_of(client, document).await
}

async fn editor(service: &Service) -> Client {
    service.register_with_role("editor@example.kz", Role::Editor).await
}

async fn named(service: &Service, name: &str) -> Client {
    let document = "mutation($input: RegisterInput!) { register(input: $input) { session { token } } }";
    let email = format!("{}@example.kz", new_id().as_str().unwrap());
    let input = json!({"email": email, "password": PASSWORD, "displayName": name, "glossLanguage": "ru"});
    let data = service.client().query(document, json!({"input": input})).await;
    let token = data["register"]["session"]["token"].as_str().unwrap();
    service.client().with_token(token).without_teaching().await
}

/// Creates a contest on the first lesson, from today for this many more days.
async fn create_contest(service: &Service, editor: &Client, teams: Value, days: i64) -> Value {
    let today = service.clock.now().date_naive();
    let input = json!({
        "eventId": readings(editor).await, "lessonIds": [first_lesson(editor).await], "teams": teams,
        "from": today, "until": today + Duration::days(days),
    });
    let held = editor.query(CREATE, json!({"input": input})).await["createContest"].take();
    assert_eq!(held["errors"], json!([]));
    held["contest"].clone()
}

async fn enter(client: &Client, contest: &Value, choice: Value) -> Value {
    let mut input = json!({"contestId": contest["id"], "nameDisplay": "DISPLAY_NAME"});
    input.as_object_mut().unwrap().extend(choice.as_object().unwrap().clone());
    client.query(ENTER, json!({"input": input})).await["enterContest"].take()
}

async fn ranking(client: &Client, contest: &Value) -> Vec<Value> {
    let mut data = client.query(RANKING, json!({"id": contest["id"]})).await;
    let edges = data["contest"]["ranking"]["edges"].take();
    edges.as_array().unwrap().iter().map(|edge| edge["node"].clone()).collect()
}

/// Studies everything for today: this many right answers, the others wrong.
async fn study(service: &Service, client: &Client, right: usize) {
    for _ in 0..4 {
        let items = queue(client).await;
        let answers: Vec<Value> = items
            .iter()
            .enumerate()
            .map(|(place, item)| {
                let answer = if place < right { right_answer(item) } else { wrong_answer(item) };
                review(service, item, &answer)
            })
            .collect();
        if answers.is_empty() {
            return;
        }
        submit(client, &answers).await;
        service.clock.advance(Duration::minutes(11));
    }
}

#[tokio::test]
async fn only_words_remembered_on_a_later_day_count() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    let contest = create_contest(&service, &editor, json!(null), 30).await;
    assert_eq!(contest["event"]["slug"], "abai-readings");
    assert_eq!(contest["wordCount"], 5);
    assert_eq!(contest["words"]["edges"].as_array().unwrap().len(), 2);
    let diligent = named(&service, "Айгүл Сейітова").await;
    let hasty = named(&service, "Виктор Цой").await;
    let idle = named(&service, "Ким Ен Сук").await;
    enter(&diligent, &contest, json!({})).await;
    service.clock.advance(Duration::seconds(1));
    enter(&hasty, &contest, json!({"nameDisplay": "INITIALS"})).await;
    service.clock.advance(Duration::seconds(1));
    enter(&idle, &contest, json!({"nameDisplay": "HIDDEN"})).await;
    start_lesson(&diligent, "amandasu").await;
    start_lesson(&hasty, "amandasu").await;

    study(&service, &diligent, 20).await;
    study(&service, &hasty, 20).await;
    let kept = |standings: &[Value]| -> Vec<(i64, Option<String>, i64)> {
        let one = |standing: &Value| {
            (
                standing["rank"].as_i64().unwrap(),
                standing["name"].as_str().map(str::to_owned),
                standing["wordsKept"].as_i64().unwrap(),
            )
        };
        standings.iter().map(one).collect()
    };
    assert!(
        kept(&ranking(&diligent, &contest).await).iter().all(|(rank, _, words)| (*rank, *words) == (1, 0))
    );

    service.clock.advance(Duration::days(6));
    study(&service, &diligent, 20).await;
    study(&service, &hasty, 0).await;
    let standings = ranking(&diligent, &contest).await;
    assert_eq!(
        kept(&standings),
        [(1, Some("Айгүл Сейітова".to_owned()), 5), (2, Some("В. Ц.".to_owned()), 0), (2, None, 0)]
    );
    assert_eq!(standings.iter().map(|one| one["isViewer"] == true).collect::<Vec<_>>(), [true, false, false]);

    // Answers after the last day do not count, and nobody can enter any more.
    service.clock.advance(Duration::days(40));
    study(&service, &diligent, 0).await;
    assert_eq!(kept(&ranking(&hasty, &contest).await)[0].2, 5);
    let late = named(&service, "Әли").await;
    assert_eq!(
        enter(&late, &contest, json!({})).await["errors"],
        json!([{"code": "CONTEST_ENDED", "path": ["contestId"]}])
    );
}

#[tokio::test]
async fn a_ranking_is_paged_and_reveals_no_accounts() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    let contest = create_contest(&service, &editor, json!(null), 3).await;
    for name in ["А", "Ә", "Б"] {
        enter(&named(&service, name).await, &contest, json!({})).await;
        service.clock.advance(Duration::seconds(1));
    }
    let mut after = json!(null);
    let mut names = Vec::new();
    loop {
        let variables = json!({"id": contest["id"], "first": 1, "after": after});
        let page = editor.query(RANKING, variables).await["contest"]["ranking"].take();
        let edge = &page["edges"][0];
        names.push(edge["node"]["name"].as_str().unwrap().to_owned());
        let node = "query($id: ID!) { node(id: $id) { ... on ContestStanding { name rank } } }";
        let again = editor.query(node, json!({"id": edge["node"]["id"]})).await;
        assert_eq!(again["node"], json!({"name": edge["node"]["name"], "rank": 1}));
        let anonymous = service.client().query(node, json!({"id": edge["node"]["id"]})).await;
        assert_eq!(anonymous["node"], json!(null));
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = edge["cursor"].clone();
    }
    assert_eq!(names, ["А", "Ә", "Б"]);
    let other = create_contest(&service, &editor, json!(null), 4).await;
    let foreign = editor.execute(RANKING, json!({"id": other["id"], "after": after})).await;
    assert_eq!(foreign.code(), "BAD_USER_INPUT");
    let anonymous = service.client().query(RANKING, json!({"id": contest["id"]})).await;
    assert_eq!(anonymous["contest"], json!({"ranking": null, "teamRanking": null}));
}

#[tokio::test]
async fn teams_of_three_are_ranked_by_their_mean() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    let contest = create_contest(&service, &editor, json!("AREA"), 30).await;
    let clever = named(&service, "Айгүл").await;
    start_lesson(&clever, "amandasu").await;
    enter(&clever, &contest, json!({"area": "KZ-ALA"})).await;
    for name in ["Ә", "Б"] {
        enter(&named(&service, name).await, &contest, json!({"area": "KZ-ALA"})).await;
    }
    for name in ["В", "Г"] {
        enter(&named(&service, name).await, &contest, json!({"area": "KZ-19"})).await;
    }
    study(&service, &clever, 20).await;
    service.clock.advance(Duration::days(6));
    study(&service, &clever, 20).await;
    let actual = editor.query(RANKING, json!({"id": contest["id"]})).await["contest"]["teamRanking"].take();
    assert_eq!(
        actual,
        json!([{"rank": 1, "clubName": null, "area": "KZ-ALA", "entrants": 3, "meanWordsKept": 1.666_667}])
    );
}

#[tokio::test]
async fn a_team_of_fewer_than_three_does_not_reveal_hidden_names() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    let contest = create_contest(&service, &editor, json!("AREA"), 30).await;
    let hidden = named(&service, "Айгүл").await;
    enter(&hidden, &contest, json!({"area": "KZ-19", "nameDisplay": "HIDDEN"})).await;
    enter(&named(&service, "Берік").await, &contest, json!({"area": "KZ-19"})).await;
    let areas = async |client: &Client| {
        let standings = ranking(client, &contest).await;
        standings.iter().map(|one| (one["isViewer"] == true, one["area"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(areas(&editor).await, [(false, json!(null)), (false, json!(null))]);
    let own = areas(&hidden).await;
    assert!(own.contains(&(true, json!("KZ-19"))) && own.contains(&(false, json!(null))), "{own:?}");
    enter(&named(&service, "Виктор").await, &contest, json!({"area": "KZ-19"})).await;
    assert_eq!(areas(&editor).await, vec![(false, json!("KZ-19")); 3]);
}

#[tokio::test]
async fn only_the_viewer_sees_in_which_form_their_name_is_shown() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    let contest = create_contest(&service, &editor, json!(null), 3).await;
    let shown = "query($id: ID!) { contest(by: {id: $id}) {
        viewerStanding { nameDisplay } ranking { edges { node { isViewer nameDisplay } } } } }";
    let learner = named(&service, "Айгүл").await;
    enter(&named(&service, "Берік").await, &contest, json!({"nameDisplay": "HIDDEN"})).await;
    for form in ["DISPLAY_NAME", "INITIALS", "HIDDEN"] {
        enter(&learner, &contest, json!({"nameDisplay": form})).await;
        let own = learner.query(shown, json!({"id": contest["id"]})).await["contest"].take();
        assert_eq!(own["viewerStanding"], json!({"nameDisplay": form}));
        let edges = own["ranking"]["edges"].as_array().unwrap();
        let forms = |is_viewer: bool| {
            let nodes = edges.iter().map(|edge| &edge["node"]);
            nodes
                .filter(|node| node["isViewer"] == is_viewer)
                .map(|node| &node["nameDisplay"])
                .collect::<Vec<_>>()
        };
        assert_eq!((forms(true), forms(false)), (vec![&json!(form)], vec![&json!(null)]));
        let others = editor.query(shown, json!({"id": contest["id"]})).await["contest"].take();
        assert_eq!(others["viewerStanding"], json!(null));
        for edge in others["ranking"]["edges"].as_array().unwrap() {
            assert_eq!(edge["node"], json!({"isViewer": false, "nameDisplay": null}));
        }
    }
}

#[tokio::test]
async fn editors_create_contests_and_learners_enter_them() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    let learner = named(&service, "Әли").await;
    let today = service.clock.now().date_naive();
    let input = json!({"eventId": readings(&editor).await, "lessonIds": [first_lesson(&editor).await],
        "from": today, "until": today});
    let refused = learner.query(CREATE, json!({"input": input})).await;
    assert_eq!(refused["createContest"]["errors"], json!([{"code": "FORBIDDEN", "path": []}]));
    assert_eq!(service.client().execute(CREATE, json!({"input": input})).await.code(), "UNAUTHENTICATED");
    for (change, errors) in [
        (json!({"eventId": "x"}), json!([{"code": "NOT_FOUND", "path": ["eventId"]}])),
        (json!({"lessonIds": []}), json!([{"code": "INVALID_CONTEST_WORDS", "path": ["wordIds"]}])),
        (
            json!({"until": today - Duration::days(1)}),
            json!([{"code": "INVALID_CONTEST_SPAN", "path": ["until"]}]),
        ),
        (
            json!({"until": today + Duration::days(366)}),
            json!([{"code": "INVALID_CONTEST_SPAN", "path": ["until"]}]),
        ),
        (json!({"from": "today"}), json!([{"code": "INVALID_DATE", "path": ["from"]}])),
        (json!({"until": "2026-13-01"}), json!([{"code": "INVALID_DATE", "path": ["until"]}])),
        (json!({"wordIds": ["x"]}), json!([{"code": "NOT_FOUND", "path": ["wordIds"]}])),
    ] {
        let mut changed = input.clone();
        changed.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let refused = editor.query(CREATE, json!({"input": changed})).await;
        assert_eq!(refused["createContest"], json!({"contest": null, "errors": errors}), "{change}");
    }

    let contest = create_contest(&service, &editor, json!("CLUB"), 3).await;
    let again = create_contest(&service, &editor, json!("CLUB"), 3).await;
    assert_eq!(again["id"], contest["id"], "the mutation was sent again, because its response was lost");
    let created =
        editor.query("mutation { createClub(input: {name: \"Достар\"}) { club { id } } }", json!({})).await;
    let club = &created["createClub"]["club"]["id"];
    let not_theirs = enter(&learner, &contest, json!({"clubId": club})).await;
    assert_eq!(not_theirs["errors"], json!([{"code": "NOT_FOUND", "path": ["clubId"]}]));
    let wrong_kind = enter(&learner, &contest, json!({"area": "KZ-19"})).await;
    assert_eq!(wrong_kind["errors"], json!([{"code": "INVALID_TEAM_KIND", "path": ["area"]}]));
    let entered = enter(&editor, &contest, json!({"clubId": club})).await;
    assert_eq!(entered["contest"]["viewerStanding"]["clubName"], "Достар");
    let again = enter(&editor, &contest, json!({"nameDisplay": "HIDDEN"})).await;
    assert_eq!(
        again["contest"]["viewerStanding"],
        json!({"rank": 1, "name": null, "wordsKept": 0, "clubName": null, "area": null, "isViewer": true})
    );
    assert_eq!(ranking(&learner, &contest).await.len(), 1);
    let own = "query($id: ID!) { contest(by: {id: $id}) { viewerStanding { id } } }";
    let standing =
        editor.query(own, json!({"id": contest["id"]})).await["contest"]["viewerStanding"]["id"].take();
    let left = editor.query(LEAVE, json!({"id": contest["id"]})).await;
    assert_eq!(left["leaveContest"], json!({"deletedContestStandingId": standing, "errors": []}));
    let left = editor.query(LEAVE, json!({"id": contest["id"]})).await;
    assert_eq!(left["leaveContest"]["errors"], json!([{"code": "NOT_FOUND", "path": ["contestId"]}]));

    let contests =
        "{ event(by: {slug: \"abai-readings\"}) { contests { id } } contests { edges { node { id } } } }";
    let data = service.client().query(contests, json!({})).await;
    assert_eq!(data["event"]["contests"], json!([{"id": contest["id"]}]));
    assert_eq!(data["contests"]["edges"][0]["node"]["id"], contest["id"]);
    let refused = learner.query(WITHDRAW, json!({"id": contest["id"]})).await;
    assert_eq!(refused["withdrawContest"]["errors"], json!([{"code": "FORBIDDEN", "path": []}]));
    let withdrawn = editor.query(WITHDRAW, json!({"id": contest["id"]})).await;
    assert_eq!(withdrawn["withdrawContest"], json!({"deletedContestId": contest["id"], "errors": []}));
    let data = service.client().query(contests, json!({})).await;
    assert_eq!(data, json!({"event": {"contests": []}, "contests": {"edges": []}}));
    assert_eq!(
        enter(&learner, &contest, json!({})).await["errors"],
        json!([{"code": "NOT_FOUND", "path": ["contestId"]}])
    );
}

#[tokio::test]
async fn accounts_that_are_disabled_or_about_to_be_deleted_are_not_ranked() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    let contest = create_contest(&service, &editor, json!(null), 30).await;
    let mut entrants = Vec::new();
    for name in ["Айгүл", "Берік", "Дана"] {
        let entrant = named(&service, name).await;
        assert_eq!(enter(&entrant, &contest, json!({})).await["errors"], json!([]));
        entrants.push(entrant);
    }
    let [aigul, _, dana] = &entrants[..] else { unreachable!() };
    let names = async || {
        let standings = ranking(dana, &contest).await;
        let mut names: Vec<String> =
            standings.iter().map(|standing| standing["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(names().await, ["Айгүл", "Берік", "Дана"]);
    let delete = "mutation { deleteAccount { errors { code } } }";
    assert_eq!(aigul.query(delete, json!({})).await["deleteAccount"]["errors"], json!([]));
    let database = connect(&service.database.url).await.unwrap();
    let disable = "UPDATE accounts SET disabled_at = created_at WHERE display_name = 'Берік'";
    assert_eq!(database.execute(disable, &[]).await.unwrap(), 1);
    assert_eq!(names().await, ["Дана"]);
    database.batch_execute("UPDATE accounts SET disabled_at = NULL, deletion_due_at = NULL").await.unwrap();
    assert_eq!(names().await, ["Айгүл", "Берік", "Дана"], "their entries were kept");
}
