//! Only leaders of a club get its files; everyone else gets the response for an unknown club.

use hyper::StatusCode;
use serde_json::json;

use super::{accessed_subjects, leader_of, member, named, path};
use crate::support::service::Service;

const FILES: [&str; 3] = ["results.csv", "oneroster.zip", "statements.json"];

#[tokio::test]
async fn everyone_but_leaders_gets_the_response_for_an_unknown_club() {
    let service = Service::start().await;
    let (dana, club) = leader_of(&service, "Парасат достары").await;
    let (aigul, _) = member(&service, &club, "Айгүл", &["RESULTS", "ANSWERS"]).await;
    let stranger = named(&service, "Бөтен").await;
    let other = named(&service, "Басқа жетекші").await;
    let sql = crate::support::sql::connect(&service.database.url).await.unwrap();
    sql.execute("UPDATE accounts SET role = 'admin' WHERE display_name = 'Басқа жетекші'", &[])
        .await
        .unwrap();
    crate::support::club::create_club(&service, &other, "Басқа клуб").await;

    let unknown = json!({"id": "Cv____________________8"});
    for file in FILES {
        let missing = dana.get(&path(&unknown, file)).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        for client in [&aigul, &stranger, &other] {
            for club in [&club, &unknown, &json!({"id": "nonsense"})] {
                let refused = client.get(&path(club, file)).await;
                assert_eq!((refused.status, &refused.body), (missing.status, &missing.body), "{file}");
                let headers = |answer: &crate::support::client::Answer| {
                    let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
                    names.sort();
                    names
                };
                assert_eq!(headers(&refused), headers(&missing));
                assert_eq!(client.send("HEAD", &path(club, file), None, b"").await.status, missing.status);
            }
        }
        for nobody in [service.client(), service.client().with_token("x")] {
            for club in [&club, &unknown] {
                let refused = nobody.get(&path(club, file)).await;
                assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
                assert_eq!(refused.headers["www-authenticate"], "Bearer");
            }
        }
        assert_eq!(
            dana.send("POST", &path(&club, file), None, b"").await.status,
            StatusCode::METHOD_NOT_ALLOWED
        );
        assert_eq!(dana.send("HEAD", &path(&club, file), None, b"").await.status, StatusCode::OK);
    }
    assert_eq!(dana.get(&path(&club, "passwords.csv")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(accessed_subjects(&aigul).await, [""; 0], "nobody got any data");

    let paths = "query($id: ID!) { club(by: {id: $id}) { resultsPath oneRosterPath statementsPath } }";
    let response = dana.query(paths, json!({"id": club["id"]})).await;
    let expected = FILES.map(|file| path(&club, file));
    assert_eq!(
        response["club"],
        json!({"resultsPath": expected[0], "oneRosterPath": expected[1], "statementsPath": expected[2]})
    );
    let response = aigul.query(paths, json!({"id": club["id"]})).await;
    assert_eq!(response["club"], json!({"resultsPath": null, "oneRosterPath": null, "statementsPath": null}));
}
