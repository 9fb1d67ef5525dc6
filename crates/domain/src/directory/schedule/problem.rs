//! The problems of schedules, and of the windows in which their occurrences are queried.

use std::fmt;

macro_rules! schedule_problems {
    ($($variant:ident $name:literal: $doc:literal;)+) => {
        /// The reason why a schedule is not valid, or why its occurrences cannot be computed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ScheduleProblem {
            $(#[doc = $doc] $variant,)+
        }

        impl ScheduleProblem {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Returns the stable name, for programs.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Returns the key of the sentence that says what to do.
            pub const fn message_key(self) -> &'static str {
                match self { $(Self::$variant => concat!("schedule-", $name),)+ }
            }
        }
    };
}

schedule_problems! {
    InvalidMinutes "INVALID_MINUTES": "A length is not within 1 minute to 31 days.";
    MalformedTime "MALFORMED_TIME": "A text is not a local date and time like 2026-03-21T10:00:00.";
    InvalidTime "INVALID_TIME": "A time is before 1900, after 2199, or has fractions of a second.";
    RuleTooLong "RULE_TOO_LONG": "The rule's text is longer than [`MAX_RULE_BYTES`](super::MAX_RULE_BYTES).";
    InvalidRule "INVALID_RULE": "The rule does not follow RFC 5545, section 3.3.10.";
    UnsupportedFrequency "UNSUPPORTED_FREQUENCY": "The rule repeats more than once per day.";
    UnsupportedRulePart "UNSUPPORTED_RULE_PART": "The rule has a part that calendars interpret differently.";
    InvalidInterval "INVALID_INTERVAL": "INTERVAL is not within 1 to [`MAX_INTERVAL`](super::MAX_INTERVAL).";
    InvalidCount "INVALID_COUNT": "COUNT is not within 1 to [`MAX_COUNT`](super::MAX_COUNT).";
    CountAndUntil "COUNT_AND_UNTIL": "The rule has both COUNT and UNTIL.";
    UntilBeforeStart "UNTIL_BEFORE_START": "The rule ends before its first occurrence.";
    StartNotInRule "START_NOT_IN_RULE": "The first occurrence does not match the rule.";
    AdditionalBeforeStart "ADDITIONAL_BEFORE_START": "An additional occurrence is before the first one.";
    TooManyAdditional "TOO_MANY_ADDITIONAL":
        "More additional occurrences than [`MAX_ADDITIONAL`](super::MAX_ADDITIONAL).";
    TooManyExceptions "TOO_MANY_EXCEPTIONS": "More exceptions than [`MAX_EXCEPTIONS`](super::MAX_EXCEPTIONS).";
    DuplicateException "DUPLICATE_EXCEPTION": "Two exceptions name the same occurrence.";
    ExceptionWithoutOccurrence "EXCEPTION_WITHOUT_OCCURRENCE":
        "An exception names a time at which nothing occurs.";
    InvalidWindow "INVALID_WINDOW":
        "The window ends before it begins, or is longer than [`MAX_WINDOW_DAYS`](super::MAX_WINDOW_DAYS).";
}

impl fmt::Display for ScheduleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
impl std::error::Error for ScheduleProblem {}
