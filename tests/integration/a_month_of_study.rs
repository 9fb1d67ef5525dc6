//! A month of a learner's life: five new words a day, all that is due, honest mistakes, two days missed and an evening
//! that comes late. What the service says in the end is compared with the log, counted here anew.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use dostyq::app::Caller;
use dostyq::app::learning::check_counts;
use serde_json::{Value, json};

use crate::support::seeded_random::SeededRandom;
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{
    EXERCISE, kind, lesson, moment, outcomes, review_at, right_answer, start_lesson, submit, wrong_answer,
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
/// Ten days apart, so that a freeze covers each.
const MISSED: [i64; 2] = [9, 19];
/// Studied without a connection, five days after one that was missed; submitted two days later.
const OFFLINE: i64 = 14;

/// Leeches stay in the queue: chance may make one, and what is suspended is in no forecast.
const SETTINGS: &str =
    "mutation { updateSettings(input: {dailyGoal: 5, newCardsPerDay: 15, suspendLeeches: false}) {
    errors { code } } }";

const STATISTICS: &str = "{ viewer { nextDueAt today { newWords isGoalReached reviews due } statistics {
    words { total new introduced known mature young learning }
    streaks { current { days freezes } longest { days } hasFreezeLeft }
    retention(from: \"2026-11-23\", to: \"2026-12-31\") { retention { all { reviews retained rate } } }
} } }";

/// A learner, and what chance has in store for them.
struct Learner {
    client: Client,
    chance: SeededRandom,
    lessons: usize,
    /// Of the cards that came back after days: the sum of their chances of recall, the variance of how many are remembered,
    /// and how many were.
    expected: f64,
    variance: f64,
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

    /// Starts a lesson when there are fewer than five new words left.
    async fn prepare(&mut self) {
        while self.statistics().await["statistics"]["words"]["new"].as_u64().unwrap() < 5 {
            start_lesson(&self.client, LESSONS[self.lessons]).await;
            self.lessons += 1;
        }
    }

    /// How the learner answers: as well as the card is remembered, new ones by guessing.
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
        if self.chance.happens(remembered) {
            self.remembered += u64::from(card["phase"] == "REVIEW");
            // Who has a Russian keyboard writes к for қ, now and then.
            let slipped = right["text"].as_str().filter(|text| text.contains('қ'));
            let typed = matches!(kind(item), "TypeWordExercise" | "ClozeExercise" | "ListenAndTypeExercise");
            return match slipped {
                Some(text) if typed && self.chance.happens(0.4) => {
                    self.slips += 1;
                    json!({"text": text.replacen('қ', "к", 1)})
                }
                _ => right,
            };
        }
        let other =
            others.iter().map(|other| &other["card"]["word"]).find(|other| other["id"] != card["word"]["id"]);
        match other {
            Some(other) if kind(item) == "TypeWordExercise" && self.chance.happens(0.5) => {
                json!({"text": other["headword"]})
            }
            _ => wrong_answer(item),
        }
    }

    /// Answers items one after the other from a moment on, some seconds each.
    fn answers(&mut self, items: &[Value], begin: DateTime<Utc>) -> Vec<Value> {
        let (mut now, mut reviews) = (begin, Vec::new());
        for item in items {
            let seconds = 3 + i64::try_from(self.chance.below(10)).unwrap();
            now += Duration::seconds(seconds);
            let mut review = review_at(now, item, &self.answer(item, items));
            review["durationMs"] = json!(seconds * 1000);
            reviews.push(review);
        }
        reviews
    }

    async fn accepted(&self, reviews: &[Value]) {
        assert_eq!(outcomes(&submit(&self.client, reviews).await), vec!["ACCEPTED"; reviews.len()]);
    }

    /// An evening: whatever is due and new; then the steps of the day, until nothing is left of it, unless the learner has
    /// no patience.
    async fn study(&mut self, service: &Service, patient: bool) {
        let end = service.clock.now() + Duration::hours(2);
        loop {
            let items = self.queue().await;
            if items.is_empty() {
                let next =
                    &self.client.query("{ viewer { nextDueAt } }", json!({})).await["viewer"]["nextDueAt"];
                match next.is_string().then(|| moment(next)) {
                    // Some time later, so that there is more than one card.
                    Some(next) if next < end && patient => {
                        service.clock.advance(next + Duration::minutes(4) - service.clock.now());
                    }
                    _ => return,
                }
                continue;
            }
            let reviews = self.answers(&items, service.clock.now());
            service.clock.advance(moment(&reviews.last().unwrap()["reviewedAt"]) - service.clock.now());
            self.accepted(&reviews).await;
        }
    }
}

#[tokio::test]
async fn a_month_adds_up() {
    let service = Service::start().await;
    let client = service.client().register("aigul@example.kz").await;
    client.query(SETTINGS, json!({})).await;
    let mut learner = Learner {
        client,
        chance: SeededRandom(30),
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
        let minutes = i64::try_from(learner.chance.below(90)).unwrap();
        let evening = evenings + Duration::days(day) + Duration::minutes(minutes);
        service.clock.advance(evening - service.clock.now());
        if day == OFFLINE {
            // Only what comes back, without its steps: nothing tells the phone of them.
            let due = learner.queue().await.into_iter().filter(|item| item["card"]["phase"] == "REVIEW");
            late = learner.answers(&due.collect::<Vec<_>>(), evening);
            continue;
        }
        if day == OFFLINE + 2 {
            mends_the_streak(&learner, &late).await;
        }
        learner.prepare().await;
        let due = learner.statistics().await["today"]["due"].clone();
        learner.study(&service, day + 1 < DAYS).await;

        let told = learner.statistics().await;
        let (today, statistics) = (&told["today"], &told["statistics"]);
        assert_eq!((&today["newWords"], &today["isGoalReached"]), (&json!(5), &json!(true)), "day {day}");
        let (words, streak) = (&statistics["words"], &statistics["streaks"]["current"]);
        if day % 4 == 0 || day + 1 == DAYS {
            known.push(words["known"].as_f64().unwrap());
            let all = &statistics["retention"][0]["retention"]["all"];
            table.push(format!(
                "{:>3}  {:>5}  {:>5.1}  {:>9}  {:>7}  {:>6}  {:>7}  {:>3}/{:<3} {:.3}  {:>7}",
                day + 1,
                words["introduced"].to_string(),
                words["known"].as_f64().unwrap(),
                due.to_string(),
                today["reviews"].to_string(),
                streak["days"].to_string(),
                streak["freezes"].to_string(),
                all["retained"].as_u64().unwrap_or(0),
                all["reviews"].as_u64().unwrap_or(0),
                all["rate"].as_f64().unwrap_or(1.0),
                learner.lessons,
            ));
        }
    }

    let told = learner.statistics().await;
    let log = log(&learner.client).await;
    println!("{}", table.join("\n"));
    println!(
        "reviews {}, another word {}, slips қ→к {}, remembered {}, expected {:.1} of {} cards (σ {:.1})",
        log.len(),
        log.iter().filter(|review| review["verdict"] == "ANOTHER_WORD").count(),
        log.iter().filter(|review| !review["slip"].is_null()).count(),
        learner.remembered,
        learner.expected,
        told["statistics"]["retention"][0]["retention"]["all"]["reviews"],
        learner.variance.sqrt(),
    );

    // Words: five a day on which there was a connection, each known as well as it is remembered.
    let introduced = u32::try_from(5 * (DAYS - 3)).unwrap();
    assert_eq!(told["statistics"]["words"]["introduced"], introduced);
    assert_eq!(told["statistics"]["words"]["total"], 5 * learner.lessons);
    assert!(known.windows(2).all(|pair| pair[0] < pair[1]), "{known:?}");
    let last = *known.last().unwrap();
    assert!(last > 0.75 * f64::from(introduced) && last <= f64::from(introduced), "{known:?}");

    // Twenty-eight days, and a freeze for each of the two that were missed.
    let streaks = &told["statistics"]["streaks"];
    assert_eq!(streaks["current"], json!({"days": DAYS - 2, "freezes": 2}));
    assert_eq!(streaks["longest"]["days"], DAYS - 2);

    counts_are_those_of_the_log(&learner, &log).await;
    slips_and_mistakes_are_those_of_the_log(&learner, &log).await;
    the_forecast_holds_every_card_that_comes_back(&service, &learner).await;
    let (learners, wrong) = check_counts(&Caller::anonymous(&service.services)).await.unwrap();
    assert_eq!((learners, wrong), (1, vec![]));
}

/// The day without a connection, five days after one that was missed, had broken the streak.
async fn mends_the_streak(learner: &Learner, late: &[Value]) {
    let streak = async || learner.statistics().await["statistics"]["streaks"]["current"].take();
    assert!(!late.is_empty());
    assert_eq!(streak().await, json!({"days": OFFLINE - MISSED[0], "freezes": 1}));
    learner.accepted(late).await;
    assert_eq!(streak().await, json!({"days": OFFLINE + 1, "freezes": 1}));
    // Once more, as a client that heard no answer does.
    learner.accepted(late).await;
    assert_eq!(streak().await, json!({"days": OFFLINE + 1, "freezes": 1}));
}

/// The whole log, the first review first.
async fn log(client: &Client) -> Vec<Value> {
    let document = "query($after: String) { viewer { reviews(first: 100, after: $after) { edges { node {
        reviewedAt studyDay durationMs rating verdict kind slip { kind letters { expected written } } card { id word { id } } } }
        pageInfo { hasNextPage endCursor } } } }";
    let (mut log, mut after) = (Vec::new(), json!(null));
    loop {
        let page = client.query(document, json!({"after": after})).await["viewer"]["reviews"].take();
        log.extend(page["edges"].as_array().unwrap().iter().map(|edge| edge["node"].clone()));
        if page["pageInfo"]["hasNextPage"] == false {
            log.reverse();
            return log;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// A study day's reviews, milliseconds, those rated AGAIN, new words, and cards that came back and were remembered.
type Counts = [u64; 6];

fn counted(log: &[Value]) -> BTreeMap<NaiveDate, Counts> {
    let mut days: BTreeMap<NaiveDate, Counts> = BTreeMap::new();
    let (mut words, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for review in log {
        let day: NaiveDate = review["studyDay"].as_str().unwrap().parse().unwrap();
        let [reviews, duration, again, new_words, came_back, retained] = days.entry(day).or_default();
        let remembered = u64::from(review["rating"] != "AGAIN");
        *reviews += 1;
        *duration += review["durationMs"].as_u64().unwrap();
        *again += 1 - remembered;
        *new_words += u64::from(words.insert(review["card"]["word"]["id"].to_string()));
        if seen.insert((day, review["card"]["id"].to_string())) && review["kind"] == "REVIEW" {
            *came_back += 1;
            *retained += remembered;
        }
    }
    days
}

async fn counts_are_those_of_the_log(learner: &Learner, log: &[Value]) {
    let document = "{ viewer { statistics { activity(from: \"2026-11-23\", to: \"2026-12-31\") {
        date reviews durationMs again newWords newCards retention { all { reviews retained } } } } } }";
    let activity = learner.client.query(document, json!({})).await["viewer"]["statistics"]["activity"].take();
    let mut told: BTreeMap<NaiveDate, Counts> = BTreeMap::new();
    for day in activity.as_array().unwrap() {
        let number = |value: &Value| value.as_u64().unwrap();
        let all = &day["retention"]["all"];
        let counts = [
            &day["reviews"],
            &day["durationMs"],
            &day["again"],
            &day["newWords"],
            &all["reviews"],
            &all["retained"],
        ];
        told.insert(day["date"].as_str().unwrap().parse().unwrap(), counts.map(number));
        assert!(number(&day["newCards"]) <= 15, "{day}");
    }
    let counted = counted(log);
    assert_eq!(told, counted);
    assert_eq!(told.len(), usize::try_from(DAYS).unwrap() - MISSED.len());

    // As many are remembered as the forgetting curve foretells, within what chance does in one of 100,000 months.
    let sum = |place: usize| counted.values().map(|counts| counts[place]).sum::<u64>();
    let (came_back, retained) = (sum(4), sum(5));
    assert!(came_back > 300, "{came_back}");
    // A few slips make another word, and of the other words that are answered one may be right as well.
    assert!(retained.abs_diff(learner.remembered) < 8, "{retained} {}", learner.remembered);
    let retained = f64::from(u32::try_from(retained).unwrap());
    let off = (retained - learner.expected).abs();
    assert!(off < 4.5 * learner.variance.sqrt(), "{retained} of {came_back}, {}", learner.expected);
}

async fn slips_and_mistakes_are_those_of_the_log(learner: &Learner, log: &[Value]) {
    let document = "{ viewer { statistics {
        slips(first: 100) { count slip { kind letters { expected written } } }
        mistakes(days: 7, first: 100) { card { id } review { reviewedAt } }
    } } }";
    let told = learner.client.query(document, json!({})).await["viewer"]["statistics"].take();
    let slipped = log.iter().filter(|review| !review["slip"].is_null());
    let confused = json!({"kind": "CONFUSED", "letters": [{"expected": "қ", "written": "к"}]});
    assert_eq!(told["slips"], json!([{"count": slipped.clone().count(), "slip": confused}]));
    // A slip may make another word.
    assert!((5..=learner.slips).contains(&slipped.count()), "{}", learner.slips);
    assert!(log.iter().any(|review| review["verdict"] == "ANOTHER_WORD"));

    let last: HashMap<&str, &Value> =
        log.iter().map(|review| (review["card"]["id"].as_str().unwrap(), review)).collect();
    let today: NaiveDate = log.last().unwrap()["studyDay"].as_str().unwrap().parse().unwrap();
    let mut mistakes: Vec<(DateTime<Utc>, &str)> = last
        .into_iter()
        .filter(|(_, review)| review["rating"] == "AGAIN" || !review["slip"].is_null())
        .filter(|(_, review)| {
            let day: NaiveDate = review["studyDay"].as_str().unwrap().parse().unwrap();
            today - day < Duration::days(7)
        })
        .map(|(card, review)| (moment(&review["reviewedAt"]), card))
        .collect();
    mistakes.sort_unstable();
    mistakes.reverse();
    let told: Vec<(DateTime<Utc>, &str)> = told["mistakes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mistake| (moment(&mistake["review"]["reviewedAt"]), mistake["card"]["id"].as_str().unwrap()))
        .collect();
    assert!(!told.is_empty());
    assert_eq!(told, mistakes);
}

async fn the_forecast_holds_every_card_that_comes_back(service: &Service, learner: &Learner) {
    let document = "{ viewer { statistics { forecast(days: 365) { overdue days { due } } } } }";
    let forecast = learner.client.query(document, json!({})).await["viewer"]["statistics"]["forecast"].take();
    let days = forecast["days"].as_array().unwrap();
    let due: u64 = days.iter().map(|day| day["due"].as_u64().unwrap()).sum();
    let mut come_back = 0;
    for slug in &LESSONS[..learner.lessons] {
        let lesson = lesson(&learner.client, slug).await;
        for card in
            lesson["words"].as_array().unwrap().iter().flat_map(|word| word["cards"].as_array().unwrap())
        {
            come_back += u64::from(card["phase"] != "NEW");
            assert!(moment(&card["dueAt"]) < service.clock.now() + Duration::days(365), "{card}");
        }
    }
    assert_eq!(forecast["overdue"].as_u64().unwrap() + due, come_back);
}
