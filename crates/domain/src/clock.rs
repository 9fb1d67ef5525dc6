//! The injected clock: the only file that reads the machine's clock.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};

/// Returns a time as the database stores it: to the microsecond, and with a leap second as the second after it.
pub fn as_stored(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
}

/// A clock. Tests inject one that they move themselves.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// Returns the machine's clock.
    pub fn system() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
        Self::new(Utc::now)
    }

    /// Creates a clock that shows the time that a function returns.
    pub fn new(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Returns the current time to the microsecond, as the database stores times.
    pub fn now(&self) -> DateTime<Utc> {
        as_stored((self.0)())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_stored_to_the_microsecond_and_without_leap_seconds() {
        for (at, stored) in [
            ("2026-12-01T10:00:00.1234567Z", "2026-12-01T10:00:00.123456Z"),
            ("2026-12-01T10:00:60Z", "2026-12-01T10:01:00Z"),
            ("2026-12-31T23:59:60.5Z", "2027-01-01T00:00:00.5Z"),
            ("-262143-01-01T00:00:00Z", "-262143-01-01T00:00:00Z"),
        ] {
            assert_eq!(as_stored(at.parse().unwrap()), stored.parse::<DateTime<Utc>>().unwrap(), "{at}");
        }
    }
}
