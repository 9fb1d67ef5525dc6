//! The succession in a post: the order of its holders, the predecessor and successor of each, and the holders on a day.
//! None of this is stored; it is computed from the dates that the sources give.
//!
//! # The order
//!
//! 1. A tenure **began** between the first and the last day that its `since` can mean. It can't have begun after its
//!    own end or after its attestation, so the latest days of `until` and `attested` limit the range. The tenure is
//!    placed at the middle of the remaining range: 2015 is placed in July, but in February if the tenure ended in March
//!    2015.
//! 2. If `since` is unknown, the tenure is placed at the first day of `attested`.
//! 3. If both are unknown, the source's list decides: the tenure is placed directly after the preceding tenure in the
//!    list, or before all others if there is none. If it has an `until`, rule 4 applies; if it ended before the
//!    preceding tenure began, it is placed at its own end.
//! 4. Of tenures that began at the same time, the one that ended first (by the middle of its `until`) comes first, and
//!    those without a known end come last. Where the dates are equal, the source's list decides, and finally the id.
//!
//! These rules give each tenure one sort key. The order is therefore total, and independent of the order of the input.
//! It ignores gaps: the first holder after a vacancy is still the successor.
//!
//! # The holders on a day
//!
//! A source that says when a holder began seldom says when the predecessor left. Therefore:
//!
//! 1. A tenure ends when the next one begins, unless the dates say that both held the post **together**. This is so if
//!    both began at the same time, which means an equal `since` and no end within it. It is also so if the earlier
//!    tenure certainly lasted (the first day of its `until`) beyond the last day on which the later one can have begun.
//!    A possible overlap is not enough: until 2015 and since 2015, or until a day and since the same day.
//! 2. The next tenure begins on the first day that its period can mean: with a change in 2015, the new holder has every
//!    day of 2015. But it can't begin before the preceding tenure did. If that first day is not after the first day of
//!    the preceding tenure, the next tenure begins later: on the day after the preceding tenure ended or, if no end is
//!    known, on the day after the last day on which the preceding tenure can have begun. It never begins later than the
//!    last day on which it can have begun itself.
//! 3. An acting holder replaces other acting holders, and holds the post beside the regular holder. A regular holder
//!    replaces both.
//! 4. A tenure that has ended does not resume. If the next holder has left as well, the post is vacant.

mod holders;
mod order;

pub use holders::{holders_on, last_known_holder};
pub use order::{neighbours, order};

use uuid::Uuid;

use super::ValidityPeriod;

/// The tenure of one holder of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenure<'a> {
    /// The period of the tenure.
    pub period: &'a ValidityPeriod,
    /// Whether the holder is only acting for a regular holder.
    pub acting: bool,
    /// The position in the source's list, starting at 1. It decides the order where dates don't.
    pub position: i32,
    /// The membership's id, which makes the order total.
    pub tie_breaker: Uuid,
}

#[cfg(test)]
mod testing;
