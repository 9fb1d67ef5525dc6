//! What the leaders of a club ask about it: the calculations behind the answers.

mod diagnosis;
mod disclosure;
mod members;
mod overview;
mod readiness;
mod risk;
mod roster;
mod shrinkage;
mod significance;

pub use diagnosis::{
    BadGloss, Cause, FirstExposure, LanguageTries, SlipCause, Tries, badly_glossed, cause_of,
};
pub use disclosure::{LEAST_MEMBERS, disclosed, may_be_told};
pub use members::{Member, MemberDays, MemberWords, RETENTION_BEFORE_DAYS, RETENTION_LATELY_DAYS};
pub use overview::{ActivityTotals, ResultTotals, activity_totals, result_totals};
pub use readiness::{Expected, Gap, MemberReadiness, Pace, gap, interval_90, kept_up_elapsed};
pub use risk::{DaysSilent, FallingRetention, GrowingBacklog, Observed, Risk, risks};
pub use roster::{RosterKey, RosterOrder, RosterRow, key};
pub use shrinkage::{Prior, prior};
pub use significance::{false_discoveries, fisher_greater};
