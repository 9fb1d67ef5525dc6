//! Corrections that learners propose, and that editors decide on.

use serde_json::{Value, json};

use super::{Desk, problems};
use crate::support::client::Client;
use crate::support::service::Service;

const PROPOSE: &str = "mutation($input: ProposeCorrectionInput!) { proposeCorrection(input: $input) {
    proposal { id status source } errors { code path } } }";

async fn propose(client: &Client, about: &Value, change: Value) -> Value {
    let input = json!({
        "recordId": about["id"], "version": about["version"], "change": {"organization": change},
        "source": "«Жетісу» газеті, 2019", "comment": "Басқаша жазылады",
    });
    client.query(PROPOSE, json!({"input": input})).await["proposeCorrection"].take()
}

async fn decide(client: &Client, decision: &str, id: &Value, citation: Value) -> Value {
    let (kind, citation) = match decision {
        "acceptProposal" => ("Accept", citation),
        _ => ("Decline", json!(null)),
    };
    let document = format!(
        "mutation($input: {kind}ProposalInput!) {{ {decision}(input: $input) {{
            proposal {{ status answer }} errors {{ code path }} conflict {{ fields }}
        }} }}"
    );
    let mut input = json!({"id": id, "answer": "Рақмет"});
    if !citation.is_null() {
        input["citation"] = citation;
    }
    client.query(&document, json!({"input": input})).await[decision].take()
}

async fn mothers(client: &Client) -> Value {
    let document = "{ organization(by: {slug: \"mothers\"}) { id version shortName(lang: KK) founded { edtf citations { locator } } } }";
    client.query(document, json!({})).await["organization"].take()
}

#[tokio::test]
async fn a_proposal_is_visible_to_its_proposer_and_accepted_by_an_editor() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let learner = service.client().register("learner@example.kz").await;
    let other = service.client().register("other@example.kz").await;
    let before = mothers(&learner).await;
    let proposed = propose(&learner, &before, json!({"founded": {"date": "2012-05"}})).await;
    assert_eq!(proposed["errors"], json!([]));
    assert_eq!(mothers(&learner).await, before, "nothing has changed yet");
    let id = proposed["proposal"]["id"].clone();

    let own = learner
        .query("{ viewer { proposals { edges { node { id record { id } version } } } } }", json!({}))
        .await;
    assert_eq!(
        own["viewer"]["proposals"]["edges"],
        json!([{"node": {"id": id, "record": {"id": before["id"]}, "version": 1}}])
    );
    for (client, is_visible) in [(&other, false), (&service.client(), false), (&desk.client, true)] {
        let node = client.query("query($id: ID!) { node(id: $id) { id } }", json!({"id": id})).await;
        assert_eq!(!node["node"].is_null(), is_visible);
    }
    let open = "{ proposals(status: OPEN) { edges { node { id source comment changes } } } }";
    assert_eq!(other.query(open, json!({})).await["proposals"], json!(null));
    let listed = desk.client.query(open, json!({})).await["proposals"]["edges"][0]["node"].take();
    assert_eq!(listed["id"], id);
    assert_eq!(listed["changes"], json!({"founded": {"date": "2012-05", "citations": []}}));

    let refused = decide(&learner, "acceptProposal", &id, json!(null)).await;
    assert_eq!(problems(&refused), [("FORBIDDEN", String::new())]);
    let uncited = decide(&desk.client, "acceptProposal", &id, json!(null)).await;
    assert_eq!(problems(&uncited), [("CITATION_REQUIRED", "founded".to_owned())]);
    let citation = json!({"sourceId": desk.source, "locator": "2-бет"});
    let accepted = decide(&desk.client, "acceptProposal", &id, citation).await;
    assert_eq!(accepted["proposal"], json!({"status": "ACCEPTED", "answer": "Рақмет"}));
    assert_eq!(
        mothers(&learner).await["founded"],
        json!({"edtf": "2012-05", "citations": [{"locator": "2-бет"}]})
    );
    let revision = desk
        .client
        .query("{ organization(by: {slug: \"mothers\"}) { revisions(first: 1) { edges { node { editor reason } } } } }", json!({}))
        .await;
    assert_eq!(
        revision["organization"]["revisions"]["edges"][0]["node"],
        json!({"editor": "editor@example.kz", "reason": "Рақмет"})
    );
    let twice = decide(&desk.client, "declineProposal", &id, json!(null)).await;
    assert_eq!(problems(&twice), [("ALREADY_DECIDED", "id".to_owned())]);
}

#[tokio::test]
async fn a_proposal_conflicts_only_with_changes_of_its_own_fields() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let learner = service.client().register("learner@example.kz").await;
    let before = mothers(&learner).await;
    let name =
        propose(&learner, &before, json!({"shortName": {"kk": "Аналар"}})).await["proposal"]["id"].take();
    let place = propose(&learner, &before, json!({"position": 9})).await["proposal"]["id"].take();
    desk.update("Organization", &before, json!({"shortName": {"kk": "Кеңес"}})).await;
    let conflict = decide(&desk.client, "acceptProposal", &name, json!(null)).await;
    assert_eq!(problems(&conflict), [("CONFLICT", "version".to_owned())]);
    assert_eq!(conflict["conflict"]["fields"], json!(["shortName"]));
    let accepted = decide(&desk.client, "acceptProposal", &place, json!(null)).await;
    assert_eq!(accepted["proposal"]["status"], "ACCEPTED");
    assert_eq!(mothers(&learner).await["shortName"], "Кеңес");
    let declined = decide(&desk.client, "declineProposal", &name, json!(null)).await;
    assert_eq!(declined["proposal"], json!({"status": "DECLINED", "answer": "Рақмет"}));
}

#[tokio::test]
async fn a_proposal_that_is_sent_again_is_the_same_while_it_is_open() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let learner = service.client().register("learner@example.kz").await;
    let other = service.client().register("other@example.kz").await;
    let before = mothers(&learner).await;
    let change = json!({"founded": {"date": "2012-05"}, "position": 70});
    let (first, at_once) =
        tokio::join!(propose(&learner, &before, change.clone()), propose(&learner, &before, change.clone()));
    assert_eq!(first["errors"], json!([]));
    assert_eq!(at_once, first);
    assert_eq!(propose(&learner, &before, change.clone()).await, first);
    for (client, change) in [(&learner, json!({"position": 70})), (&other, change.clone())] {
        let distinct = propose(client, &before, change).await;
        assert_eq!(distinct["errors"], json!([]));
        assert_ne!(distinct["proposal"]["id"], first["proposal"]["id"]);
    }
    decide(&desk.client, "declineProposal", &first["proposal"]["id"], json!(null)).await;
    let anew = propose(&learner, &before, change).await;
    assert_ne!(anew["proposal"]["id"], first["proposal"]["id"]);
    let open = desk.client.query("{ proposals(status: OPEN) { edges { node { id } } } }", json!({})).await;
    assert_eq!(open["proposals"]["edges"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn pasted_line_breaks_and_tabs_of_a_proposal_become_line_feeds_and_spaces() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let learner = service.client().register("learner@example.kz").await;
    let before = mothers(&learner).await;
    let input = json!({
        "recordId": before["id"], "version": before["version"],
        "change": {"organization": {"description": {"kk": "бір\r\nекі\tүш"}}},
        "source": "«Жетісу» газеті,\r\n2019", "comment": "бір\rекі",
    });
    let send = async || learner.query(PROPOSE, json!({"input": input})).await["proposeCorrection"].take();
    let first = send().await;
    assert_eq!(first["errors"], json!([]));
    assert_eq!(first["proposal"]["source"], "«Жетісу» газеті,\n2019");
    assert_eq!(send().await, first, "it is recognized when it is sent again");
    let open = "{ proposals(status: OPEN) { edges { node { comment changes } } } }";
    let listed = desk.client.query(open, json!({})).await["proposals"]["edges"].take();
    let changes = json!({"description": {"kk": "бір\nекі үш"}});
    assert_eq!(listed, json!([{"node": {"comment": "бір\nекі", "changes": changes}}]));
    let decline =
        "mutation($id: ID!, $answer: String!) { declineProposal(input: {id: $id, answer: $answer}) {
        proposal { answer } errors { code } } }";
    let variables = json!({"id": first["proposal"]["id"], "answer": "Рақмет,\r\nбірақ жоқ"});
    let declined = desk.client.query(decline, variables).await["declineProposal"].take();
    assert_eq!(declined, json!({"proposal": {"answer": "Рақмет,\nбірақ жоқ"}, "errors": []}));
}

#[tokio::test]
async fn proposals_that_correct_nothing_are_refused() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let learner = service.client().register("learner@example.kz").await;
    let before = mothers(&learner).await;
    let same = propose(&learner, &before, json!({"slug": "mothers"})).await;
    assert_eq!(problems(&same), [("NO_CHANGES", "change".to_owned())]);
    let wrong = propose(&learner, &before, json!({"slug": "Аналар"})).await;
    assert_eq!(problems(&wrong), [("INVALID_SLUG", "change.slug".to_owned())]);
    let draft =
        desk.create("Organization", desk.organization("draft", &json!({})), false).await["record"].take();
    let hidden = propose(&learner, &draft, json!({"position": 2})).await;
    assert_eq!(problems(&hidden), [("NOT_FOUND", "recordId".to_owned())]);
    let ahead = json!({"id": before["id"], "version": 7});
    assert_eq!(
        problems(&propose(&learner, &ahead, json!({"position": 2})).await),
        [("NOT_FOUND", "version".to_owned())]
    );
    for position in 10..60 {
        let taken = propose(&learner, &before, json!({"position": position})).await;
        assert_eq!(taken["errors"], json!([]));
    }
    let beyond = propose(&learner, &before, json!({"position": 60})).await;
    assert_eq!(problems(&beyond), [("TOO_MANY_ITEMS", String::new())]);
    let answer = service
        .client()
        .execute(
            PROPOSE,
            json!({"input": {
        "recordId": before["id"], "version": 1, "source": "x", "change": {"organization": {"position": 2}}}}),
        )
        .await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn accepting_a_proposal_keeps_what_its_proposer_could_not_see_or_cite() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let learner = service.client().register("learner@example.kz").await;
    let cited = |page: &str| json!([{"sourceId": desk.source, "locator": page}]);
    let name = |text: &str, since: &str, page: &str| json!({"text": {"kk": text, "en": text}, "since": since, "citations": cited(page)});
    let contact = |value: &str, public: bool| json!({"kind": "PHONE", "value": value, "isPublic": public, "citations": cited("2")});
    let club = desk.organization(
        "aral",
        &json!({
            "names": [name("Алғашқы", "2001", "7"), name("Арал", "2010", "9")],
            "contactPoints": [contact("+7 700 111", false), contact("+7 700 222", true)],
        }),
    );
    let club = desk.publish("Organization", club).await;
    let seen = "query($id: ID!) { node(id: $id) { ... on Organization {
        version names { text(lang: KK) citations { locator } } contactPoints { value isPublic citations { locator } } } } }";
    let id = json!({"id": club["id"]});

    // The same contacts and names as the learner sees them change nothing.
    let visible = json!({"kind": "PHONE", "value": "+7 700 222", "isPublic": true});
    let same = propose(&learner, &club, json!({"contactPoints": [visible]})).await;
    assert_eq!(problems(&same), [("NO_CHANGES", "change".to_owned())]);

    let change = json!({
        "names": [
            {"text": {"kk": "Алғашқы"}, "since": "2001"},
            {"text": {"kk": "Арал"}, "since": "2011"},
            {"text": {"kk": "Балқаш"}, "since": "2020"},
        ],
        "contactPoints": [{"kind": "PHONE", "value": "+7 700 333", "isPublic": true}],
    });
    let proposed = propose(&learner, &club, change).await["proposal"]["id"].take();
    let accepted =
        decide(&desk.client, "acceptProposal", &proposed, json!({"sourceId": desk.source, "locator": "99"}))
            .await;
    assert_eq!(accepted["errors"], json!([]), "{accepted}");
    let after = desk.client.query(seen, id.clone()).await["node"].take();
    assert_eq!(
        after["names"],
        json!([
            {"text": "Алғашқы", "citations": [{"locator": "7"}]},
            {"text": "Арал", "citations": [{"locator": "99"}]},
            {"text": "Балқаш", "citations": [{"locator": "99"}]},
        ])
    );
    let hidden = json!({"value": "+7 700 111", "isPublic": false, "citations": [{"locator": "2"}]});
    let new = json!({"value": "+7 700 333", "isPublic": true, "citations": [{"locator": "99"}]});
    assert_eq!(after["contactPoints"], json!([hidden, new]));

    let club = json!({"id": club["id"], "version": after["version"]});
    let none = propose(&learner, &club, json!({"contactPoints": null})).await["proposal"]["id"].take();
    decide(&desk.client, "acceptProposal", &none, json!(null)).await;
    assert_eq!(desk.client.query(seen, id).await["node"]["contactPoints"], json!([hidden]));
}
