//! Teaching before testing: a new word is introduced first, and its first exercise comes after a few other
//! introductions.

use std::collections::{HashSet, VecDeque};

use crate::ids::WordId;
use crate::learning::card::Card;

/// The number of words that are introduced before the first exercise about one of them.
const SHOWN_AHEAD: usize = 3;

/// A new card in the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCard {
    /// The card.
    pub card: Card,
    /// Whether the learner has reviewed a card of the word before.
    pub is_word_known: bool,
}

/// What a learner does next with a card.
#[derive(Debug, Clone, PartialEq)]
pub enum QueueItem {
    /// The learner looks at its word.
    Introduce(Card),
    /// The learner answers its exercise.
    Ask(Card),
}

impl QueueItem {
    /// Returns the card.
    pub fn card(&self) -> &Card {
        match self {
            Self::Introduce(card) | Self::Ask(card) => card,
        }
    }
}

/// Orders new cards: first those of words that the learner knows, then the others. Each of those words is introduced
/// once. Its exercise comes when `SHOWN_AHEAD` words have been introduced, or no more are left. Words that were
/// introduced before come first, so the order goes on if a client requests the queue again in between.
pub fn order_new_cards(new: Vec<NewCard>) -> Vec<QueueItem> {
    let (mut known, mut shown, mut unseen, mut later) = (Vec::new(), Vec::new(), VecDeque::new(), Vec::new());
    let mut met: HashSet<WordId> = HashSet::new();
    for NewCard { card, is_word_known } in new {
        let is_first = met.insert(card.word_id);
        match card.introduced_at {
            _ if is_word_known => known.push(QueueItem::Ask(card)),
            _ if !is_first => later.push(QueueItem::Ask(card)),
            Some(at) => shown.push((at, card)),
            None => unseen.push_back(card),
        }
    }
    shown.sort_by_key(|(at, _)| *at);
    let mut waiting: VecDeque<Card> = shown.into_iter().map(|(_, card)| card).collect();
    let mut items = known;
    loop {
        let next = if waiting.len() < SHOWN_AHEAD { unseen.pop_front() } else { None };
        if let Some(card) = next {
            items.push(QueueItem::Introduce(card.clone()));
            waiting.push_back(card);
        } else if let Some(card) = waiting.pop_front() {
            items.push(QueueItem::Ask(card));
        } else {
            break;
        }
    }
    items.extend(later);
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CardId;
    use crate::learning::card::Skill;
    use chrono::{DateTime, Duration};
    use uuid::Uuid;

    fn new(word: u128, skill: Skill) -> NewCard {
        let id = CardId::from(Uuid::from_u128(word * 10 + u128::from(skill != Skill::Recognize)));
        let word = WordId::from(Uuid::from_u128(word));
        NewCard { card: Card::new(id, word, skill, DateTime::UNIX_EPOCH), is_word_known: false }
    }

    fn short(items: &[QueueItem]) -> String {
        let item = |item: &QueueItem| {
            let sign = if matches!(item, QueueItem::Introduce(_)) { "+" } else { "?" };
            let skill = if item.card().skill == Skill::Recognize { "" } else { "p" };
            format!("{sign}{}{skill}", item.card().word_id.uuid().as_u128())
        };
        items.iter().map(item).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_word_is_shown_and_asked_after_others() {
        let five = |skill| (1..=5).map(move |word| new(word, skill));
        let asked = order_new_cards(five(Skill::Recognize).collect());
        assert_eq!(short(&asked), "+1 +2 +3 ?1 +4 ?2 +5 ?3 ?4 ?5");
        let both = order_new_cards(five(Skill::Recognize).chain(five(Skill::Produce)).collect());
        assert_eq!(short(&both), "+1 +2 +3 ?1 +4 ?2 +5 ?3 ?4 ?5 ?1p ?2p ?3p ?4p ?5p");
        assert_eq!(short(&order_new_cards(vec![new(7, Skill::Recognize)])), "+7 ?7");
        assert_eq!(order_new_cards(Vec::new()), []);
    }

    #[test]
    fn known_words_are_asked_without_being_shown() {
        let known = NewCard { is_word_known: true, ..new(9, Skill::Produce) };
        assert_eq!(short(&order_new_cards(vec![new(1, Skill::Recognize), known])), "?9p +1 ?1");
    }

    /// A client that shows one item and then requests the queue again sees the same items as one that shows them all.
    #[test]
    fn the_order_goes_on_after_each_item() {
        let mut cards: Vec<NewCard> = (1..=7).map(|word| new(word, Skill::Recognize)).collect();
        let at_once = short(&order_new_cards(cards.clone()));
        let mut one_by_one = Vec::new();
        let mut now = DateTime::UNIX_EPOCH;
        while let Some(item) = order_new_cards(cards.clone()).into_iter().next() {
            now += Duration::seconds(20);
            match &item {
                QueueItem::Introduce(card) => {
                    let shown = cards.iter_mut().find(|new| new.card.id == card.id).unwrap();
                    shown.card.introduced_at = Some(now);
                }
                QueueItem::Ask(card) => cards.retain(|new| new.card.id != card.id),
            }
            one_by_one.push(item);
        }
        assert_eq!(short(&one_by_one), at_once);
    }
}
