//! The clock of a client, which may be wrong.

use chrono::{DateTime, Duration, Utc};

use super::{CLOCK_TOLERANCE, MAX_CLOCK_SHIFT};
use crate::domain::clock::as_stored;

/// The clock of the client that sent a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClientClock {
    now: DateTime<Utc>,
    /// By how much the client's clock is behind. Zero if it is right, or nothing is known about it.
    shift: Duration,
}

impl ClientClock {
    /// `client_now` is the time of the client's clock when it sent the request. A difference within the tolerance, or of
    /// more than a year, corrects no times.
    pub(super) fn new(now: DateTime<Utc>, client_now: Option<DateTime<Utc>>) -> Self {
        let shift = client_now.map_or(Duration::zero(), |client| now - client);
        let is_wrong = shift.abs() > CLOCK_TOLERANCE && shift.abs() <= MAX_CLOCK_SHIFT;
        // The database stores microseconds.
        let whole = Duration::microseconds(shift.num_microseconds().unwrap_or_default());
        Self { now, shift: if is_wrong { whole } else { Duration::zero() } }
    }

    /// Whether the client's clock is known to be wrong. Then a time that is sent twice may differ by the time that the
    /// requests took.
    pub(super) fn is_wrong(self) -> bool {
        !self.shift.is_zero()
    }

    /// Returns a time of the client's clock by the service's clock, as far as the client's clock is known to be wrong.
    pub(super) fn corrected(self, at: DateTime<Utc>) -> DateTime<Utc> {
        if !self.is_wrong() {
            return at;
        }
        // A time at the end of the calendar, which is refused, cannot be shifted.
        at.checked_add_signed(self.shift).map_or(at, |shifted| as_stored(shifted).min(self.now))
    }

    /// Returns the corrected time at which something happened on the client. A time in the future becomes now; a time
    /// more than [`MAX_CLOCK_SHIFT`] ago becomes the time that long ago. `None` stands for now.
    pub(super) fn past(self, at: Option<DateTime<Utc>>) -> DateTime<Utc> {
        let at = at.map_or(self.now, |at| self.corrected(at));
        as_stored(at.clamp(self.now - MAX_CLOCK_SHIFT, self.now))
    }
}
