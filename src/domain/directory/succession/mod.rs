//! The succession in a post: in which order its holders followed one another, who preceded and succeeded whom, and who
//! holds it on a day. Nothing of this is kept; it is computed from the dates that the sources give.
//!
//! # The order
//!
//! 1. A tenure **began** somewhere between the first and the last day that its `since` can mean. It can't have begun
//!    after its own end, nor after it was seen: so the last of these days is at most the latest of `until`, and of
//!    `attested`. The middle of what remains is where it stands: 2015 stands in July, but in February if it was over
//!    in March 2015.
//! 2. Where `since` isn't known, it began by the first day of `attested`, and stands there.
//! 3. Where neither is known, only the source's list says where it belongs: directly behind the one before it there,
//!    or first of all if there is none. With an `until` of its own it takes part in rule 4; if it was over before that
//!    one began, it stands at its end.
//! 4. Of those that began at the same time the one that ended first (by the middle of its `until`) precedes, and those
//!    that aren't known to be over come last. What the dates leave open, the source's list decides, and in the end
//!    the id.
//!
//! Each tenure gets one key by these rules, and keys are compared: so the order is total, and doesn't depend on the
//! order in which the tenures are handed in. It knows of no gaps: who comes after a vacancy is the successor still.
//!
//! # Who holds it
//!
//! A source that says when somebody came seldom says when the one before left. So:
//!
//! 1. A tenure is over when the next begins, except if the dates say that they held the post **together**: both began
//!    at the same time, told by equal `since` (and no end within it), or the earlier certainly lasted (first day of its
//!    `until`) beyond the last day on which the later can have begun. What merely may overlap, such as until 2015 and
//!    since 2015, or until a day and since that day, doesn't.
//! 2. The next begins on the first day that its term can mean: a change in 2015 gives the new one for every day of
//!    2015. But it can't begin before the one before it did. If it could have begun as early, it takes over on the day
//!    after the other ended, or (without a known end) after the other has certainly begun; at the latest on the last
//!    day on which it can have begun itself.
//! 3. Whoever is acting takes over from those who are acting, and stands in beside the one whose post it is; a
//!    regular holder takes over from both.
//! 4. What was over stays so. If the next has left as well, the post is vacant.

mod office;
mod order;

pub use office::holders_on;
pub use order::{neighbours, order};

use uuid::Uuid;

use super::Term;

/// Somebody's holding of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenure<'a> {
    /// From when until when.
    pub term: &'a Term,
    /// Whether the holder only stands in for a regular one.
    pub acting: bool,
    /// The place in which the source lists it, the first 1: it decides where dates don't.
    pub position: i32,
    /// Its id, which makes the order total.
    pub tie: Uuid,
}

#[cfg(test)]
mod testing;
