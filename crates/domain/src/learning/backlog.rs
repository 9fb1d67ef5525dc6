//! Backlogs: spreading the cards that have piled up over some days.

use crate::learning::card::Card;
use crate::learning::preset::Scheduling;
use crate::learning::scheduler::retrievability;
use crate::learning::study_day::StudyDay;
use crate::problem::Problem;

/// Checks the number of days over which to spread a backlog.
pub fn days(days: i32) -> Result<u32, Problem> {
    u32::try_from(days).ok().filter(|days| (2..=60).contains(days)).ok_or(Problem::InvalidDays)
}

/// Spreads due cards evenly over some days, from today on. The cards that are most likely remembered come first: an
/// early review saves them, while cards that are probably forgotten can wait. Returns the cards that are put off,
/// buried until their day.
///
/// `due` includes cards that are buried until one of these days, and none of them comes earlier than that. So cards
/// that were spread already get the same days again.
pub fn spread(mut due: Vec<Card>, today: StudyDay, days: u32, scheduling: &Scheduling) -> Vec<Card> {
    let recall = |card: &Card| {
        let elapsed = card.state.last_review.map_or(0, |last| today.days_since(last.study_day));
        card.state.memory.map_or(0.0, |memory| retrievability(memory, elapsed, scheduling))
    };
    due.sort_by(|one, other| recall(other).total_cmp(&recall(one)).then_with(|| one.id.cmp(&other.id)));
    let a_day = due.len().div_ceil(usize::try_from(days).unwrap_or(usize::MAX).max(1)).max(1);
    let mut put_off = Vec::new();
    for (cards, day) in due.chunks(a_day).zip(0..) {
        let until = |card: &Card| card.buried_until.max(Some(today.plus(day)));
        let later = cards.iter().map(|card| Card { buried_until: until(card), ..card.clone() });
        put_off.extend(later.filter(|card| card.is_buried(today)));
    }
    put_off
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CardId, ReviewId, WordId};
    use crate::learning::card::{CardPhase, LastReview, Memory, Skill};
    use chrono::DateTime;
    use uuid::Uuid;

    fn due(number: u128, stability: f32) -> Card {
        let (id, word) = (CardId::from(Uuid::from_u128(number)), WordId::from(Uuid::from_u128(number)));
        let mut card = Card::new(id, word, Skill::Recognize, DateTime::UNIX_EPOCH);
        card.state.phase = CardPhase::Review;
        card.state.memory = Some(Memory { stability, difficulty: 5.0 });
        let id = ReviewId::from(Uuid::from_u128(number));
        card.state.last_review = Some(LastReview { id, at: DateTime::UNIX_EPOCH, study_day: StudyDay(0) });
        card
    }

    #[test]
    fn a_backlog_is_spread_evenly_with_the_best_remembered_first() {
        let cards: Vec<Card> = (1_u16..=100).map(|n| due(n.into(), f32::from(n))).collect();
        let put_off = spread(cards, StudyDay(40), 7, &Scheduling::default());
        let of_day =
            |day: i32| put_off.iter().filter(|card| card.buried_until == Some(StudyDay(day))).count();
        assert_eq!((41..=47).map(of_day).collect::<Vec<_>>(), [15, 15, 15, 15, 15, 10, 0]);
        let stable = put_off.iter().find(|card| card.id.uuid().as_u128() == 100);
        assert!(stable.is_none(), "it comes today");
        let weakest = put_off.iter().find(|card| card.id.uuid().as_u128() == 1).unwrap();
        assert_eq!(weakest.buried_until, Some(StudyDay(46)));
        assert!(spread(vec![due(1, 1.0)], StudyDay(1), 7, &Scheduling::default()).is_empty());
    }

    #[test]
    fn cards_that_were_spread_get_the_same_days_again() {
        let today = StudyDay(40);
        let mut cards: Vec<Card> = (1_u16..=100).map(|n| due(n.into(), f32::from(n))).collect();
        // The learner has buried the best remembered one until tomorrow, and another one has come back.
        cards[99].buried_until = Some(StudyDay(41));
        cards[98].buried_until = Some(StudyDay(39));
        let spread_again = |before: &[Card], days: u32| {
            let put_off = spread(before.to_vec(), today, days, &Scheduling::default());
            let after =
                |card: &Card| put_off.iter().find(|later| later.id == card.id).unwrap_or(card).clone();
            before.iter().map(after).collect::<Vec<Card>>()
        };
        let of_today = |cards: &[Card]| cards.iter().filter(|card| !card.is_buried(today)).count();
        let once = spread_again(&cards, 5);
        assert_eq!(of_today(&once), 19);
        assert_eq!(once[99].buried_until, Some(StudyDay(41)));
        let days = |cards: &[Card]| cards.iter().map(|card| card.buried_until).collect::<Vec<_>>();
        assert_eq!(days(&spread_again(&once, 5)), days(&once));
        // More days put off more cards; fewer days bring none forward.
        let longer = spread_again(&once, 10);
        assert_eq!(of_today(&longer), 9);
        assert_eq!(days(&spread_again(&longer, 2)), days(&longer));
    }

    #[test]
    fn days_have_bounds() {
        assert_eq!([1, 2, 60, 61, -3].map(|number| days(number).is_ok()), [false, true, true, false, false]);
    }
}
