//! The numbers in an insight: the database computes what the functions of the domain compute, with a fixed number of
//! statements.

use chrono::{Duration, NaiveDate};
use dostyq::db;
use dostyq::domain::clubs::insight::{Expected, Member, MemberWords, interval_90, kept_up_elapsed};
use dostyq::domain::ids::ClubId;
use dostyq::domain::learning::card::Memory;
use dostyq::domain::learning::preset::Scheduling;
use dostyq::domain::learning::scheduler::retrievability;
use dostyq::domain::learning::study_day::StudyDay;
use serde_json::{Value, json};

use super::{AnswerKind, Club, answer, members, share_all, start, submit_accepted};
use crate::support::service::Service;
use crate::support::sql::connect;

const LESSONS: [&str; 3] = ["amandasu", "otbasy", "ui"];

/// A club of four members who have studied for ten days in different ways. Answers until day 17 are submitted by then.
async fn club(service: &Service) -> Club {
    let club = Club::of(service, (0..4).map(|number| (format!("member{number}"), "ru"))).await;
    let begin = service.clock.now();
    let mut cards = Vec::new();
    for member in &club.members {
        let mut own = Vec::new();
        for lesson in LESSONS {
            own.extend(start(member, lesson).await);
        }
        cards.push(own);
    }
    for (from, to) in [(0, 10), (10, 17)] {
        service.clock.advance(Duration::days(to - from));
        for (number, member) in club.members.iter().enumerate() {
            let mut answers: Vec<Value> = Vec::new();
            for day in from..to {
                for (place, card) in cards[number].iter().enumerate() {
                    let turn = usize::try_from(day).unwrap();
                    // Most cards on the first day; later some cards, by an arbitrary rule.
                    if day == 0 && place % 7 != number
                        || day > 0 && (place * 5 + turn * 3 + number) % (9 + number) == 0
                    {
                        let at = begin
                            + Duration::days(day)
                            + Duration::seconds(i64::try_from(place).unwrap() + 1);
                        let wrong = (place + turn + number) % 5 == 0;
                        let given = |wrong| if wrong { AnswerKind::Wrong } else { AnswerKind::Right };
                        answers.push(answer(card, "ru", at, given(wrong)));
                        answers.push(answer(card, "ru", at + Duration::minutes(15), given(false)));
                    }
                }
            }
            submit_accepted(member, &answers).await;
        }
        if to == 10 {
            assert!(overdue(service, &club).await.iter().any(|words| words.overdue > 0));
        }
    }
    club
}

/// Returns the current counts of the members' words, in the order of joining.
async fn overdue(service: &Service, club: &Club) -> Vec<MemberWords> {
    let session = service.services.database.session();
    let mut connection = session.connection(None).await.unwrap();
    let id = ClubId::from_global(club.id.as_str().unwrap()).unwrap();
    let found = db::clubs::studying_members(&mut connection, id).await.unwrap();
    let members: Vec<Member> = found
        .into_iter()
        .map(|found| {
            let calendar = found.settings.calendar();
            let (joined, today) =
                (calendar.day_of(found.membership.joined_at), calendar.day_of(service.clock.now()));
            let change_number = found.change_number.0;
            Member { membership: found.membership, settings: found.settings, joined, today, change_number }
        })
        .collect();
    let words = db::clubs::insight::member_words(&mut connection, &members).await.unwrap();
    let words_of =
        |member: &Member| words.iter().find(|(id, _)| *id == member.membership.learner_id).unwrap().1;
    members.iter().map(words_of).collect()
}

#[tokio::test]
async fn the_backlog_of_a_week_ago_is_the_one_of_that_time() {
    let service = Service::start().await;
    let club = Club::of(&service, (0..3).map(|number| (format!("member{number}"), "ru"))).await;
    let begin = service.clock.now();
    let mut cards = Vec::new();
    for member in &club.members {
        cards.push([start(member, "amandasu").await, start(member, "otbasy").await].concat());
    }
    let study = async |day: i64, every: usize| {
        for (number, member) in club.members.iter().enumerate() {
            let due = cards[number].iter().enumerate().filter(|(place, _)| (place + number) % every == 0);
            let at = begin + Duration::days(day) + Duration::seconds(1);
            let answers: Vec<Value> = due
                .flat_map(|(place, card)| {
                    let given = if (place + number) % 4 == 0 { AnswerKind::Wrong } else { AnswerKind::Right };
                    [
                        answer(card, "ru", at, given),
                        answer(card, "ru", at + Duration::minutes(15), AnswerKind::Right),
                    ]
                })
                .collect();
            submit_accepted(member, &answers).await;
        }
    };
    service.clock.advance(Duration::hours(1));
    study(0, 1).await;
    service.clock.advance(Duration::days(4));
    study(4, 3).await;
    service.clock.advance(Duration::days(6));
    let then = overdue(&service, &club).await;
    assert!(then.iter().all(|words| (5..20).contains(&words.overdue)), "{then:?}");
    // Some of the overdue cards are reviewed, on the same day and later.
    study(10, 5).await;
    service.clock.advance(Duration::days(3));
    study(13, 2).await;
    service.clock.advance(Duration::days(4));
    let now = overdue(&service, &club).await;
    let counts =
        |words: &[MemberWords], number: fn(&MemberWords) -> u32| words.iter().map(number).collect::<Vec<_>>();
    assert_eq!(counts(&now, |words| words.overdue_a_week_ago), counts(&then, |words| words.overdue));
    assert_ne!(counts(&now, |words| words.overdue), counts(&then, |words| words.overdue));
}

#[tokio::test]
async fn known_words_follow_the_memory_model() {
    let service = Service::start().await;
    let club = club(&service).await;
    // Today: the same as in each member's own statistics.
    let roster = club
        .query(
            "roster(orderBy: {field: JOINED_AT}) { edges { results { wordsKnown wordsBegun wordsMature } } }",
        )
        .await;
    for (member, listed_member) in club.members.iter().zip(members(&roster["roster"])) {
        let own = member.query("{ viewer { statistics { words { known begun mature } } } }", json!({})).await;
        let own = &own["viewer"]["statistics"]["words"];
        let results = &listed_member["results"];
        assert_eq!(
            (&results["wordsKnown"], &results["wordsBegun"], &results["wordsMature"]),
            (&own["known"], &own["begun"], &own["mature"])
        );
    }

    // On future days: the same as the domain computes for each card.
    let anyone = service.client();
    let mut lessons = Vec::new();
    for slug in LESSONS {
        let lesson = "query($slug: String!) { lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) { id } }";
        lessons.push(anyone.query(lesson, json!({"slug": slug})).await["lesson"]["id"].clone());
    }
    let database = connect(&service.database.url).await.unwrap();
    let cards = "SELECT DISTINCT ON (learner_id, word_id) stability, difficulty, last_study_day, interval_days FROM cards
        JOIN accounts ON accounts.id = learner_id WHERE display_name = $1 AND stability IS NOT NULL
        ORDER BY learner_id, word_id, skill DESC";
    let today = StudyDay::on(NaiveDate::from_ymd_opt(2026, 12, 10).unwrap());
    for days in [0, 1, 30, 200] {
        let on = today.plus(days);
        let document = "query($id: ID!, $on: Date!, $lessons: [ID!]) { club(by: {id: $id}) { insight { readiness(on: $on, lessonIds: $lessons) {
            wordCount sharingMembers withReviews { known low high } members { edges {
            node { displayName } begunWords withoutReviews { known low high } withReviews { known low high } missingWords newWordsPerDay minutesPerDay } } } } } }";
        let found =
            club.leader.query(document, json!({"id": club.id, "on": on.date(), "lessons": lessons})).await;
        let readiness = &found["club"]["insight"]["readiness"];
        assert_eq!(readiness["wordCount"], 15);
        let mut sum = Expected::default();
        for member in members(&readiness["members"]) {
            let name = member["node"]["displayName"].as_str().unwrap();
            let rows = database.query(cards, &[&name]).await.unwrap();
            let mut expected = [Expected::default(); 2];
            for row in &rows {
                let memory = Memory { stability: row.get(0), difficulty: row.get(1) };
                let (last, interval) = (StudyDay(row.get(2)), u32::try_from(row.get::<_, i32>(3)).unwrap());
                let elapsed = [on.days_since(last), kept_up_elapsed(last, interval, today, on)];
                for (expected, elapsed) in expected.iter_mut().zip(elapsed) {
                    let chance = f64::from(retrievability(memory, elapsed, &Scheduling::default()));
                    *expected = expected.plus(Expected { known: chance, variance: chance * (1.0 - chance) });
                }
            }
            sum = sum.plus(expected[1]);
            assert_eq!(member["begunWords"], rows.len());
            for (field, expected) in ["withoutReviews", "withReviews"].into_iter().zip(expected) {
                let (low, high) = interval_90(expected, 15.0);
                for (part, expected) in [("known", expected.known), ("low", low), ("high", high)] {
                    let actual = member[field][part].as_f64().unwrap();
                    assert!(
                        (actual - expected).abs() < 1e-3,
                        "{days} {name} {field} {part}: {actual} {expected}"
                    );
                }
            }
            let missing = member["missingWords"].as_f64().unwrap();
            assert!((missing - 15.0 + expected[1].known).abs() < 1e-3);
            let new_words = (15.0 - f64::from(u32::try_from(rows.len()).unwrap())) / f64::from(days);
            match days {
                0 => assert_eq!(
                    (&member["newWordsPerDay"], &member["minutesPerDay"]),
                    (&json!(null), &json!(null))
                ),
                _ => {
                    assert!((member["newWordsPerDay"].as_f64().unwrap() - new_words).abs() < 1e-5);
                    assert!(member["minutesPerDay"].as_f64().unwrap() > 0.0);
                }
            }
        }
        let mean = readiness["withReviews"]["known"].as_f64().unwrap();
        assert!((mean - sum.known / 4.0).abs() < 1e-3, "{mean} {sum:?}");
    }
}

#[tokio::test]
async fn undone_reviews_do_not_count() {
    let service = Service::start().await;
    let club = Club::of(&service, (0..3).map(|number| (format!("member{number}"), "ru"))).await;
    let mut first = Vec::new();
    for member in &club.members {
        let cards = start(member, "qandai").await;
        let typed = cards.iter().find(|card| card.produces && card.headword == "жеңіл").unwrap();
        let now = service.clock.now();
        let slipped = answer(typed, "ru", now, AnswerKind::Slip);
        let others: Vec<Value> = cards
            .iter()
            .filter(|card| card.id != typed.id)
            .map(|card| answer(card, "ru", now, AnswerKind::Right))
            .collect();
        submit_accepted(member, &others).await;
        submit_accepted(member, std::slice::from_ref(&slipped)).await;
        first.push(slipped["reviewId"].clone());
    }
    let fields = "hardestWords(from: \"2026-11-20\", to: \"2026-11-30\") { words { word { headword } attempts failures cause slip { attempts } } }
        confusions(from: \"2026-11-20\", to: \"2026-11-30\") { pairs { count members } }";
    let insight = club.query(fields).await;
    let word = json!({"word": {"headword": "жеңіл"}, "attempts": 6, "failures": 3, "cause": "LETTER_SLIPS", "slip": {"attempts": 3}});
    assert_eq!(insight["hardestWords"]["words"], json!([word]));
    assert_eq!(insight["confusions"]["pairs"], json!([{"count": 3, "members": 3}]));

    let undo =
        "mutation($ids: [UUID!]!) { undoReviews(input: {reviewIds: $ids}) { results { error { code } } } }";
    club.members[0].query(undo, json!({"ids": [first[0]]})).await;
    let insight = club.query(fields).await;
    let word = &insight["hardestWords"]["words"][0];
    assert_eq!((&word["attempts"], &word["failures"]), (&json!(5), &json!(2)));
    assert_eq!(word["cause"], "HARD_FOR_ALL", "two learners are too few to show letters");
    assert_eq!((&word["slip"], &insight["confusions"]["pairs"]), (&json!(null), &json!([])));
}

#[tokio::test]
async fn a_larger_club_takes_no_more_statements() {
    const FIELDS: [(&str, u64); 7] = [
        (
            "overview(from: \"2026-11-20\", to: \"2026-11-30\") { activity { totals { reviews } } results { totals { wordsKnown } } }",
            5,
        ),
        (
            "roster(first: 100) { edges { node { displayName } activity { reviews } results { wordsKnown } risks { sign } } }",
            // The overview has counted what the members know.
            5,
        ),
        ("lessons { lessons { startedMembers } members(first: 100) { edges { lessons { isStarted } } } }", 5),
        ("hardestWords(from: \"2026-11-20\", to: \"2026-11-30\") { words { cause word { headword } } }", 6),
        ("confusions(from: \"2026-11-20\", to: \"2026-11-30\") { pairs { count } }", 4),
        ("activity(from: \"2026-11-20\", to: \"2026-11-30\") { days { reviews } }", 4),
        (
            "readiness(on: \"2026-12-20\", wordIds: [WORD]) { withReviews { known } members(first: 100) { edges { begunWords } } }",
            5,
        ),
    ];
    let service = Service::start().await;
    let mut club = Club::of(&service, (0..3).map(|number| (format!("member{number}"), "ru"))).await;
    let mut word = Value::Null;
    for (from, to) in [(0, 3), (3, 12)] {
        for number in from..to {
            if number >= 3 {
                let member = super::learner(&service, &format!("member{number}"), "ru").await;
                club.join(&member).await;
                club.members.push(member);
            }
            let cards = start(&club.members[number], "amandasu").await;
            let now = service.clock.now();
            let answers: Vec<Value> = cards
                .iter()
                .map(|card| {
                    answer(card, "ru", now, if card.produces { AnswerKind::Wrong } else { AnswerKind::Right })
                })
                .collect();
            submit_accepted(&club.members[number], &answers).await;
            word = json!(cards[0].word_id);
        }
        share_all(&service).await;
        for (field, expected) in FIELDS {
            let field = field.replace("WORD", &word.to_string());
            let (_, statements) = service.statements(club.query(&field)).await;
            assert_eq!(statements, expected, "{to} members: {field}");
        }
    }
}

#[tokio::test]
async fn what_members_know_is_counted_again_only_when_it_may_have_changed() {
    let service = Service::start().await;
    let club = Club::of(&service, (0..3).map(|number| (format!("member{number}"), "ru"))).await;
    share_all(&service).await;
    let cards = start(&club.members[0], "amandasu").await;
    let roster = || async {
        let roster =
            "roster(orderBy: {field: RISKS}) { edges { results { wordsKnown wordsBegun backlog } } }";
        service.statements(club.query(roster)).await
    };
    let (before, _) = roster().await;
    let (again, kept) = roster().await;
    assert_eq!(again, before);

    let answers = [answer(&cards[0], "ru", service.clock.now(), AnswerKind::Right)];
    submit_accepted(&club.members[0], &answers).await;
    let (answered, counted) = roster().await;
    assert_ne!(answered, before);
    assert_eq!(counted, kept + 1);
    let (again, statements) = roster().await;
    assert_eq!((again, statements), (answered.clone(), kept));

    service.clock.advance(Duration::days(9));
    let (overdue, _) = roster().await;
    assert_ne!(overdue, answered, "the card is overdue, and less likely to be remembered");
    let skills = "mutation { updateSettings(input: {skills: [PRODUCE]}) { errors { code } } }";
    club.members[0].query(skills, json!({})).await;
    assert_ne!(roster().await.0, overdue, "cards of other skills are not reviewed any more");
}
