//! As much of PostgreSQL's protocol as the pool needs to know.

use std::collections::VecDeque;

use super::wire_state::WireState;

/// The longest message that is kept back until it is complete, in bytes. A longer one passes unchanged.
const LONGEST_WHOLE: usize = 64 * 1024;
/// The SQLSTATEs after which a connection would fail again: the server has become a standby, or statements that were
/// prepared are gone or have other columns.
const UNUSABLE_AFTER: [&[u8]; 3] = [b"25006", b"26000", b"0A000"];

/// Finds the messages that the server answers with `ReadyForQuery`.
#[derive(Default)]
pub(super) struct Requests {
    /// Whether the first message has passed: the only one without a kind.
    has_begun: bool,
    header: Vec<u8>,
    /// The number of bytes until the next header.
    body: usize,
}

impl Requests {
    pub(super) fn read(&mut self, mut bytes: &[u8], state: &WireState) {
        while !bytes.is_empty() {
            skip(&mut bytes, &mut self.body);
            let kind_length = usize::from(self.has_begun);
            take(&mut bytes, &mut self.header, kind_length + 4);
            if self.header.len() == kind_length + 4 {
                if self.has_begun && matches!(self.header.first(), Some(b'Q' | b'S')) {
                    state.asked();
                }
                self.body = body_length(&self.header);
                self.header.clear();
                self.has_begun = true;
            }
        }
    }
}

/// Reads the server's messages, and writes the SQLSTATE of each error in front of its text.
#[derive(Default)]
pub(super) struct Answers {
    /// The bytes that the driver may read.
    pub(super) checked: VecDeque<u8>,
    /// The message, up to `wanted` bytes: first its header, then some kinds as a whole.
    partial: Vec<u8>,
    /// The length of the whole message that is being read; `None` if it is a header.
    whole: Option<usize>,
    /// The number of bytes of another message that still pass.
    body: usize,
}

const HEADER: usize = 5;

impl Answers {
    pub(super) fn read(&mut self, mut bytes: &[u8], state: &WireState) {
        while !bytes.is_empty() {
            let before = bytes;
            let passing = skip(&mut bytes, &mut self.body);
            self.checked.extend(before.get(..passing).unwrap_or_default());
            let wanted = self.whole.unwrap_or(HEADER);
            take(&mut bytes, &mut self.partial, wanted);
            if self.partial.len() < wanted {
                continue;
            }
            if self.whole.take().is_some() {
                let message = std::mem::take(&mut self.partial);
                self.checked.extend(inspect(message, state));
                continue;
            }
            let length = body_length(&self.partial);
            if matches!(self.partial.first(), Some(b'E' | b'K')) && length <= LONGEST_WHOLE {
                self.whole = Some(HEADER + length);
                continue;
            }
            if self.partial.first() == Some(&b'Z') {
                state.answered();
            }
            self.checked.extend(self.partial.drain(..));
            self.body = length;
        }
    }
}

/// Records what a message says about the connection: the server's process, or an error after which the connection
/// cannot be used again. Returns the message for the driver.
fn inspect(message: Vec<u8>, state: &WireState) -> Vec<u8> {
    if message.first() == Some(&b'K') {
        let process = message.get(HEADER..).and_then(|body| body.first_chunk().copied());
        state.set_process(process.map_or(0, i32::from_be_bytes));
        return message;
    }
    let (message, code) = with_code(&message);
    if UNUSABLE_AFTER.contains(&&*code) || code.starts_with(b"57P") {
        state.mark_unusable();
    }
    message
}

/// Skips bytes of a body, and returns how many there were.
fn skip(bytes: &mut &[u8], body: &mut usize) -> usize {
    let skipped = bytes.len().min(*body);
    *bytes = bytes.get(skipped..).unwrap_or_default();
    *body -= skipped;
    skipped
}

/// Moves bytes until the buffer has the wanted length.
fn take(bytes: &mut &[u8], buffer: &mut Vec<u8>, wanted: usize) {
    let taken = bytes.len().min(wanted.saturating_sub(buffer.len()));
    buffer.extend(bytes.get(..taken).unwrap_or_default());
    *bytes = bytes.get(taken..).unwrap_or_default();
}

/// Returns the length of the body after a header, whose last four bytes are the length of itself and the body.
fn body_length(header: &[u8]) -> usize {
    let length = header.last_chunk().copied().map_or(0, u32::from_be_bytes);
    usize::try_from(length).unwrap_or(usize::MAX).saturating_sub(4)
}

/// Returns an error message with the SQLSTATE in front of its text, and the SQLSTATE.
fn with_code(message: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let fields = message.get(HEADER..).unwrap_or_default();
    let mut code: Vec<u8> = Vec::new();
    for field in fields.split(|byte| *byte == 0) {
        if let Some((b'C', value)) = field.split_first() {
            value.clone_into(&mut code);
        }
    }
    let mut body = Vec::with_capacity(fields.len() + code.len() + 1);
    for field in fields.split_inclusive(|byte| *byte == 0) {
        match field.split_first() {
            Some((b'M', text)) => {
                body.push(b'M');
                body.extend(&code);
                body.push(b' ');
                body.extend(text);
            }
            _ => body.extend(field),
        }
    }
    let length = u32::try_from(body.len() + 4).unwrap_or(u32::MAX);
    let mut whole = vec![b'E'];
    whole.extend(length.to_be_bytes());
    whole.extend(body);
    (whole, code)
}

/// Returns the SQLSTATE in front of an error's text, and the text itself. `None` if the error is not the server's.
pub(in crate::db) fn split_code(message: &str) -> Option<(&str, &str)> {
    let (code, text) = message.split_at_checked(5)?;
    let is_code = code.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    text.strip_prefix(' ').filter(|_| is_code).map(|text| (code, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 4).unwrap().to_be_bytes();
        [&[kind], &length[..], body].concat()
    }

    /// Reads the bytes in pieces of a length.
    fn read(bytes: &[u8], piece: usize, state: &WireState) -> Vec<u8> {
        let mut answers = Answers::default();
        for piece in bytes.chunks(piece) {
            answers.read(piece, state);
        }
        answers.checked.into()
    }

    #[test]
    fn an_error_carries_its_code_however_it_is_cut() {
        let error = message(b'E', b"SERROR\0VERROR\0C40P01\0Mdeadlock detected\0Fx.c\0\0");
        let expected = message(b'E', b"SERROR\0VERROR\0C40P01\0M40P01 deadlock detected\0Fx.c\0\0");
        let row = [message(b'K', &[0, 0, 1, 2, 9, 9, 9, 9]), message(b'D', &[b'E'; 30])].concat();
        let ready = message(b'Z', b"I");
        let bytes = [row.clone(), error, ready.clone()].concat();
        for piece in 1..bytes.len() {
            let state = WireState::default();
            state.asked();
            assert_eq!(read(&bytes, piece, &state), [&row[..], &expected, &ready].concat(), "{piece}");
            assert!(!state.is_waiting() && !state.is_unusable());
            assert_eq!(state.process(), 258);
        }
        assert_eq!(split_code("40P01 deadlock detected"), Some(("40P01", "deadlock detected")));
        assert_eq!(split_code("connection closed"), None);
        assert_eq!(split_code("кілт"), None);
    }

    #[test]
    fn a_connection_to_a_server_that_became_a_standby_is_not_used_again() {
        for (code, unusable) in [("25006", true), ("57P01", true), ("0A000", true), ("23505", false)] {
            let state = WireState::default();
            read(&message(b'E', format!("C{code}\0Mx\0\0").as_bytes()), 7, &state);
            assert_eq!(state.is_unusable(), unusable, "{code}");
        }
    }

    #[test]
    fn the_server_owes_an_answer_to_each_query_and_synchronization() {
        let startup = [&12_u32.to_be_bytes()[..], b"QSQSQSQS"].concat();
        let bind = message(b'B', b"SSSSQQQQ");
        let bytes =
            [startup, bind, message(b'E', b"x"), message(b'S', b""), message(b'Q', b"SELECT")].concat();
        for piece in 1..bytes.len() {
            let state = WireState::default();
            let mut requests = Requests::default();
            for piece in bytes.chunks(piece) {
                requests.read(piece, &state);
            }
            state.answered();
            assert!(state.is_waiting(), "{piece}");
            state.answered();
            assert!(!state.is_waiting(), "{piece}");
        }
    }
}
