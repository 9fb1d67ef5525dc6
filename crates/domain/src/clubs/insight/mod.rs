//! Club insight: the calculations behind the statistics for leaders.

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
    AttemptCounts, BadGloss, Cause, FirstExposure, LanguageAttempts, SlipCause, diagnose, find_bad_glosses,
};
pub use disclosure::{MINIMUM_GROUP, disclosable_parts, may_be_disclosed};
pub use members::{EARLIER_RETENTION_DAYS, Member, MemberDays, MemberWords, RECENT_RETENTION_DAYS};
pub use overview::{ActivityTotals, ResultTotals, activity_totals, result_totals};
pub use readiness::{Expected, Gap, MemberReadiness, Pace, gap, interval_90, kept_up_elapsed};
pub use risk::{DaysSilent, FallingRetention, GrowingBacklog, Risk, RiskInputs, risks};
pub use roster::{RosterKey, RosterOrder, RosterRow, roster_key};
pub use shrinkage::{Prior, estimate_prior};
pub use significance::{benjamini_hochberg, fisher_exact_greater};
