//! The first check of a document: limits its tokens and nesting without recursion, before a recursive parser runs.

use crate::failure::{Code, Failure};
use crate::limits::Limits;

/// Checks a document's length, number of tokens and nesting of brackets.
///
/// The counts must not be too low, but need not be exact. Text that is not GraphQL passes, and the parser refuses it.
///
/// # Errors
/// [`Code::LimitExceeded`].
pub(super) fn check(document: &str, limits: &Limits) -> Result<(), Failure> {
    if document.len() > limits.document_bytes {
        return Err(limit_exceeded(format!("The document is longer than {} bytes", limits.document_bytes)));
    }
    let mut rest = document.as_bytes();
    let (mut tokens, mut open) = (0usize, 0usize);
    while let Some((part, _)) = next_part(&mut rest) {
        match part {
            Part::Ignored => continue,
            Part::Opening => open += 1,
            Part::Closing => open = open.saturating_sub(1),
            Part::String | Part::Word | Part::Other => {}
        }
        tokens += 1;
        if open > limits.nesting {
            return Err(limit_exceeded(format!(
                "The document has more than {} nested brackets",
                limits.nesting
            )));
        }
        if tokens > limits.tokens {
            return Err(limit_exceeded(format!("The document has more than {} tokens", limits.tokens)));
        }
    }
    Ok(())
}

/// A part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Text that means nothing: a space, a comma, a comment or a byte of a byte order mark.
    Ignored,
    /// An opening bracket.
    Opening,
    /// A closing bracket.
    Closing,
    /// A string or a block string.
    String,
    /// A name or a number.
    Word,
    /// Anything else.
    Other,
}

/// Takes the next part from a document, with its text; `None` at the end.
pub(super) fn next_part<'a>(rest: &mut &'a [u8]) -> Option<(Part, &'a [u8])> {
    let document = *rest;
    let (&byte, after) = document.split_first()?;
    let (part, after) = match byte {
        b' ' | b'\t' | b'\n' | b'\r' | b',' | 0xEF | 0xBB | 0xBF => (Part::Ignored, after),
        b'#' => (Part::Ignored, skip_while(after, |b| b != b'\n' && b != b'\r')),
        b'"' => (Part::String, skip_string(after)),
        b if is_word(b) => (Part::Word, skip_while(after, is_word)),
        b'{' | b'[' | b'(' => (Part::Opening, after),
        b'}' | b']' | b')' => (Part::Closing, after),
        _ => (Part::Other, after),
    };
    *rest = after;
    Some((part, document.get(..document.len() - after.len()).unwrap_or_default()))
}

fn limit_exceeded(message: String) -> Failure {
    Failure::new(Code::LimitExceeded, message)
}

/// Whether a byte is part of a name or number. Signs and points count as parts.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'.')
}

fn skip_while(bytes: &[u8], keep: impl Fn(u8) -> bool) -> &[u8] {
    let end = bytes.iter().position(|&b| !keep(b)).unwrap_or(bytes.len());
    bytes.get(end..).unwrap_or_default()
}

/// Returns the text after a string. `after` is the text after the string's opening quotation mark. An unclosed string
/// ends with its line, and an unclosed block string with the document. Ending a string early is safe, because more
/// brackets are then counted.
fn skip_string(after: &[u8]) -> &[u8] {
    if let Some(mut rest) = after.strip_prefix(b"\"\"") {
        while !rest.is_empty() {
            if let Some(end) = rest.strip_prefix(b"\"\"\"") {
                return end;
            }
            rest = rest.strip_prefix(b"\\\"\"\"").or_else(|| rest.get(1..)).unwrap_or_default();
        }
        return rest;
    }
    let mut rest = after;
    while let Some((&byte, next)) = rest.split_first() {
        rest = match byte {
            b'"' => return next,
            b'\n' | b'\r' => return rest,
            b'\\' => next.get(1..).unwrap_or_default(),
            _ => next,
        };
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(nesting: usize, tokens: usize, document: &str) -> bool {
        check(document, &Limits { tokens, nesting, ..Limits::default() }).is_ok()
    }

    #[test]
    fn the_nesting_of_all_brackets_is_limited() {
        assert!(with(2, 99, "{ a { b } c { d } }"));
        assert!(!with(2, 99, "{ a { b { c } } }"));
        assert!(!with(2, 99, "{ a(x: [[1]]) }"));
        assert!(!with(2, 99, "query($v: [[Int]]) { a }"));
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        assert!(with(1, 99, "# {{{\n{ a }"));
        assert!(with(2, 99, r#"{ a(x: "{[(\"{{") }"#));
        assert!(with(2, 99, r#"{ a(x: """ {{ \""" {{ " """) }"#));
        assert!(!with(2, 99, "{ a(x: \"\n[["));
    }

    #[test]
    fn tokens_are_counted() {
        assert!(with(9, 4, "{ abc -1.5e3 }"));
        assert!(!with(9, 3, "{ abc def }"));
        assert!(with(9, 2, "{ # a b c d e\n }"));
    }

    #[test]
    fn a_long_document_is_refused() {
        assert!(check(&"#".repeat(40_000), &Limits::default()).is_err());
    }
}
