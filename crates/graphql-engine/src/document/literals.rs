//! Literals that async-graphql's parser misreads, written in a form that it reads.
//!
//! It keeps the backslash of `\"""` in a block string, knows neither `\u{1F600}` nor the surrogate pair `\uD83D\uDE00`,
//! and refuses `-0` as an integer (2.9 "Input Values" of the specification).

use std::borrow::Cow;
use std::fmt::Write as _;

use super::tokens::{Part, next_part};

/// Rewrites these literals. The lines of the document stay the same.
pub(super) fn normalize(document: &str) -> Cow<'_, str> {
    if !document.contains('\\') && !document.contains("-0") {
        return Cow::Borrowed(document);
    }
    let mut written = String::with_capacity(document.len());
    let (mut rest, mut at) = (document.as_bytes(), 0);
    while let Some((part, bytes)) = next_part(&mut rest) {
        let start = at;
        at += bytes.len();
        // `None` within a character of several bytes, which no literal begins or ends with.
        let text = document.get(start..at);
        match (part, text) {
            (Part::Word, Some("-0")) => written.push('0'),
            (Part::String, Some(text)) => written.push_str(&string(text)),
            (_, Some(text)) => written.push_str(text),
            (_, None) => return Cow::Borrowed(document),
        }
    }
    Cow::Owned(written)
}

/// Rewrites a string with its quotation marks.
fn string(text: &str) -> Cow<'_, str> {
    let block = text.strip_prefix("\"\"\"").and_then(|text| text.strip_suffix("\"\"\""));
    match block {
        // The last quotation marks of a text that ends with a backslash are escaped, so the string is not closed.
        Some(block) if block.contains("\\\"\"\"") && !block.ends_with('\\') => {
            let lines = block.matches('\n').count();
            Cow::Owned(quoted(&block_value(block)) + &"\n".repeat(lines))
        }
        None if text.contains("\\u") => Cow::Owned(with_characters(text)),
        _ => Cow::Borrowed(text),
    }
}

/// Returns the value of a block string (`BlockStringValue` of the specification).
fn block_value(raw: &str) -> String {
    let raw = raw.replace("\r\n", "\n").replace('\r', "\n").replace("\\\"\"\"", "\"\"\"");
    let is_blank = |line: &str| line.chars().all(|c| matches!(c, ' ' | '\t'));
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = raw.split('\n').skip(1).filter(|line| !is_blank(line)).map(indent).min().unwrap_or_default();
    let lines = raw.split('\n').enumerate();
    let lines: Vec<&str> =
        lines.map(|(n, line)| if n == 0 { line } else { line.get(common..).unwrap_or("") }).collect();
    let first = lines.iter().position(|line| !is_blank(line)).unwrap_or(lines.len());
    let end = lines.iter().rposition(|line| !is_blank(line)).map_or(first, |last| last + 1);
    lines.get(first..end).unwrap_or_default().join("\n")
}

/// Returns a string literal with this value.
fn quoted(value: &str) -> String {
    let mut literal = String::from("\"");
    value.chars().for_each(|c| push(&mut literal, c));
    literal.push('"');
    literal
}

/// Adds a character to a string literal.
fn push(literal: &mut String, c: char) {
    match c {
        '"' | '\\' => literal.extend(['\\', c]),
        c if c.is_control() => _ = write!(literal, "\\u{:04X}", u32::from(c)),
        c => literal.push(c),
    }
}

/// Replaces the escapes of surrogate pairs and those in braces in a string literal by their characters. Other escapes
/// stay, and so do escapes that mean no character, which the parser refuses.
fn with_characters(literal: &str) -> String {
    let mut written = String::with_capacity(literal.len());
    let mut rest = literal;
    while let Some((before, escape)) = rest.split_once('\\') {
        written.push_str(before);
        if let Some((c, after)) = in_braces(escape).or_else(|| pair(escape)) {
            push(&mut written, c);
            rest = after;
        } else {
            // The escaped character may be a backslash, which begins no other escape.
            let after = escape.chars().next().map_or(0, char::len_utf8);
            let (escaped, after) = escape.split_at(after);
            written.extend(["\\", escaped]);
            rest = after;
        }
    }
    written.push_str(rest);
    written
}

/// Reads `u{1F600}`.
fn in_braces(escape: &str) -> Option<(char, &str)> {
    let (digits, after) = escape.strip_prefix("u{")?.split_once('}')?;
    Some((char::from_u32(hex(digits)?)?, after))
}

/// Reads `uD83D\uDE00`.
fn pair(escape: &str) -> Option<(char, &str)> {
    let (high, rest) = escape.strip_prefix('u')?.split_at_checked(4)?;
    let (low, after) = rest.strip_prefix("\\u")?.split_at_checked(4)?;
    let units = [hex(high)?, hex(low)?].map(|unit| u16::try_from(unit).ok());
    let [Some(high @ 0xD800..0xDC00), Some(low)] = units else { return None };
    Some((char::decode_utf16([high, low]).next()?.ok()?, after))
}

fn hex(digits: &str) -> Option<u32> {
    let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The value of a string literal, as async-graphql reads it after the rewriting.
    fn value(literal: &str) -> Option<String> {
        let document = format!("{{ a(x: {literal}) b }}");
        let parsed = async_graphql::parser::parse_query(normalize(&document)).ok()?;
        let (_, operation) = parsed.operations.iter().next()?;
        let async_graphql::parser::types::Selection::Field(field) =
            &operation.node.selection_set.node.items[0].node
        else {
            return None;
        };
        match &field.node.arguments[0].1.node {
            async_graphql_value::Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    #[test]
    fn block_strings_have_the_value_of_the_specification() {
        for (literal, want) in [
            (r#""""a\"""b""""#, r#"a"""b"#),
            (r#""""\"""""""#, r#"""""#),
            (
                "\"\"\"\n    Hello,\n      \\\"\"\"World\\\"\"\"!\n\n    \\ tab:\t\n  \"\"\"",
                "Hello,\n  \"\"\"World\"\"\"!\n\n\\ tab:\t",
            ),
            (r#""""no escape: \n \u0041""""#, r"no escape: \n \u0041"),
            (r#""""\u{41} \"""""""#, r#"\u{41} """"#),
        ] {
            assert_eq!(value(literal).as_deref(), Some(want), "{literal}");
        }
        assert_eq!(value(r#""""open\""""#), None);
        assert_eq!(value(r#""""a\"""open\""""#), None);
    }

    #[test]
    fn escapes_of_any_character_are_read() {
        for (literal, want) in [
            (r#""\uD83D\uDE00!""#, "😀!"),
            (r#""\ud83d\ude00\uD83D\uDE00""#, "😀😀"),
            (r#""\u{49B}\u{1F600}\u{22}\u{5c}\u{a}""#, "қ😀\"\\\n"),
            (r#""\u049B\n\\uD83D""#, "қ\n\\uD83D"),
            (r#""\\u{41}""#, "\\u{41}"),
        ] {
            assert_eq!(value(literal).as_deref(), Some(want), "{literal}");
        }
        for literal in [
            r#""\uD83D""#,
            r#""\uDE00\uD83D""#,
            r#""\uD83Dx""#,
            r#""\u{110000}""#,
            r#""\u{}""#,
            r#""\u{+41}""#,
        ] {
            assert_eq!(value(literal), None, "{literal}");
        }
    }

    #[test]
    fn negative_zero_is_zero() {
        assert_eq!(value("-0").as_deref(), Some("0"));
        assert_eq!(value("[-0, -0.5]").as_deref(), Some("[0, -0.5]"));
        assert_eq!(value(r#""-0 \\""#).as_deref(), Some("-0 \\"));
    }

    #[test]
    fn other_text_and_the_lines_stay_the_same() {
        for document in [
            "{ a }",
            "# \\u{41} -0\n{ a(x: \"\\n\") }",
            "\\ é \"é",
            "{ a(x: \"\\",
            "\u{feff}{ a(x: \"\\t\") }",
        ] {
            assert_eq!(normalize(document), document);
        }
        let document = "{ a(x: \"\"\"\n1\\\"\"\"\n2\"\"\")\n b }";
        assert_eq!(normalize(document).lines().position(|line| line.contains(" b ")), Some(3));
    }
}
