//! A month of a learner's studies: five new words a day, all due cards, honest mistakes, two missed days, and one
//! evening that is submitted late. At the end, the service's numbers are compared with counts made from the review log.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::seeded_random::SeededRandom;
use crate::support::service::Service;
use crate::support::study::{
    EXERCISE, assert_counts_are_right, kind, moment, outcomes, review_at, right_answer, start_lesson, submit,
    wrong_answer,
};

mod review_log;

use self::review_log::{
    check_counts_against_the_log, check_forecast_against_the_cards, check_slips_and_mistakes_against_the_log,
    log,
};

const LESSONS: [&str; 30] = [
    "amandasu",
    "otbasy",
    "ui",
    "sandar-1-5",
    "sandar-6-10",
    "uaqyt",
    "tamaq",
    "mektep",
    "adamdar",
    "kelisim-men-birlik",
    "madeniet",
    "etistikter",
    "syn-esimder",
    "qala-men-tabigat",
    "esimdikter",
    "suraqtar",
    "dene",
    "kiim",
    "tuster",
    "zhanuarlar",
    "dastarqan",
    "zattar",
    "bauyrlar",
    "kundiz-ben-tun",
    "aua-raiy",
    "tabigat",
    "qalada",
    "kun-tartibi",
    "beru-men-alu",
    "qandai",
];
const DAYS: i64 = 30;
/// The days without study. They are ten days apart, so that a freeze covers each.
const MISSED: [i64; 2] = [9, 19];
/// The day studied offline, five days after a missed one; submitted two days later.
const OFFLINE: i64 = 14;

/// Leeches are not suspended: the learner may get one by chance, and suspended cards are in no forecast.
const SETTINGS: &str =
    "mutation { updateSettings(input: {dailyGoal: 5, newCardsPerDay: 15, suspendLeeches: false}) {
    errors { code } } }";

const STATISTICS: &str = "{ viewer { nextDueAt today { newWords isGoalReached reviews due } statistics {
    words { total new begun known mature young learning }
    streaks { current { days freezes } longest { days } hasFreezeLeft }
    retention(from: \"2026-11-23\", to: \"2026-12-31\") { retention { all { reviews retained share } } }
} } }";

/// A learner whose answers are random: right as often as the scheduler expects.
struct Learner {
    client: Client,
    random: SeededRandom,
    lessons: usize,
    /// The sum of the recall probabilities of the reviewed cards.
    expected: f64,
    /// The variance of the number of remembered cards.
    variance: f64,
    /// The number of remembered cards.
    remembered: u64,
    slips: usize,
}

impl Learner {
    async fn statistics(&self) -> Value {
        self.client.query(STATISTICS, json!({})).await["viewer"].take()
    }

    async fn queue(&self) -> Vec<Value> {
        let document = format!(
            "{{ viewer {{ studyQueue(first: 30) {{
                card {{ id skill phase retrievability
                    word {{ id headword glosses {{ language text }} examples {{ sentence }} }} }}
                exercise {{ {EXERCISE} }}
            }} }} }}"
        );
        let data = self.client.query(&document, json!({})).await;
        data["viewer"]["studyQueue"].as_array().unwrap().clone()
    }

    /// Starts lessons until at least five new words are left.
    async fn prepare(&mut self) {
        while self.statistics().await["statistics"]["words"]["new"].as_u64().unwrap() < 5 {
            start_lesson(&self.client, LESSONS[self.lessons]).await;
            self.lessons += 1;
        }
    }

    /// Chooses an answer. It is right with the card's recall probability; new words are guessed.
    fn answer(&mut self, item: &Value, others: &[Value]) -> Value {
        let card = &item["card"];
        let remembered = match card["phase"].as_str().unwrap() {
            "NEW" => 0.6,
            "REVIEW" => {
                let recalled = card["retrievability"].as_f64().unwrap();
                self.expected += recalled;
                self.variance += recalled * (1.0 - recalled);
                recalled
            }
            _ => 0.9,
        };
        let right = right_answer(item);
        if self.random.happens(remembered) {
            self.remembered += u64::from(card["phase"] == "REVIEW");
            // Learners with a Russian keyboard sometimes write к for қ.
            let slipped = right["text"].as_str().filter(|text| text.contains('қ'));
            let typed = matches!(kind(item), "TypeWordExercise" | "ClozeExercise" | "ListenAndTypeExercise");
            return match slipped {
                Some(text) if typed && self.random.happens(0.4) => {
                    self.slips += 1;
                    json!({"text": text.replacen('қ', "к", 1)})
                }
                _ => right,
            };
        }
        let other =
            others.iter().map(|other| &other["card"]["word"]).find(|other| other["id"] != card["word"]["id"]);
        match other {
            Some(other) if kind(item) == "TypeWordExercise" && self.random.happens(0.5) => {
                json!({"text": other["headword"]})
            }
            _ => wrong_answer(item),
        }
    }

    /// Answers the items one after the other from a moment on, a few seconds each.
    fn answers(&mut self, items: &[Value], begin: DateTime<Utc>) -> Vec<Value> {
        let (mut now, mut reviews) = (begin, Vec::new());
        for item in items {
            let seconds = 3 + i64::try_from(self.random.below(10)).unwrap();
            now += Duration::seconds(seconds);
            let mut review = review_at(now, item, &self.answer(item, items));
            review["durationMs"] = json!(seconds * 1000);
            reviews.push(review);
        }
        reviews
    }

    async fn submit_accepted(&self, reviews: &[Value]) {
        assert_eq!(outcomes(&submit(&self.client, reviews).await), vec!["ACCEPTED"; reviews.len()]);
    }

    /// Studies for an evening: all due and new cards, then the learning steps until nothing is left for the day. An
    /// impatient learner does not wait for the steps.
    async fn study(&mut self, service: &Service, waits_for_steps: bool) {
        let end = service.clock.now() + Duration::hours(2);
        loop {
            let items = self.queue().await;
            if items.is_empty() {
                let next =
                    &self.client.query("{ viewer { nextDueAt } }", json!({})).await["viewer"]["nextDueAt"];
                match next.is_string().then(|| moment(next)) {
                    // A few minutes later, so that more than one card is due.
                    Some(next) if next < end && waits_for_steps => {
                        service.clock.advance(next + Duration::minutes(4) - service.clock.now());
                    }
                    _ => return,
                }
                continue;
            }
            let reviews = self.answers(&items, service.clock.now());
            service.clock.advance(moment(&reviews.last().unwrap()["reviewedAt"]) - service.clock.now());
            self.submit_accepted(&reviews).await;
        }
    }
}

#[tokio::test]
async fn statistics_of_a_month_match_the_review_log() {
    let service = Service::start().await;
    let client = service.client().register("aigul@example.kz").await;
    client.query(SETTINGS, json!({})).await;
    let mut learner = Learner {
        client,
        random: SeededRandom(30),
        lessons: 0,
        expected: 0.0,
        variance: 0.0,
        remembered: 0,
        slips: 0,
    };
    // 19:00 in Almaty.
    let evenings = service.clock.now() + Duration::hours(8);
    let mut late = Vec::new();
    let mut known = Vec::new();
    let mut table =
        vec!["day  words  known  cards due  reviews  streak  freezes  retention      lessons".to_owned()];
    for day in 0..DAYS {
        if MISSED.contains(&day) {
            continue;
        }
        let minutes = i64::try_from(learner.random.below(90)).unwrap();
        let evening = evenings + Duration::days(day) + Duration::minutes(minutes);
        service.clock.advance(evening - service.clock.now());
        if day == OFFLINE {
            // Only reviews, without learning steps: the offline client does not know them.
            let due = learner.queue().await.into_iter().filter(|item| item["card"]["phase"] == "REVIEW");
            late = learner.answers(&due.collect::<Vec<_>>(), evening);
            continue;
        }
        if day == OFFLINE + 2 {
            check_that_late_reviews_repair_the_streak(&learner, &late).await;
        }
        learner.prepare().await;
        let due = learner.statistics().await["today"]["due"].clone();
        learner.study(&service, day + 1 < DAYS).await;

        let actual = learner.statistics().await;
        let (today, statistics) = (&actual["today"], &actual["statistics"]);
        assert_eq!((&today["newWords"], &today["isGoalReached"]), (&json!(5), &json!(true)), "day {day}");
        let (words, streak) = (&statistics["words"], &statistics["streaks"]["current"]);
        if day % 4 == 0 || day + 1 == DAYS {
            known.push(words["known"].as_f64().unwrap());
            let all = &statistics["retention"][0]["retention"]["all"];
            table.push(format!(
                "{:>3}  {:>5}  {:>5.1}  {:>9}  {:>7}  {:>6}  {:>7}  {:>3}/{:<3} {:.3}  {:>7}",
                day + 1,
                words["begun"].to_string(),
                words["known"].as_f64().unwrap(),
                due.to_string(),
                today["reviews"].to_string(),
                streak["days"].to_string(),
                streak["freezes"].to_string(),
                all["retained"].as_u64().unwrap_or(0),
                all["reviews"].as_u64().unwrap_or(0),
                all["share"].as_f64().unwrap_or(1.0),
                learner.lessons,
            ));
        }
    }

    let actual = learner.statistics().await;
    let log = log(&learner.client).await;
    println!("{}", table.join("\n"));
    println!(
        "reviews {}, another word {}, slips қ→к {}, remembered {}, expected {:.1} of {} cards (σ {:.1})",
        log.len(),
        log.iter().filter(|review| review["verdict"] == "ANOTHER_WORD").count(),
        log.iter().filter(|review| !review["slip"].is_null()).count(),
        learner.remembered,
        learner.expected,
        actual["statistics"]["retention"][0]["retention"]["all"]["reviews"],
        learner.variance.sqrt(),
    );

    // Five words per online day are begun; the known words are the sum of their recall probabilities.
    let begun = u32::try_from(5 * (DAYS - 3)).unwrap();
    assert_eq!(actual["statistics"]["words"]["begun"], begun);
    assert_eq!(actual["statistics"]["words"]["total"], 5 * learner.lessons);
    assert!(known.windows(2).all(|pair| pair[0] < pair[1]), "{known:?}");
    let last = *known.last().unwrap();
    assert!(last > 0.75 * f64::from(begun) && last <= f64::from(begun), "{known:?}");

    // 28 days of study; a freeze covers each of the two missed days.
    let streaks = &actual["statistics"]["streaks"];
    assert_eq!(streaks["current"], json!({"days": DAYS - 2, "freezes": 2}));
    assert_eq!(streaks["longest"]["days"], DAYS - 2);

    check_counts_against_the_log(&learner, &log).await;
    check_slips_and_mistakes_against_the_log(&learner, &log).await;
    check_forecast_against_the_cards(&service, &learner).await;
    assert_counts_are_right(&service).await;
}

/// Checks that the late reviews repair the streak, which the offline day, five days after a missed one, had broken.
async fn check_that_late_reviews_repair_the_streak(learner: &Learner, late: &[Value]) {
    let streak = async || learner.statistics().await["statistics"]["streaks"]["current"].take();
    assert!(!late.is_empty());
    assert_eq!(streak().await, json!({"days": OFFLINE - MISSED[0], "freezes": 1}));
    learner.submit_accepted(late).await;
    assert_eq!(streak().await, json!({"days": OFFLINE + 1, "freezes": 1}));
    // Submitted again, as by a client that got no response.
    learner.submit_accepted(late).await;
    assert_eq!(streak().await, json!({"days": OFFLINE + 1, "freezes": 1}));
}
