//! Rows in PostgreSQL's binary COPY format, which the server need not parse
//! (<https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4>).

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The beginning of a stream: the signature, no flags, no extension.
pub(crate) const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// The end of a stream.
pub(crate) const TRAILER: &[u8] = b"\xff\xff";

/// PostgreSQL's epoch, 2000-01-01, in microseconds after 1970-01-01.
const EPOCH: i64 = 946_684_800_000_000;
/// The object id of the type `text`, for array elements.
const TEXT: i32 = 25;

/// The rows of one table.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) bytes: Vec<u8>,
    pub(crate) count: u64,
}

impl Rows {
    /// Begins a row with a number of fields.
    pub(crate) fn row(&mut self, fields: i16) -> &mut Self {
        self.count += 1;
        self.bytes.extend(fields.to_be_bytes());
        self
    }

    fn field(&mut self, value: &[u8]) -> &mut Self {
        self.bytes.extend(i32::try_from(value.len()).expect("a short value").to_be_bytes());
        self.bytes.extend(value);
        self
    }

    pub(crate) fn null(&mut self) -> &mut Self {
        self.bytes.extend((-1_i32).to_be_bytes());
        self
    }

    pub(crate) fn bytes(&mut self, value: &[u8]) -> &mut Self {
        self.field(value)
    }

    pub(crate) fn text(&mut self, value: &str) -> &mut Self {
        self.field(value.as_bytes())
    }

    pub(crate) fn uuid(&mut self, value: Uuid) -> &mut Self {
        self.field(value.as_bytes())
    }

    pub(crate) fn int2(&mut self, value: i16) -> &mut Self {
        self.field(&value.to_be_bytes())
    }

    pub(crate) fn int4(&mut self, value: i32) -> &mut Self {
        self.field(&value.to_be_bytes())
    }

    /// Adds a count, or a number of days.
    pub(crate) fn count(&mut self, value: u32) -> &mut Self {
        self.int4(i32::try_from(value).expect("a small number"))
    }

    pub(crate) fn int8(&mut self, value: i64) -> &mut Self {
        self.field(&value.to_be_bytes())
    }

    pub(crate) fn float4(&mut self, value: f32) -> &mut Self {
        self.field(&value.to_be_bytes())
    }

    pub(crate) fn time(&mut self, value: DateTime<Utc>) -> &mut Self {
        self.int8(value.timestamp_micros() - EPOCH)
    }

    pub(crate) fn texts(&mut self, values: &[&str]) -> &mut Self {
        let mut array = Vec::new();
        let length = i32::try_from(values.len()).expect("a short list");
        for number in [1, 0, TEXT, length, 1] {
            array.extend(number.to_be_bytes());
        }
        for value in values {
            array.extend(i32::try_from(value.len()).expect("a short text").to_be_bytes());
            array.extend(value.as_bytes());
        }
        self.field(&array)
    }

    /// Adds a value, or null.
    pub(crate) fn or_null<T>(
        &mut self,
        value: Option<T>,
        write: impl FnOnce(&mut Self, T) -> &mut Self,
    ) -> &mut Self {
        match value {
            Some(value) => write(self, value),
            None => self.null(),
        }
    }
}
