//! The roster: orders, filters, pages.

use chrono::Duration;
use serde_json::{Value, json};

use super::{AnswerKind, Club, answer, members, names, share, start, submit_accepted};
use crate::support::service::Service;

/// A club of six members: the n-th has answered n cards on the first day, and the even ones again two days later.
async fn club(service: &Service) -> Club {
    let called = ["Әлия", "Ясин", "Ержан", "Ұлпан", "Бота", "Қайрат"];
    let club =
        Club::of(service, called.iter().zip(0..).map(|(_, number)| (format!("member{number}"), "ru"))).await;
    let begin = service.clock.now();
    let mut cards = Vec::new();
    for member in &club.members {
        cards.push(start(member, "amandasu").await);
    }
    service.clock.advance(Duration::days(2));
    for (number, member) in club.members.iter().enumerate() {
        let answered = &cards[number][..number];
        let first =
            answered.iter().map(|card| answer(card, "ru", begin + Duration::seconds(1), AnswerKind::Right));
        let again = answered.iter().filter(|_| number % 2 == 0);
        let again = again.map(|card| answer(card, "ru", service.clock.now(), AnswerKind::Right));
        let answers: Vec<Value> = first.chain(again).collect();
        submit_accepted(member, &answers).await;
    }
    let database = crate::support::sql::connect(&service.database.url).await.unwrap();
    for (number, name) in called.iter().enumerate() {
        let update =
            format!("UPDATE accounts SET display_name = '{name}' WHERE display_name = 'member{number}'");
        database.batch_execute(&update).await.unwrap();
    }
    club
}

async fn listed(club: &Club, arguments: &str) -> Vec<String> {
    let found = club.query(&format!("roster({arguments}) {{ edges {{ node {{ displayName }} }} }}")).await;
    names(&members(&found["roster"]))
}

#[tokio::test]
async fn members_are_listed_in_any_order() {
    let service = Service::start().await;
    let club = club(&service).await;
    let by = async |field: &str, direction: &str| {
        listed(&club, &format!("orderBy: {{field: {field}, direction: {direction}}}")).await
    };
    let joined = ["Әлия", "Ясин", "Ержан", "Ұлпан", "Бота", "Қайрат"];
    assert_eq!(by("NAME", "ASCENDING").await, ["Әлия", "Бота", "Ержан", "Қайрат", "Ұлпан", "Ясин"]);
    assert_eq!(by("NAME", "DESCENDING").await, ["Ясин", "Ұлпан", "Қайрат", "Ержан", "Бота", "Әлия"]);
    assert_eq!(
        listed(&club, "first: 2").await,
        ["Әлия", "Бота"],
        "by name unless another order is requested"
    );
    assert_eq!(by("JOINED_AT", "ASCENDING").await, joined);
    assert_eq!(by("NEW_WORDS", "ASCENDING").await, joined);
    assert_eq!(by("WORDS_KNOWN", "ASCENDING").await[0], "Әлия");
    // 0, 1, 4, 3, 8 and 5 reviews.
    assert_eq!(by("REVIEWS", "DESCENDING").await, ["Бота", "Қайрат", "Ержан", "Ұлпан", "Ясин", "Әлия"]);
    // Members with the same value are in the order of their names.
    assert_eq!(by("DAYS_SILENT", "ASCENDING").await[..2], ["Бота", "Ержан"]);
    assert_eq!(by("DAYS_ACTIVE", "DESCENDING").await[..2], ["Бота", "Ержан"]);

    share(&service, "display_name IN ('Бота', 'Әлия')", "activity = false, results = true").await;
    assert_eq!(by("REVIEWS", "DESCENDING").await, ["Қайрат", "Ержан", "Ұлпан", "Ясин", "Әлия", "Бота"]);
    assert_eq!(by("REVIEWS", "ASCENDING").await, ["Ясин", "Ұлпан", "Ержан", "Қайрат", "Әлия", "Бота"]);
}

#[tokio::test]
async fn a_page_continues_after_the_previous_one() {
    let service = Service::start().await;
    let club = club(&service).await;
    for order in [
        "NAME",
        "JOINED_AT",
        "DAYS_SILENT",
        "DAYS_ACTIVE",
        "MINUTES",
        "REVIEWS",
        "NEW_WORDS",
        "WORDS_KNOWN",
        "WORDS_MATURE",
        "RETENTION",
        "BACKLOG",
        "RISKS",
    ] {
        let order = format!("orderBy: {{field: {order}, direction: DESCENDING}}");
        let whole = listed(&club, &order).await;
        let (mut read, mut after) = (Vec::new(), String::new());
        loop {
            let page = club
                .query(&format!(
                    "roster({order}, first: 2{after}) {{ edges {{ node {{ displayName }} }}
                       pageInfo {{ hasNextPage endCursor }} }}"
                ))
                .await;
            read.extend(names(&members(&page["roster"])));
            if page["roster"]["pageInfo"]["hasNextPage"] == json!(false) {
                break;
            }
            after = format!(", after: {}", page["roster"]["pageInfo"]["endCursor"]);
        }
        assert_eq!((read.len(), &read), (6, &whole), "{order}");
        assert_eq!(listed(&club, &format!("{order}, last: 2")).await, whole[4..], "{order}");
        // A cursor of one order is invalid in another.
        if !after.is_empty() {
            let other = format!("roster(orderBy: {{field: NAME}}{after}) {{ edges {{ cursor }} }}");
            assert_eq!(club.error_code(&other).await, "BAD_USER_INPUT");
        }
    }
}

#[tokio::test]
async fn members_are_filtered_by_what_they_share() {
    let service = Service::start().await;
    let club = club(&service).await;
    let filtered = async |filter: &str| listed(&club, &format!("filter: {{{filter}}}")).await;
    assert_eq!(filtered("active: false").await, ["Әлия"]);
    assert_eq!(filtered("minDaysSilent: 2").await, ["Әлия", "Қайрат", "Ұлпан", "Ясин"]);
    assert_eq!(filtered("minDaysSilent: 2, active: true").await, ["Қайрат", "Ұлпан", "Ясин"]);
    assert_eq!(filtered("atRisk: true").await, Vec::<String>::new());
    assert_eq!(filtered("minBacklog: 1000").await, Vec::<String>::new());
    assert_eq!(filtered("retentionBelow: 0.1").await, Vec::<String>::new());
    service.clock.advance(Duration::days(7));
    assert_eq!(filtered("atRisk: true").await.len(), 6);
    share(&service, "display_name = 'Бота'", "activity = false").await;
    assert_eq!(filtered("minDaysSilent: 1").await, ["Әлия", "Ержан", "Қайрат", "Ұлпан", "Ясин"]);
    assert_eq!(
        filtered("atRisk: false").await,
        ["Бота"],
        "inactivity is not shared, and there is no other risk"
    );
    for refused in [
        "roster(filter: {minDaysSilent: -1}) { edges { cursor } }",
        "roster(from: \"2026-11-23\") { edges { cursor } }",
        "roster(first: 101) { edges { cursor } }",
        "overview(from: \"2026-11-02\", to: \"2026-11-01\") { members }",
        "hardestWords(from: \"2026-11-01\", to: \"2026-11-06\") { sharingMembers }",
        "hardestWords(from: \"2026-11-01\", to: \"2026-11-30\", first: 0) { sharingMembers }",
        "confusions(from: \"2020-11-01\", to: \"2026-11-30\") { sharingMembers }",
        "lessons(courseId: \"x\") { sharingMembers }",
        "readiness(on: \"2026-12-31\") { wordCount }",
        "readiness(on: \"2026-11-01\", lessonIds: []) { wordCount }",
        "readiness(on: \"2029-11-01\", lessonIds: []) { wordCount }",
        "readiness(on: \"2026-12-31\", wordIds: [\"x\"]) { wordCount }",
    ] {
        assert_eq!(club.error_code(refused).await, "BAD_USER_INPUT", "{refused}");
    }
}
