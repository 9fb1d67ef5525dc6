//! The days of an assignment are those of the club.

use chrono::Duration;
use serde_json::json;

use super::assignments::{
    UPDATE, answer, assign, headwords, lesson, own, own_status, progress, words_in_queue,
};
use crate::support::club::{create_club, join, leader, learner, problem};
use crate::support::service::Service;

#[tokio::test]
async fn no_time_zone_of_a_member_moves_the_days_of_an_assignment() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    let zone = "mutation { updateSettings(input: {timeZone: \"Pacific/Pago_Pago\"}) { errors { code } } }";
    // It is the evening of the 22nd there, and the 23rd in the club.
    berik.query(zone, json!({})).await;
    for client in [&aigul, &berik] {
        join(client, &club).await;
        service.clock.advance(Duration::minutes(1));
    }
    let words = lesson(&dana, "amandasu").await["words"].take();
    let input = json!({"wordIds": [words[0]["id"], words[1]["id"]], "until": "2026-11-24"});
    let today = assign(&dana, &club, input).await;
    assert_eq!((&today["lessons"], headwords(&today["words"]).len()), (&json!([]), 2));
    let zone = (&today["timeZone"], &today["from"], &today["endsAt"]);
    assert_eq!(zone, (&json!("Asia/Almaty"), &json!("2026-11-23"), &json!("2026-11-24T23:00:00+00:00")));
    let input = json!({"wordIds": [words[2]["id"]], "from": "2026-11-25", "until": "2026-11-25"});
    assign(&dana, &club, input).await;
    for client in [&aigul, &berik] {
        assert_eq!((own_status(client).await, words_in_queue(client).await.len()), (json!("OPEN"), 2));
        assert_eq!(own(client).await[1]["viewerProgress"]["status"], "UPCOMING", "later words are not shown");
    }

    // At 22:58Z the 24th lasts two minutes more.
    service.clock.advance(Duration::minutes(40 * 60 + 56));
    assert_eq!((own_status(&aigul).await, own_status(&berik).await), (json!("OPEN"), json!("OPEN")));
    answer(&service, &aigul, &headwords(&today["words"])).await;
    service.clock.advance(Duration::minutes(2));
    // Berik's 24th is far from over in his own time zone, which his answers name.
    assert_eq!(words_in_queue(&berik).await.len(), 3);
    answer(&service, &berik, &headwords(&today["words"])).await;
    let done = json!({"status": "DONE", "words": 2, "wordsDone": 2, "doneOn": "2026-11-24", "isLate": false});
    let late = json!({"status": "LATE", "words": 2, "wordsDone": 2, "doneOn": "2026-11-25", "isLate": true});
    assert_eq!(
        progress(&dana, &today).await,
        [("aigul".to_owned(), done), ("berik".to_owned(), late)],
        "for both it ended at the same time"
    );
    for client in [&aigul, &berik] {
        assert_eq!((own(client).await.len(), own_status(client).await), (1, json!("OPEN")), "one is over");
    }
}

#[tokio::test]
async fn a_club_that_changes_its_time_zone_keeps_the_ends_of_its_assignments() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let word = lesson(&dana, "amandasu").await["words"][0]["id"].take();
    let input = json!({"wordIds": [word], "until": "2026-11-24"});
    let before = assign(&dana, &club, input.clone()).await;
    let set = "mutation($id: ID!, $zone: String!) { updateClub(input: {id: $id, timeZone: $zone}) {
        club { timeZone assignments { edges { node { id endsAt } } } } errors { code path }
    } }";
    let refused = dana.query(set, json!({"id": club["id"], "zone": "Mars"})).await;
    assert_eq!(problem(&refused["updateClub"]), ("UNKNOWN_TIME_ZONE", "timeZone"));
    let changed = dana.query(set, json!({"id": club["id"], "zone": "Europe/Berlin"})).await;
    let expected = json!([{"node": {"id": before["id"], "endsAt": "2026-11-24T23:00:00+00:00"}}]);
    assert_eq!(changed["updateClub"]["club"]["timeZone"], "Europe/Berlin");
    assert_eq!(changed["updateClub"]["club"]["assignments"]["edges"], expected);
    let after = assign(&dana, &club, input).await;
    assert_eq!(after["endsAt"], "2026-11-25T03:00:00+00:00");
    let updated = dana.query(UPDATE, json!({"input": {"id": before["id"], "until": "2026-11-25"}})).await;
    assert_eq!(updated["updateAssignment"]["errors"], json!([]));
    let changed = dana.query(set, json!({"id": club["id"], "zone": "Asia/Almaty"})).await;
    let ends = &changed["updateClub"]["club"]["assignments"]["edges"];
    let mut ends: Vec<&str> =
        ends.as_array().unwrap().iter().map(|edge| edge["node"]["endsAt"].as_str().unwrap()).collect();
    ends.sort_unstable();
    assert_eq!(ends, ["2026-11-25T03:00:00+00:00", "2026-11-25T23:00:00+00:00"]);
}
