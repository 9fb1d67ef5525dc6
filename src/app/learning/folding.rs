//! Folding the log into cards: what every change of the log comes to.

use std::collections::{HashMap, HashSet};

use diesel_async::AsyncPgConnection;

use crate::app::{AppError, Viewer};
use crate::db;
use crate::db::learning::ChangeNumber;
use crate::domain::ids::{CardId, ReviewId, WordId};
use crate::domain::learning::card::{Card, CardState};
use crate::domain::learning::preset::Presets;
use crate::domain::learning::scheduler::{LogEntry, Outcome, fold};
use crate::domain::learning::study_day::StudyDay;

/// The cards that a change of the log is about, and what it makes of them.
pub(super) struct Folding {
    cards: HashMap<CardId, Card>,
    /// The entries that the log gets.
    new: HashMap<CardId, Vec<LogEntry>>,
    /// Cards that are folded from their whole log, whatever is new.
    anew: HashSet<CardId>,
    /// Cards that were folded.
    folded: HashSet<CardId>,
    /// The study days whose counts change.
    days: HashSet<StudyDay>,
}

impl Folding {
    pub(super) fn new(cards: impl IntoIterator<Item = Card>) -> Self {
        let cards = cards.into_iter().map(|card| (card.id, card)).collect();
        Self {
            cards,
            new: HashMap::new(),
            anew: HashSet::new(),
            folded: HashSet::new(),
            days: HashSet::new(),
        }
    }

    pub(super) fn card(&self, id: CardId) -> Option<&Card> {
        self.cards.get(&id)
    }

    /// A card, to change what the learner holds of it beside its state.
    pub(super) fn card_mut(&mut self, id: CardId) -> Option<&mut Card> {
        self.cards.get_mut(&id)
    }

    /// The log has lost an entry of the card.
    pub(super) fn replay(&mut self, card: CardId) {
        self.anew.insert(card);
    }

    /// The log gets an entry.
    pub(super) fn add(&mut self, card: CardId, entry: LogEntry) {
        self.new.entry(card).or_default().push(entry);
    }

    /// Folds the new entries into their cards; the outcome of each review that was folded. A card whose present state
    /// has seen something later than what is new is folded from its whole log, which holds none of the new entries yet.
    /// `preset` is the number of the preset in force.
    pub(super) async fn fold(
        &mut self,
        connection: &mut AsyncPgConnection,
        viewer: &Viewer,
        preset: u32,
    ) -> Result<HashMap<ReviewId, Outcome>, AppError> {
        let late = self.new.iter().filter(|(id, new)| {
            self.cards.get(*id).is_some_and(|card| new.iter().any(|entry| entry.is_late_for(&card.state)))
        });
        let late: Vec<CardId> = late.map(|(id, _)| *id).collect();
        self.anew.extend(late);
        let mut logs = std::mem::take(&mut self.new);
        if !self.anew.is_empty() {
            let anew: Vec<CardId> = self.anew.iter().copied().collect();
            for (card, entry) in db::learning::log_of_cards(connection, viewer.account.id, &anew).await? {
                logs.entry(card).or_default().push(entry);
            }
            for card in anew {
                logs.entry(card).or_default();
            }
        }
        let presets = presets_for(connection, viewer, preset, &logs).await?;
        let mut outcomes = HashMap::new();
        for (id, log) in logs {
            let Some(card) = self.cards.get_mut(&id) else { continue };
            let before =
                if self.anew.contains(&id) { CardState::new(card.created_at) } else { card.state.clone() };
            self.days.extend(card.state.first_study_day);
            let (state, steps) = fold(id, before, log, &presets)?;
            card.state = state;
            self.folded.insert(id);
            outcomes.extend(steps);
        }
        Ok(outcomes)
    }

    /// Writes the cards that were folded, and counts anew study days (these, and those that the cards tell of) and the tries
    /// of the cards' words on them. The log has been written before.
    pub(super) async fn write(
        mut self,
        connection: &mut AsyncPgConnection,
        viewer: &Viewer,
        days: impl IntoIterator<Item = StudyDay>,
        change: ChangeNumber,
    ) -> Result<(), AppError> {
        let learner = viewer.account.id;
        let cards: Vec<Card> =
            self.cards.into_values().filter(|card| self.folded.contains(&card.id)).collect();
        db::learning::update_cards(connection, learner, &cards, change).await?;
        self.days.extend(days);
        let days: Vec<StudyDay> = self.days.into_iter().collect();
        let words: Vec<WordId> = cards.iter().map(|card| card.word_id).collect();
        Ok(db::learning::count_anew(connection, learner, &days, &words).await?)
    }
}

/// The presets that logs are folded by: where nothing in them is older than the present one, and the request knows that,
/// it is enough.
async fn presets_for(
    connection: &mut AsyncPgConnection,
    viewer: &Viewer,
    in_force: u32,
    logs: &HashMap<CardId, Vec<LogEntry>>,
) -> Result<Presets, AppError> {
    let preset = &viewer.settings.preset;
    let older = |from| logs.values().flatten().any(|entry| entry.at() < from);
    if preset.number != in_force || preset.effective_at.is_some_and(older) {
        return Ok(db::learning::presets(connection, viewer.account.id).await?);
    }
    Ok(Presets::new(vec![preset.clone()]))
}
