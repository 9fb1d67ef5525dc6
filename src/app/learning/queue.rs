//! The study queue: the cards that are due, then new ones, each with its exercise. New words are introduced first.

use std::collections::HashSet;
use std::sync::Arc;

use diesel_async::AsyncPgConnection;
use futures_util::future::try_join;
use kazakh::latin_draft::Script;

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::learning::OwnMeanings;
use crate::domain::ids::{LessonId, WordId};
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::card::{Card, CardPhase, Skill};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::{
    Exercise, ExerciseContext, ExerciseKind, KnownAnswers, always_possible, exercise_of_kinds,
};
use crate::domain::learning::learner_word::Synonyms;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::teaching::{NewCard, QueueItem, order_new_cards};
use crate::domain::learning::word::Word;
use crate::domain::number::saturated;

/// A card to study.
#[derive(Debug, Clone)]
pub struct StudyItem {
    /// The card.
    pub card: Card,
    /// The card's word.
    pub word: Arc<Word>,
    /// The exercise. `None` if the item introduces the word.
    pub exercise: Option<Exercise>,
    /// The script in which to show Kazakh.
    pub script: Script,
    /// The answers that are known beforehand.
    pub answers: KnownAnswers,
}

/// Which cards and exercises a learner wants in the queue at the moment: a learner without sound cannot listen, and one
/// with only one hand free cannot type.
#[derive(Debug, Clone, Default)]
pub struct QueueFilter {
    /// The skills. `None` stands for all.
    pub skills: Option<Vec<Skill>>,
    /// The kinds of exercises. `None` stands for all.
    pub kinds: Option<Vec<ExerciseKind>>,
}

impl QueueFilter {
    pub(super) fn kinds(&self) -> &[ExerciseKind] {
        self.kinds.as_deref().unwrap_or(&ExerciseKind::ALL)
    }

    /// Returns the settings with the skills that are practised at the moment.
    pub(super) fn narrow(&self, settings: &LearnerSettings) -> LearnerSettings {
        let mut settings = settings.clone();
        let has_kind = |skill: Skill| {
            let mut kinds = self.kinds().iter().filter(|kind| **kind != ExerciseKind::FlipCard);
            kinds.any(|kind| kind.practises(skill))
        };
        settings.skills.retain(|skill| {
            has_kind(*skill) && self.skills.as_ref().is_none_or(|wanted| wanted.contains(skill))
        });
        settings
    }
}

/// Returns at most `limit` items: first due cards in learning or relearning steps, then due cards with an interval of
/// days, then new cards, whose words are introduced first. Within each group, cards of assigned words come first. New
/// cards and cards with an interval of days are subject to the daily limits. While due cards are left for the day,
/// there are no new ones. Nothing is in the queue during a pause.
pub async fn study_queue(
    caller: &Caller,
    filter: &QueueFilter,
    limit: i64,
) -> Result<Vec<StudyItem>, AppError> {
    let all = &caller.viewer()?.settings;
    let settings = &filter.narrow(all);
    let catalogue = caller.catalogue().await?;
    let day = settings.calendar().day_of(caller.now);
    if settings.is_paused(day) {
        return Ok(Vec::new());
    }
    let mut connection = caller.connection().await?;
    let maker = ExerciseMaker::load(&mut connection, settings, &catalogue, filter).await?;
    let fetch_limit = maker.fetch_limit(limit);
    // With sibling burying, up to one card per skill is fetched for each card that is kept.
    let fetch_limit = if settings.bury_siblings { fetch_limit * i64::from(SKILLS) } else { fetch_limit };
    let counts = db::learning::day_counts(&connection, settings.learner_id, day);
    let due = db::learning::due_cards(&connection, settings, (day, day), caller.now, fetch_limit);
    let (counts, (due, mut own)) = try_join(counts, due).await?;
    let mut queue = Queue::new(limit, settings.bury_siblings);
    let (in_steps, after_days): (Vec<Card>, Vec<Card>) =
        due.into_iter().partition(|card| card.state.phase != CardPhase::Review);
    let due = saturated(after_days.len());
    let has_exercise = |card: &Card| maker.has_exercise(card, &own);
    queue.extend(in_steps.into_iter().filter(has_exercise), u32::MAX);
    queue.extend(
        after_days.into_iter().filter(has_exercise),
        settings.reviews_per_day.saturating_sub(counts.returned_cards()),
    );
    let room = room_for_new(settings, 1, (counts.returned_cards(), counts.new_cards), due);
    if !queue.is_full() && room > 0 {
        let first = if settings.teach_new_words { all.first_skill() } else { None };
        let (new, own_of_new) =
            db::learning::new_cards(&mut connection, settings, (day, day), first, fetch_limit).await?;
        own.extend(own_of_new);
        let new = new.into_iter().filter(|new| maker.has_exercise(&new.card, &own));
        queue.extend_new(new, room, settings.teach_new_words);
    }
    Ok(maker.items(queue.items, &own))
}

/// Returns how many new cards the daily limits allow over some days. Due cards come before new ones, and as in Anki, the new
/// cards count towards the limit of reviews as well.
pub(super) fn room_for_new(
    settings: &LearnerSettings,
    days: u32,
    (returned, new): (u32, u32),
    due: u32,
) -> u32 {
    let room = settings.new_cards_per_day.saturating_mul(days).saturating_sub(new);
    let reviews = settings.reviews_per_day.saturating_mul(days);
    room.min(reviews.saturating_sub(returned).saturating_sub(due).saturating_sub(new))
}

/// Makes the exercises of one learner's cards.
pub(super) struct ExerciseMaker<'a> {
    settings: &'a LearnerSettings,
    catalogue: &'a Catalogue,
    kinds: &'a [ExerciseKind],
    /// The languages of the meanings.
    languages: Vec<LanguageTag>,
    /// The lessons that the learner has started, if any skill depends on them.
    started: HashSet<LessonId>,
    /// Whether each word has an exercise of these kinds for each skill.
    is_always_possible: bool,
}

impl<'a> ExerciseMaker<'a> {
    /// Loads what the exercises depend on. `settings` are narrowed by the filter. At most one SQL statement.
    pub(super) async fn load(
        connection: &mut AsyncPgConnection,
        settings: &'a LearnerSettings,
        catalogue: &'a Catalogue,
        filter: &'a QueueFilter,
    ) -> Result<Self, AppError> {
        let starts = if settings.skills.contains(&Skill::Inflect) {
            db::learning::lesson_starts(connection, settings.learner_id).await?
        } else {
            Vec::new()
        };
        let kinds = filter.kinds();
        Ok(Self {
            settings,
            catalogue,
            kinds,
            languages: settings.gloss_chain(),
            started: starts.into_iter().map(|(lesson, _)| lesson).collect(),
            is_always_possible: settings.skills.iter().all(|skill| kinds.contains(&always_possible(*skill))),
        })
    }

    /// Returns how many cards to fetch, so that `limit` are left without those that have no exercise.
    pub(super) fn fetch_limit(&self, limit: i64) -> i64 {
        if self.is_always_possible { limit } else { limit.max(MAX_CANDIDATES) }
    }

    /// Whether a card has an exercise of the practised kinds. `own` are the learner's own meanings of the words.
    pub(super) fn has_exercise(&self, card: &Card, own: &OwnMeanings) -> bool {
        self.is_always_possible || self.item(QueueItem::Ask(card.clone()), own).is_some()
    }

    /// Adds the exercise to each card, except to those that introduce their word. Omits cards that have no exercise of
    /// the practised kinds. `own` are the learner's own meanings of the words.
    pub(super) fn items(&self, items: Vec<QueueItem>, own: &OwnMeanings) -> Vec<StudyItem> {
        items.into_iter().filter_map(|item| self.item(item, own)).collect()
    }

    fn item(&self, item: QueueItem, own: &OwnMeanings) -> Option<StudyItem> {
        static NONE: Synonyms = Synonyms::new();
        let (card, is_asked) = match item {
            QueueItem::Ask(card) => (card, true),
            QueueItem::Introduce(card) => (card, false),
        };
        let word = self.catalogue.word(card.word_id)?.clone();
        let known = ExerciseContext {
            catalogue: self.catalogue,
            languages: &self.languages,
            keyboard: self.settings.keyboard,
            synonyms: own.get(&card.word_id).unwrap_or(&NONE),
            started: &self.started,
        };
        let exercise = exercise_of_kinds(&card, &known, self.kinds)?;
        let script = self.settings.script;
        let answers = exercise.known_answers(script, &known);
        Some(StudyItem { card, word, exercise: is_asked.then_some(exercise), script, answers })
    }
}

/// The number of cards to choose from if some words may have no exercise of the practised kinds.
const MAX_CANDIDATES: i64 = 1_000;
#[expect(clippy::cast_possible_truncation, reason = "there are four")]
const SKILLS: u32 = Skill::ALL.len() as u32;

/// The items collected so far.
struct Queue {
    limit: usize,
    items: Vec<QueueItem>,
    /// The words in the queue, if each word may have only one card.
    taken: Option<HashSet<WordId>>,
}

impl Queue {
    fn new(limit: i64, bury_siblings: bool) -> Self {
        let limit = usize::try_from(limit).unwrap_or(0);
        Self { limit, items: Vec::new(), taken: bury_siblings.then(HashSet::new) }
    }

    fn is_full(&self) -> bool {
        self.items.len() >= self.limit
    }

    /// Adds at most `room` cards.
    fn extend(&mut self, cards: impl Iterator<Item = Card>, mut room: u32) {
        for card in cards {
            if self.is_full() || room == 0 {
                return;
            }
            // Cards in learning or relearning steps stay in the queue even if the word has another card.
            let in_steps = matches!(card.state.phase, CardPhase::Learning | CardPhase::Relearning);
            let is_first = self.taken.as_mut().is_none_or(|taken| taken.insert(card.word_id));
            if is_first || in_steps {
                self.items.push(QueueItem::Ask(card));
                room -= 1;
            }
        }
    }

    /// Adds at most `room` new cards. If new words are taught, those that the learner does not know are shown first.
    fn extend_new(&mut self, new: impl Iterator<Item = NewCard>, room: u32, teaches: bool) {
        let room = usize::try_from(room).unwrap_or(usize::MAX);
        let is_free = |new: &NewCard| self.taken.as_mut().is_none_or(|taken| taken.insert(new.card.word_id));
        let new: Vec<NewCard> = new.filter(is_free).take(room).collect();
        self.items.extend(new_items(new, teaches));
        self.items.truncate(self.limit);
    }
}

/// Returns the items of new cards, in order.
pub(super) fn new_items(new: Vec<NewCard>, teaches: bool) -> Vec<QueueItem> {
    if teaches { order_new_cards(new) } else { new.into_iter().map(|new| QueueItem::Ask(new.card)).collect() }
}
