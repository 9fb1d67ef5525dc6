//! Changing the directory: for editors; everyone else may propose corrections.

use serde_json::{Value, json};

use super::super::case::{Case, mutation, own_mutation};

/// Selects the record of a payload, whose field is named after its kind.
fn selection(kind: &str) -> String {
    let field = format!("{}{}", kind[..1].to_lowercase(), &kind[1..]);
    format!("{field} {{ id }} conflict {{ version }}")
}

/// Returns the kind of record that a mutation returns: `Node`s are in the field `record`.
fn kind_of(mutation: &str) -> &str {
    match mutation {
        "publishRecord" | "unpublishRecord" | "revertRecord" => "record",
        "correctObservation" => "observation",
        "mergeOrganizations" => "organization",
        "mergePeople" => "person",
        update => update.trim_start_matches("update"),
    }
}

fn edit(name: &str, fixture: &str, version: i32, more: &Value) -> Case {
    let mut input = json!({"id": format!("@{fixture}"), "version": version});
    for (field, value) in more.as_object().into_iter().flatten() {
        input[field] = value.clone();
    }
    mutation(name, fixture, &selection(kind_of(name)), input)
}

fn create(kind: &str, record: &Value) -> Case {
    let mut input = json!({"record": record});
    if matches!(kind, "Organization" | "Person" | "Membership") {
        input["allowDuplicate"] = json!(true);
    }
    own_mutation(&format!("create{kind}"), "a draft", &selection(kind), input)
}

pub(super) fn cases() -> Vec<Case> {
    let cited = json!([{"sourceId": "@a published source"}]);
    let name = json!([{"text": {"kk": "x"}, "citations": cited}]);
    let slug = "new-{role}";
    let organization = "@a published organization";
    let mut cases = vec![
        create("Organization", &json!({"slug": slug, "kind": "club", "names": name, "citations": cited})),
        create("Person", &json!({"slug": slug, "names": name, "citations": cited})),
        create(
            "Post",
            &json!({"slug": slug, "organizationId": organization, "kind": "member",
            "title": {"kk": "x"}, "citations": cited}),
        ),
        create(
            "Membership",
            &json!({"organizationId": organization, "personId": "@another published person",
            "citations": cited}),
        ),
        create("Event", &json!({"slug": slug, "kind": "TRAINING", "title": {"kk": "x"}, "citations": cited})),
        create("Indicator", &json!({"slug": slug, "organizationId": organization, "name": {"kk": "x"}})),
        create(
            "Observation",
            &json!({"indicatorId": "@a published indicator", "period": "2018", "value": 1.0,
            "citations": cited}),
        ),
        create("Source", &json!({"slug": slug, "kind": "WEB_PAGE", "title": {"kk": "x"}})),
        create("KindTerm", &json!({"slug": slug, "scheme": "POST", "label": {"kk": "x"}})),
        edit("updateOrganization", "a draft organization", 2, &json!({"changes": {"position": 5}})),
        edit("updateMembership", "a draft membership", 1, &json!({"changes": {"position": 5}})),
        edit(
            "correctObservation",
            "a draft observation",
            1,
            &json!({"changes": {"value": 5.0, "citations": cited}}),
        ),
    ];
    for kind in ["Person", "Post", "Event", "Indicator", "Source", "KindTerm"] {
        let draft = format!("a draft {}", kind.to_lowercase());
        cases.push(edit(&format!("update{kind}"), &draft, 1, &json!({"changes": {"slug": "renamed"}})));
    }
    cases.extend([
        edit("publishRecord", "a draft organization", 2, &json!({})),
        edit("unpublishRecord", "another published organization", 1, &json!({})),
        edit("revertRecord", "a draft organization", 2, &json!({"toVersion": 1})),
        edit("mergeOrganizations", "another published organization", 1, &json!({"intoId": organization})),
        edit("mergePeople", "another published person", 1, &json!({"intoId": "@a published person"})),
    ]);
    cases.extend(proposals(&cited));
    cases
}

fn proposals(cited: &Value) -> Vec<Case> {
    let propose = |fixture: &str, version: i32| {
        let change = json!({"organization": {"shortName": {"kk": "{role}"}}});
        let input =
            json!({"recordId": format!("@{fixture}"), "version": version, "source": "x", "change": change});
        mutation("proposeCorrection", fixture, &selection("proposal"), input).changing_nothing()
    };
    let decide = |name: &str, more: Value| {
        let mut input = json!({"id": "@the member's proposal", "answer": "x"});
        if !more.is_null() {
            input["citation"] = more;
        }
        mutation(name, "the member's proposal", &selection("proposal"), input)
    };
    vec![
        propose("a published organization", 1),
        // Editors edit a draft instead.
        propose("a draft organization", 2).for_nobody(),
        decide("acceptProposal", cited[0].clone()),
        decide("declineProposal", Value::Null),
    ]
}
