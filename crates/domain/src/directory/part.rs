//! Global ids of revisions, public changes and occurrences, which have no id of their own. A record and a version
//! identify a revision, and the public change that it made. An event and the original start identify an occurrence, as in
//! calendars (UID and RECURRENCE-ID of RFC 5545).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDateTime};

use crate::ids::{EventId, GlobalId, kind};

/// First byte of a revision's global id; tags of other kinds are in [`kind`].
const REVISION: u8 = 18;
/// First byte of an occurrence's global id.
const OCCURRENCE: u8 = 19;
/// First byte of a public change's global id.
const PUBLIC_CHANGE: u8 = 20;

/// The id of a part: base64url of the tag, the 17-byte id of the whole, and an 8-byte number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartId {
    /// A revision of a record.
    Revision {
        /// The record.
        record: GlobalId,
        /// The version of the record; the first is 1.
        version: i32,
    },
    /// A public change of a record.
    PublicChange {
        /// The record.
        record: GlobalId,
        /// The version of the record that the change led to.
        version: i32,
    },
    /// An occurrence of an event.
    Occurrence {
        /// The event.
        event: EventId,
        /// When the occurrence would start if it weren't moved, in local time.
        original: NaiveDateTime,
    },
}

impl PartId {
    /// Parses a global id; `None` if the text is not the global id of a part.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 26] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let [tag, rest @ ..] = bytes;
        let whole = GlobalId::from_bytes(*rest.first_chunk()?);
        let number = i64::from_be_bytes(*rest.last_chunk()?);
        match tag {
            REVISION => Some(Self::Revision { record: whole, version: number.try_into().ok()? }),
            PUBLIC_CHANGE => Some(Self::PublicChange { record: whole, version: number.try_into().ok()? }),
            OCCURRENCE => {
                let original = DateTime::from_timestamp(number, 0)?.naive_utc();
                Some(Self::Occurrence { event: whole.is()?, original })
            }
            _ => None,
        }
    }
}

impl fmt::Display for PartId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (tag, whole, number) = match self {
            Self::Revision { record, version } => (REVISION, *record, i64::from(*version)),
            Self::PublicChange { record, version } => (PUBLIC_CHANGE, *record, i64::from(*version)),
            Self::Occurrence { event, original } => {
                (OCCURRENCE, GlobalId::new::<kind::Event>(event.uuid()), original.and_utc().timestamp())
            }
        };
        let bytes = [[tag].as_slice(), &whole.to_bytes(), &number.to_be_bytes()].concat();
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ids::OrganizationId;

    #[test]
    fn a_global_id_of_a_part_is_parsed_as_that_part() {
        let uuid = Uuid::from_u128(0x0193_5b6e_8a10_7000_8000_0000_0000_0001);
        let record = GlobalId::new::<kind::Organization>(uuid);
        let original = "2024-02-17T10:00:00".parse().unwrap();
        for part in [
            PartId::Revision { record, version: 7 },
            PartId::PublicChange { record, version: 7 },
            PartId::Occurrence { event: uuid.into(), original },
        ] {
            assert_eq!(PartId::parse(&part.to_string()), Some(part));
            assert_eq!(GlobalId::parse(&part.to_string()), None);
        }
        assert_eq!(PartId::parse(&OrganizationId::from(uuid).to_global()), None);
    }

    #[test]
    fn other_ids_are_not_parsed() {
        let text = |tag: u8, whole_tag: u8, number: i64| {
            let bytes = [[tag, whole_tag].as_slice(), &[7; 16], &number.to_be_bytes()].concat();
            URL_SAFE_NO_PAD.encode(bytes)
        };
        assert!(PartId::parse(&text(REVISION, 2, 1)).is_some());
        for wrong in [
            text(1, 2, 1),
            text(REVISION, 2, i64::MAX),
            text(PUBLIC_CHANGE, 2, i64::MAX),
            text(OCCURRENCE, 2, 0),
            text(OCCURRENCE, 6, i64::MAX),
            String::new(),
        ] {
            assert_eq!(PartId::parse(&wrong), None, "{wrong}");
        }
    }
}
