//! The paths that a file of Rust names.

/// A path that a file names, and the module that contains it.
pub(super) struct Mention {
    pub(super) line: usize,
    pub(super) path: Vec<String>,
    pub(super) module: Vec<String>,
}

/// Returns the path from the crate's root; `None` if it leads to another crate or to a local name.
pub(super) fn within_crate(path: &[String], module: &[String]) -> Option<Vec<String>> {
    let mut inner = match path[0].as_str() {
        "crate" if module.first().is_some_and(|part| part == "domain") => vec!["domain".to_owned()],
        "crate" | "dostyq" | "domain" => Vec::new(),
        "self" | "super" => module.to_vec(),
        _ => return None,
    };
    for segment in path {
        match segment.as_str() {
            "crate" | "dostyq" | "self" => {}
            "super" => _ = inner.pop(),
            name => inner.push(name.to_owned()),
        }
    }
    Some(inner)
}

/// Returns the module that a file defines.
fn module_of(file: &str) -> Vec<String> {
    let mut module: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        module.pop();
    }
    module
}

/// Returns all paths of two or more names, and all names in `use`.
pub(super) fn mentions(file: &str, text: &str) -> Vec<Mention> {
    let tokens = tokens(text);
    let token = |index: usize| tokens.get(index).map_or("", |(_, token)| token.as_str());
    let mut found = Vec::new();
    let (mut module, mut depth, mut inline) = (module_of(file), 0, Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        let line = tokens[at].0;
        let mention = |path| Mention { line, path, module: module.clone() };
        match token(at) {
            "use" if token(at + 1) != "<" => {
                let mut paths = Vec::new();
                at = read_use_tree(&tokens, at + 1, &[], &mut paths);
                found.extend(paths.into_iter().map(|(line, path)| Mention { line, ..mention(path) }));
                continue;
            }
            "mod" if token(at + 2) == "{" => {
                module.push(token(at + 1).to_owned());
                inline.push(depth);
                at += 1;
            }
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                if inline.last() == Some(&depth) {
                    inline.pop();
                    module.pop();
                }
            }
            name if is_name(name) && token(at + 1) == "::" => {
                let mut path = vec![name.to_owned()];
                while token(at + 1) == "::" && is_name(token(at + 2)) {
                    path.push(token(at + 2).to_owned());
                    at += 2;
                }
                if path.len() > 1 {
                    found.push(mention(path));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Reads a `use` tree, or the inside of its braces, up to its end.
fn read_use_tree(
    tokens: &[(usize, String)],
    mut at: usize,
    before: &[String],
    found: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut path = before.to_vec();
    while let Some((line, token)) = tokens.get(at) {
        at += 1;
        match token.as_str() {
            "::" => {}
            "as" => at += 1,
            "{" => {
                at = read_use_tree(tokens, at, &path, found);
                path = Vec::new();
            }
            "," | "}" | ";" => {
                if path.len() > before.len() {
                    path.dedup_by(|last, _| last == "self");
                    found.push((*line, path));
                }
                if token != "," {
                    break;
                }
                path = before.to_vec();
            }
            name => path.push(name.to_owned()),
        }
    }
    at
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Returns names, `::`, and single characters, each with its line. Skips comments, strings, character literals and
/// lifetimes.
pub(super) fn tokens(text: &str) -> Vec<(usize, String)> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let line = 1 + text[..text.len() - rest.len()].matches('\n').count();
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => quoted(rest, '"'),
            '\'' if is_character_literal(rest) => quoted(rest, '\''),
            'r' | 'b' if raw_string_length(rest).is_some() => raw_string_length(rest).unwrap(),
            _ => {
                let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                let length = match name {
                    0 if rest.starts_with("::") => 2,
                    0 => first.len_utf8(),
                    name => name,
                };
                if !first.is_whitespace() {
                    tokens.push((line, rest[..length].to_owned()));
                }
                length
            }
        };
        rest = &rest[length..];
    }
    tokens
}

fn block_comment(text: &str) -> usize {
    let (mut at, mut open) = (2, 1);
    while open > 0 && at < text.len() {
        match &text.as_bytes()[at..] {
            [b'/', b'*', ..] => (at, open) = (at + 2, open + 1),
            [b'*', b'/', ..] => (at, open) = (at + 2, open - 1),
            _ => at += 1,
        }
    }
    at
}

fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == mark => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// Returns whether a character literal, and not a lifetime, begins here.
fn is_character_literal(text: &str) -> bool {
    let mut next = text.chars().skip(1);
    next.next() == Some('\\') || next.next() == Some('\'')
}

/// Returns the length of the raw string (`r"…"`, `r#"…"#`, `br"…"`) that begins here, if any.
fn raw_string_length(text: &str) -> Option<usize> {
    let (prefix, rest) = text.split_once('"')?;
    let hashes = prefix.strip_prefix("br").or_else(|| prefix.strip_prefix('r'))?;
    if !hashes.bytes().all(|byte| byte == b'#') {
        return None;
    }
    let end = format!("\"{hashes}");
    Some(prefix.len() + 1 + rest.find(&end)? + end.len())
}
