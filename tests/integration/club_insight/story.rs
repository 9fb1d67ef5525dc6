//! A club with a known history: the insight shows that history and nothing else.

use chrono::Duration;
use serde_json::{Value, json};

use super::{AnswerKind, Club, LearnerCard, answer, members, names, start, submit_accepted};
use crate::support::service::Service;

/// Thirty members, ten with each language.
const MEMBERS: usize = 30;
const LANGUAGES: [&str; 3] = ["ru", "en", "ug"];
/// The members who confuse ң with н, one with each language.
const CONFUSED: std::ops::Range<usize> = 0..3;
/// The members who have stopped after a week.
const STOPPED: std::ops::Range<usize> = 25..30;
/// The days on which everyone studies, and the day of the queries.
const DAYS: [i64; 5] = [0, 3, 7, 14, 21];
const TODAY: i64 = 24;
const LESSONS: [&str; 3] = ["kundiz-ben-tun", "aua-raiy", "qandai"];

/// Returns how a member answers a card in a session.
fn answer_of(member: usize, card: &LearnerCard, session: usize) -> AnswerKind {
    let language = LANGUAGES[member % 3];
    let slips = CONFUSED.contains(&member) && card.produces;
    // Everyone forgets something now and then.
    let letters: usize = card.headword.chars().map(|letter| letter as usize).sum();
    let forgets = (member * 11 + letters * 7 + session * 5 + usize::from(card.produces)).is_multiple_of(37);
    match card.headword.as_str() {
        // Its Russian gloss is misleading.
        "ауыр" if language == "ru" => AnswerKind::Wrong,
        // It is hard for everyone.
        "суық" if (member / 3 + session).is_multiple_of(2) => AnswerKind::Wrong,
        // It has to be typed before its meaning was ever shown.
        "жел" if card.produces && session < 2 => AnswerKind::Wrong,
        "жаңбыр" | "жеңіл" | "ертең" if slips => AnswerKind::Slip,
        _ if forgets => AnswerKind::Wrong,
        _ => AnswerKind::Right,
    }
}

/// Creates the club, with all answers of its members until the day of the queries.
async fn club(service: &Service) -> Club {
    let named = (0..MEMBERS).map(|member| (format!("member{member:02}"), LANGUAGES[member % 3]));
    let club = Club::of(service, named).await;
    let mut cards = Vec::new();
    for member in &club.members {
        let mut own = Vec::new();
        for lesson in LESSONS {
            own.extend(start(member, lesson).await);
        }
        cards.push(own);
    }
    let begin = service.clock.now();
    service.clock.advance(Duration::days(TODAY));
    for (number, member) in club.members.iter().enumerate() {
        let mut answers: Vec<Value> = Vec::new();
        let days = DAYS.iter().filter(|day| !STOPPED.contains(&number) || **day <= 7);
        for (session, day) in days.enumerate() {
            for (place, card) in (0..).zip(&cards[number]) {
                // The typing exercise comes first for «жел», and last for all other words.
                let turn = if card.produces == (card.headword == "жел") { 0 } else { 30 };
                let at =
                    begin + Duration::days(*day) + Duration::minutes(1 + turn) + Duration::seconds(place);
                answers.push(answer(card, LANGUAGES[number % 3], at, answer_of(number, card, session)));
                if *day == 0 {
                    // The second learning step, after which the card is due in days.
                    let again = if answer_of(number, card, session) == AnswerKind::Slip {
                        AnswerKind::Slip
                    } else {
                        AnswerKind::Right
                    };
                    answers.push(answer(card, LANGUAGES[number % 3], at + Duration::minutes(70), again));
                }
            }
        }
        submit_accepted(member, &answers).await;
    }
    club
}

const PERIOD: &str = "from: \"2026-11-23\", to: \"2026-12-17\"";

#[tokio::test]
async fn the_insight_shows_the_history_of_the_club_and_nothing_else() {
    let service = Service::start().await;
    let club = club(&service).await;
    check_that_five_have_stopped(&club).await;
    check_letter_confusions(&club).await;
    check_hardest_words(&club).await;
    check_totals(&club).await;
}

/// Five members have stopped, and nobody else.
async fn check_that_five_have_stopped(club: &Club) {
    let roster =
        "edges { node { displayName } activity { daysSilent lastActiveOn } risks { sign daysSilent } }";
    let silent = club.query(&format!("roster(filter: {{minDaysSilent: 7}}) {{ {roster} }}")).await;
    let silent = members(&silent["roster"]);
    let stopped: Vec<String> = STOPPED.map(|member| format!("member{member:02}")).collect();
    assert_eq!(names(&silent), stopped);
    assert!(
        silent
            .iter()
            .all(|member| member["activity"] == json!({"daysSilent": 17, "lastActiveOn": "2026-11-30"}))
    );
    let all = club.query(&format!("roster(first: 100) {{ {roster} }}")).await;
    let all = members(&all["roster"]);
    assert_eq!(all.len(), MEMBERS);
    let said: Vec<Value> = all
        .into_iter()
        .filter(|member| member["risks"].as_array().unwrap().iter().any(|risk| risk["sign"] == "DAYS_SILENT"))
        .collect();
    assert_eq!(names(&said), stopped);
    assert_eq!(
        said[0]["risks"].as_array().unwrap().iter().find(|risk| risk["sign"] == "DAYS_SILENT").unwrap()["daysSilent"],
        17
    );
}

/// Three members write н for ң: six answers each to three words.
async fn check_letter_confusions(club: &Club) {
    let confusions = club
        .query(&format!(
            "confusions({PERIOD}) {{ sharingMembers isWithheld
                pairs {{ count members slip {{ kind letters {{ expected written }} }} }}
                byGlossLanguage {{ language members pairs {{ count }} }} }}"
        ))
        .await;
    let confusions = &confusions["confusions"];
    assert_eq!((&confusions["sharingMembers"], &confusions["isWithheld"]), (&json!(30), &json!(false)));
    let ng = json!({"kind": "CONFUSED", "letters": [{"expected": "ң", "written": "н"}]});
    assert_eq!(confusions["pairs"], json!([{"count": 54, "members": 3, "slip": ng}]));
    // One member with each language: too few to show any of the counts.
    let withheld_pairs = |language: &str| json!({"language": language, "members": 10, "pairs": []});
    assert_eq!(
        confusions["byGlossLanguage"],
        json!([withheld_pairs("en"), withheld_pairs("ru"), withheld_pairs("ug")])
    );
}

/// Checks the causes of hard words.
async fn check_hardest_words(club: &Club) {
    let hardest = club
        .query(&format!(
            "hardestWords({PERIOD}) {{ sharingMembers isWithheld priorRate priorAttempts words {{
                word {{ headword }} rate members attempts failures cause
                badGloss {{ language members failing otherMembers otherFailing pValue }}
                slip {{ attempts members slip {{ letters {{ expected written }} }} }}
                firstExposures {{ members askedBeforeTaught failedBeforeTaught }}
                byGlossLanguage {{ language members attempts failures failing }} }} }}"
        ))
        .await;
    let words = hardest["hardestWords"]["words"].as_array().unwrap();
    let words_with_cause = |cause: &str| -> Vec<&str> {
        let caused = words.iter().filter(|word| word["cause"] == cause);
        caused.map(|word| word["word"]["headword"].as_str().unwrap()).collect()
    };
    assert_eq!(words_with_cause("BADLY_GLOSSED"), ["ауыр"], "{hardest:#}");
    assert_eq!(words_with_cause("ASKED_BEFORE_TAUGHT"), ["жел"], "{hardest:#}");
    // With three of thirty slipping, a word does not fail more often than others. No other word fails by letters.
    assert!(words_with_cause("LETTER_SLIPS").iter().all(|word| word.contains('ң')), "{hardest:#}");
    assert_eq!(words_with_cause("HARD_FOR_ALL").first(), Some(&"суық"), "{hardest:#}");
    assert_eq!(words[0]["word"]["headword"], "суық");
    assert_eq!(words[1]["word"]["headword"], "ауыр");
    let gloss = &words[1]["badGloss"];
    assert!(gloss["pValue"].as_f64().unwrap() < 1e-6);
    assert_eq!(
        [
            &gloss["language"],
            &gloss["members"],
            &gloss["failing"],
            &gloss["otherMembers"],
            &gloss["otherFailing"]
        ],
        [&json!("ru"), &json!(10), &json!(10), &json!(20), &json!(0)]
    );
    let languages = words[1]["byGlossLanguage"].as_array().unwrap();
    let by_language = |place: usize, field: &str| languages[place][field].clone();
    assert_eq!(
        [by_language(0, "language"), by_language(1, "language"), by_language(2, "language")],
        ["en", "ru", "ug"].map(Value::from)
    );
    assert_eq!(
        (by_language(1, "attempts"), by_language(1, "failures")),
        (by_language(1, "failures"), by_language(1, "attempts")),
        "all fail"
    );
    // The rates are shrunk towards the mean, and still in the order of the observed ones.
    let rates: Vec<f64> = words.iter().map(|word| word["rate"].as_f64().unwrap()).collect();
    assert!(rates.is_sorted_by(|one, other| one >= other));
    let usual = hardest["hardestWords"]["priorRate"].as_f64().unwrap();
    assert!(rates.iter().all(|rate| *rate > usual) && usual > 0.05 && usual < 0.15, "{usual}");
    let observed_rate =
        |word: &Value| word["failures"].as_f64().unwrap() / word["attempts"].as_f64().unwrap();
    assert!(
        words.iter().all(|word| observed_rate(word) > word["rate"].as_f64().unwrap()),
        "shrunk towards the mean"
    );
}

/// Checks the totals of the club.
async fn check_totals(club: &Club) {
    let overview = club
        .query(&format!(
            "overview({PERIOD}) {{ members activity {{ sharingMembers isWithheld totals {{
                activeIn7Days activeIn30Days activeMembers studyDays memberDays minutes reviews newWords newWordsPerDay dailyGoal goalDays }} }}
             results {{ sharingMembers isWithheld totals {{ wordsKnown wordsBegun wordsMature backlog retention {{ reviews retained share }} }} }} }}
             activity({PERIOD}) {{ isWithheld days {{ firstDay lastDay activeMembers reviews newWords minutes }} weeks {{ firstDay lastDay activeMembers reviews }} }}
             lessons {{ isWithheld lessons {{ lesson {{ slug }} startedMembers finishedMembers currentMembers }} }}"
        ))
        .await;
    let totals = &overview["overview"]["activity"]["totals"];
    assert_eq!(
        *totals,
        json!({
            "activeIn7Days": 25, "activeIn30Days": 30, "activeMembers": 30, "studyDays": 25 * 5 + 5 * 3, "memberDays": 30 * 25,
            // Four seconds an answer; two answers to each card on the first day.
            "minutes": (25 * 180 + 5 * 120) * 4 / 60, "reviews": 25 * 180 + 5 * 120, "newWords": 450, "newWordsPerDay": 0.6,
            "dailyGoal": 5.0, "goalDays": 30,
        })
    );
    let results = &overview["overview"]["results"];
    assert_eq!((&overview["overview"]["members"], &results["sharingMembers"]), (&json!(30), &json!(30)));
    assert_eq!(results["totals"]["wordsBegun"], 450);
    let retention = &results["totals"]["retention"];
    assert!(
        retention["reviews"].as_u64().unwrap() > 2_000 && retention["share"].as_f64().unwrap() > 0.85,
        "{retention}"
    );
    let days = overview["activity"]["days"].as_array().unwrap();
    let active: Vec<(&Value, &Value)> =
        days.iter().map(|day| (&day["firstDay"], &day["activeMembers"])).collect();
    assert_eq!(
        active,
        [
            (&json!("2026-11-23"), &json!(30)),
            (&json!("2026-11-26"), &json!(30)),
            (&json!("2026-11-30"), &json!(30)),
            (&json!("2026-12-07"), &json!(25)),
            (&json!("2026-12-14"), &json!(25)),
        ]
    );
    assert_eq!((&days[0]["newWords"], &days[0]["reviews"]), (&json!(450), &json!(1_800)));
    let weeks = &overview["activity"]["weeks"];
    assert_eq!(
        weeks[0],
        json!({"firstDay": "2026-11-23", "lastDay": "2026-11-29", "activeMembers": 30, "reviews": 2_700})
    );
    assert_eq!(
        weeks[3],
        json!({"firstDay": "2026-12-14", "lastDay": "2026-12-17", "activeMembers": 25, "reviews": 750})
    );
    let lessons = overview["lessons"]["lessons"].as_array().unwrap();
    let lesson_progress = |place: usize| {
        (
            lessons[place]["lesson"]["slug"].clone(),
            lessons[place]["startedMembers"].clone(),
            lessons[place]["currentMembers"].clone(),
        )
    };
    assert_eq!(lessons.len(), 3);
    assert_eq!(lesson_progress(0), (json!("kundiz-ben-tun"), json!(30), json!(0)));
    assert_eq!(lesson_progress(2), (json!("qandai"), json!(30), json!(30)));
}
