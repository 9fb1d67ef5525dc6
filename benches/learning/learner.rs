//! A simulated learner: five new words a day while the learner is active, with failures as the forgetting curve
//! predicts.

use std::collections::{BTreeMap, HashSet, VecDeque};

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use dostyq::domain::ids::{AccountId, CardId, ReviewId, WordId};
use dostyq::domain::language_tag::LanguageTag;
use dostyq::domain::learning::card::{Card, CardPhase, Skill};
use dostyq::domain::learning::exercise::ExerciseKind;
use dostyq::domain::learning::grading::Slip;
use dostyq::domain::learning::grading::Verdict;
use dostyq::domain::learning::preset::{Presets, Scheduling};
use dostyq::domain::learning::progress::{DayCounts, WordAttempts};
use dostyq::domain::learning::review::{MAX_ANSWER_MS, Rating, Review, ReviewPhase};
use dostyq::domain::learning::scheduler::{
    LogEntry, MODEL_VERSION, ReviewEntry, ReviewOutcome, replay, retrievability,
};
use dostyq::domain::learning::study_day::{StudyCalendar, StudyDay};
use uuid::Uuid;

use super::club::Club;
use super::course::Courses;
use super::history::Histories;
use super::random::SeededRandom;

/// New cards a day: two for each of five words.
const NEW_CARDS: usize = 10;
/// The maximum number of answers in a session.
const SESSION_ANSWERS: usize = 60;
/// The maximum number of days of learning.
const MAX_DAYS: f64 = 360.0;
/// The number of days in which the club's members learn all its words, including missed days.
const MEMBER_DAYS: f64 = 140.0;
/// The number of lessons that the club's members learn, with five words each.
const MEMBER_LESSONS: usize = 100;
const ZONES: [Tz; 4] = [Tz::Asia__Almaty, Tz::Asia__Aqtau, Tz::Europe__Berlin, Tz::Asia__Urumqi];
/// The longest interval of a young card, in days; cards with longer intervals are mature.
const YOUNG_DAYS: u32 = 20;

/// The data that all learners share.
pub(crate) struct SimulationContext<'a> {
    pub(crate) courses: &'a Courses,
    pub(crate) club: Club,
    pub(crate) now: DateTime<Utc>,
    pub(crate) presets: Presets,
}

struct Learner<'a> {
    context: &'a SimulationContext<'a>,
    id: AccountId,
    calendar: StudyCalendar,
    language: LanguageTag,
    random: SeededRandom,
    cards: Vec<LearnerCard<'a>>,
    lessons: usize,
    /// The maximum number of lessons that the learner starts.
    lesson_limit: usize,
    changes: i64,
    introduced: HashSet<WordId>,
    days: Vec<(StudyDay, DayCounts)>,
    attempts: BTreeMap<(StudyDay, WordId), WordAttempts>,
    histories: &'a mut Histories,
}

/// A card, and the further values that the database stores for it.
struct LearnerCard<'a> {
    card: Card,
    headword: &'a str,
    position: i32,
    change: i64,
}

/// Simulates a learner and adds the history to `histories`.
pub(crate) fn simulate(number: u32, context: &SimulationContext<'_>, histories: &mut Histories) {
    let mut random = SeededRandom::new(number.into());
    let zone = if random.happens(0.8) { ZONES[0] } else { ZONES[random.below(4) as usize] };
    let calendar = StudyCalendar::new(zone);
    // Most learners give up within a week; a few continue for a year.
    let days = (1.0 + 3.1 * (random.unit().max(1e-6).powf(-0.65) - 1.0)).min(MAX_DAYS);
    // More than half of the learners were active yesterday.
    let away = if random.happens(0.6) { 0 } else { random.below(120) };
    let language = if random.happens(0.75) { "ru" } else { "en" };
    // The club's members continue until they have learned all its words.
    let member = context.club.has(number);
    let (days, away) = if member { (MEMBER_DAYS, 0) } else { (days, away) };
    #[expect(clippy::cast_possible_truncation, reason = "a year at most")]
    let days = days as i32;
    let last = calendar.day_of(context.now).0 - 1 - i32::try_from(away).expect("days");
    let first = StudyDay(last - days + 1);
    let begin = calendar.start_of(first);
    // Later learners have greater ids, as with UUIDv7.
    let id: AccountId =
        Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0000 | (u128::from(number) << 8)).into();
    let mut learner = Learner {
        context,
        id,
        calendar,
        language: LanguageTag::new(language).expect("a tag"),
        random,
        cards: Vec::new(),
        lessons: 0,
        lesson_limit: if member { MEMBER_LESSONS } else { usize::MAX },
        changes: 0,
        introduced: HashSet::new(),
        days: Vec::new(),
        attempts: BTreeMap::new(),
        histories,
    };
    let mut pause = 0;
    for day in first.0..=last {
        if pause > 0 {
            pause -= 1;
        } else if learner.random.happens(0.03) {
            // A holiday, an illness.
            pause = learner.random.below(12);
        } else if day == first.0 || learner.random.happens(0.88) {
            learner.day(StudyDay(day));
        }
    }
    learner.write(number, begin);
}

impl Learner<'_> {
    fn day(&mut self, day: StudyDay) {
        let start = self.calendar.start_of(day);
        let sessions = match self.random.unit() {
            unit if unit < 0.6 => vec![15],
            unit if unit < 0.9 => vec![4, 16],
            _ => vec![4, 9, 17],
        };
        let mut room = NEW_CARDS;
        self.days.push((day, DayCounts::default()));
        for hours in sessions {
            let late = Duration::seconds(self.random.below(5_400).into());
            let at = start + Duration::hours(hours) + late;
            let new = self.cards.iter().filter(|held| held.card.state.phase == CardPhase::New).count();
            if new < room {
                self.start_lesson(at);
            }
            room -= self.session(at + Duration::seconds(20), room);
        }
        if self.days.last().is_some_and(|(_, counts)| counts.reviews == 0) {
            self.days.pop();
        }
    }

    fn start_lesson(&mut self, at: DateTime<Utc>) {
        let context = self.context;
        let lessons = &context.courses.lessons;
        let Some((lesson, words)) = lessons.get(self.lessons).filter(|_| self.lessons < self.lesson_limit)
        else {
            return;
        };
        self.lessons += 1;
        self.changes += 1;
        self.histories.lesson_start(self.id, *lesson, at, self.changes);
        let practised = [Skill::Recognize, Skill::Produce];
        let all = practised.iter().flat_map(|skill| words.iter().map(move |word| (word, *skill)));
        for ((word, skill), position) in all.zip(0..) {
            let id = CardId::from(v7(at, &mut self.random));
            let card = Card::new(id, word.id, skill, at);
            self.cards.push(LearnerCard { card, headword: &word.headword, position, change: self.changes });
        }
    }

    /// Answers due cards and new ones. Returns the number of new cards.
    fn session(&mut self, begin: DateTime<Utc>, room: usize) -> usize {
        let is = |place: &usize, cards: &[LearnerCard<'_>], phase| cards[*place].card.state.phase == phase;
        let places = || 0..self.cards.len();
        let mut due: Vec<usize> = places()
            .filter(|place| !is(place, &self.cards, CardPhase::New))
            .filter(|place| self.cards[*place].card.state.due_at <= begin)
            .collect();
        due.sort_by_key(|place| self.cards[*place].card.state.due_at);
        let mut due = VecDeque::from(due);
        let mut new: VecDeque<usize> =
            places().filter(|place| is(place, &self.cards, CardPhase::New)).take(room).collect();
        let (mut steps, mut introduced, mut now): (Vec<usize>, usize, _) = (Vec::new(), 0, begin);
        self.changes += 1;
        for _ in 0..SESSION_ANSWERS {
            steps.sort_by_key(|place| self.cards[*place].card.state.due_at);
            let ready = steps.first().is_some_and(|place| self.cards[*place].card.state.due_at <= now);
            let place = if ready {
                steps.remove(0)
            } else if let Some(place) = due.pop_front() {
                place
            } else if let Some(place) = new.pop_front() {
                introduced += 1;
                place
            } else if !steps.is_empty() {
                let place = steps.remove(0);
                now = now.max(self.cards[place].card.state.due_at);
                place
            } else {
                break;
            };
            now = self.answer(place, now);
            if matches!(self.cards[place].card.state.phase, CardPhase::Learning | CardPhase::Relearning) {
                steps.push(place);
            }
        }
        introduced
    }

    /// Answers a card. Returns the time at which the next card is shown.
    fn answer(&mut self, place: usize, now: DateTime<Utc>) -> DateTime<Utc> {
        let card = self.cards[place].card.clone();
        let today = self.calendar.day_of(now);
        let elapsed = card.state.last_review.map_or(0, |last| today.days_since(last.study_day));
        let recall = match card.state.memory {
            None => 0.65,
            Some(_) if elapsed == 0 => 0.9,
            Some(memory) => 0.97 * f64::from(retrievability(memory, elapsed, &Scheduling::default())),
        };
        let typed = card.skill == Skill::Produce;
        let verdict = if !self.random.happens(recall) {
            Verdict::Wrong
        } else if typed && self.random.happens(0.08) {
            Verdict::Slip
        } else {
            Verdict::Correct
        };
        let duration = 1_500 + self.random.below(6_000) + if verdict == Verdict::Wrong { 4_000 } else { 0 };
        let at = now + Duration::milliseconds(duration.into());
        let rating = verdict.rating();
        let answered = ReviewEntry {
            id: ReviewId::from(self.random.uuid()),
            at,
            calendar: self.calendar,
            rating,
            verdict: Some(verdict),
        };
        let log = vec![LogEntry::Review(answered)];
        let (state, outcomes) =
            replay(card.id, card.state.clone(), log, &self.context.presets).expect("a schedule");
        let outcome = &outcomes[0].1;
        let slip = (verdict == Verdict::Slip).then_some(Slip::Missing('р'));
        self.count(&card, outcome, (rating, slip.as_ref()), duration);
        let headword = self.cards[place].headword;
        let answer = match (typed, verdict) {
            (true, Verdict::Wrong) => "білмеймін".to_owned(),
            (true, Verdict::Slip) => headword.strip_suffix('р').unwrap_or(headword).to_owned(),
            (true, _) => headword.to_owned(),
            (false, Verdict::Wrong) => {
                let (_, words) = &self.context.courses.lessons[self.random.below(400) as usize];
                words[0].id.to_global()
            }
            (false, _) => card.word_id.to_global(),
        };
        let review = Review {
            id: answered.id,
            card_id: card.id,
            reviewed_at: at,
            clock_shift: Duration::zero(),
            received_at: at + Duration::seconds(2),
            calendar: self.calendar,
            study_day: outcome.study_day,
            duration_ms: i32::try_from(duration).expect("seconds"),
            exercise: if typed { ExerciseKind::TypeWord } else { ExerciseKind::ChooseMeaning },
            exercise_detail: None,
            gloss_language: Some(self.language.clone()),
            answer,
            verdict: Some(verdict),
            slip,
            rating,
            phase: outcome.phase,
            elapsed_days: outcome.elapsed_days,
            last_interval_days: outcome.last_interval_days,
            interval_days: outcome.state.interval_days,
            raw_interval_days: outcome.raw_interval_days,
            memory: outcome.memory,
            model_version: MODEL_VERSION.to_owned(),
            preset_number: outcome.preset_number,
            voided_at: None,
        };
        self.histories.review(self.id, &review, self.changes);
        let held = &mut self.cards[place];
        (held.card.state, held.change) = (state, self.changes);
        at + Duration::milliseconds(1_200)
    }

    /// Adds an answer to the counts of the day.
    fn count(
        &mut self,
        card: &Card,
        outcome: &ReviewOutcome,
        (rating, slip): (Rating, Option<&Slip>),
        duration: u32,
    ) {
        let first_of_day = card.state.last_review.is_none_or(|last| last.study_day != outcome.study_day);
        let introduces = card.state.reps == 0 && self.introduced.insert(card.word_id);
        if first_of_day {
            let attempts = self.attempts.entry((outcome.study_day, card.word_id)).or_default();
            attempts.add(rating, slip, Some(&self.language));
        }
        let (_, counts) = self.days.last_mut().expect("the day");
        counts.reviews += 1;
        counts.duration_ms += u64::from(duration.min(MAX_ANSWER_MS));
        counts.again += u32::from(rating == Rating::Again);
        counts.new_cards += u32::from(card.state.reps == 0);
        counts.new_words += u32::from(introduces);
        if outcome.phase == ReviewPhase::Review && first_of_day {
            let by_age =
                if outcome.last_interval_days > YOUNG_DAYS { &mut counts.mature } else { &mut counts.young };
            by_age.reviews += 1;
            by_age.retained += u32::from(rating != Rating::Again);
        }
    }

    fn write(self, number: u32, begin: DateTime<Utc>) {
        let Self { id, calendar, language, context, histories, .. } = self;
        histories.learner(number, id, (calendar, &language), (begin, context.now), self.changes);
        for held in &self.cards {
            histories.card(id, &held.card, held.position, held.change);
        }
        for (day, counts) in &self.days {
            histories.day(id, *day, counts);
        }
        for (day_and_word, attempts) in &self.attempts {
            histories.attempts(id, *day_and_word, attempts);
        }
    }
}

/// Returns an id as the service creates it (UUIDv7): later ids are greater.
fn v7(at: DateTime<Utc>, random: &mut SeededRandom) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).expect("after 1970");
    let mut random_bytes = [0; 10];
    random_bytes.copy_from_slice(&random.uuid().as_bytes()[..10]);
    uuid::Builder::from_unix_timestamp_millis(millis, &random_bytes).into_uuid()
}
