//! The texts of the app: in each language, a text has the same values, and the plural forms of the language.
//!
//! `web/src/i18n/values.d.ts`, with the values, is generated from them. `UPDATE_TEXTS=1` writes it. The compiler of the
//! client finds the texts that a language lacks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::{env, fs};

use serde_json::Value;

use crate::support::service::root;

const FOLDER: &str = "web/src/i18n";
/// The languages, with their categories of plural forms (<https://cldr.unicode.org>).
const LANGUAGES: [(&str, &[&str]); 3] =
    [("kk", &["one", "other"]), ("ru", &["few", "many", "one", "other"]), ("en", &["one", "other"])];
const HEADER: &str = "// Generated from the texts by tests/integration/web_texts.rs.
// Renew it: UPDATE_TEXTS=1 cargo test --test integration web_texts

type Value = string | number;
";

/// The values in a text, and whether forms follow its `count`.
struct Values {
    names: BTreeSet<String>,
    has_forms: bool,
}

/// Returns the values in a string.
fn in_string(text: &str) -> BTreeSet<String> {
    let name = |part: &str| part.split_once('}').map(|(name, _)| name.to_owned());
    let names: BTreeSet<String> = text.split('{').skip(1).map(|part| name(part).expect(text)).collect();
    assert!(text.matches('}').count() == text.matches('{').count(), "{text}");
    assert!(names.iter().all(|name| name.chars().all(|letter| letter.is_ascii_alphabetic())), "{text}");
    names
}

/// Adds the values of each text below a path such as `app.verdicts`.
fn collect(texts: &Value, path: &str, categories: &[&str], found: &mut BTreeMap<String, Values>) {
    match texts {
        Value::String(text) => {
            assert!(!text.is_empty(), "{path} is empty");
            found.insert(path.to_owned(), Values { names: in_string(text), has_forms: false });
        }
        Value::Object(forms) if forms.contains_key("other") => {
            let given: BTreeSet<&str> = forms.keys().map(String::as_str).collect();
            assert_eq!(given, categories.iter().copied().collect(), "the plural forms of {path}");
            let mut names = BTreeSet::new();
            for form in forms.values() {
                names.extend(in_string(form.as_str().expect(path)));
            }
            assert!(names.contains("count"), "{path}: its forms follow {{count}}");
            found.insert(path.to_owned(), Values { names, has_forms: true });
        }
        Value::Object(group) => {
            for (name, inner) in group {
                let separator = if path.is_empty() { "" } else { "." };
                collect(inner, &format!("{path}{separator}{name}"), categories, found);
            }
        }
        _ => panic!("{path} is not a text"),
    }
}

/// Returns the texts with values in the files that begin with `start`, as they are in each language.
fn with_values(start: &str) -> BTreeMap<String, Values> {
    let mut all: Option<(BTreeMap<String, Values>, &str)> = None;
    for (language, categories) in LANGUAGES {
        let file = root().join(FOLDER).join(format!("{start}{language}.json"));
        let mut texts: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        // What browsers lack in Kazakh.
        texts.as_object_mut().unwrap().remove("names");
        let mut own = BTreeMap::new();
        collect(&texts, "", categories, &mut own);
        let Some((others, other)) = &mut all else {
            all = Some((own, language));
            continue;
        };
        for (path, values) in own {
            let expected = others.get_mut(&path).unwrap_or_else(|| panic!("{other} has no {path}"));
            assert_eq!(values.names, expected.names, "the values of {path} in {language} and {other}");
            expected.has_forms |= values.has_forms;
        }
    }
    let (mut texts, _) = all.unwrap();
    texts.retain(|_, values| !values.names.is_empty());
    texts
}

/// Returns a TypeScript type with the values of the texts.
fn declared(name: &str, texts: &BTreeMap<String, Values>) -> String {
    let mut declared = format!("export type {name} = {{\n");
    let mut groups: Vec<&str> = Vec::new();
    for (path, values) in texts {
        let mut parts: Vec<&str> = path.split('.').collect();
        let text = parts.pop().unwrap();
        let shared = parts.iter().zip(&groups).take_while(|(one, other)| one == other).count();
        for depth in (shared..groups.len()).rev() {
            writeln!(declared, "{}}};", "  ".repeat(depth + 1)).unwrap();
        }
        for (depth, group) in parts.iter().enumerate().skip(shared) {
            writeln!(declared, "{}{group}: {{", "  ".repeat(depth + 1)).unwrap();
        }
        groups = parts;
        let is_number = |name: &str| values.has_forms && name == "count";
        let kind = |name: &String| format!("{name}: {}", if is_number(name) { "number" } else { "Value" });
        let kinds: Vec<String> = values.names.iter().map(kind).collect();
        writeln!(declared, "{}{text}: {{ {} }};", "  ".repeat(groups.len() + 1), kinds.join("; ")).unwrap();
    }
    for depth in (0..groups.len()).rev() {
        writeln!(declared, "{}}};", "  ".repeat(depth + 1)).unwrap();
    }
    declared + "};\n"
}

#[test]
fn every_language_fills_in_the_same_values_and_has_its_plural_forms() {
    let everyones = declared("Values", &with_values(""));
    let current = format!(
        "{HEADER}
/** The values in the texts of everyone's screens. */
{everyones}
/** The values in the texts of the editors' screens. */
{}",
        declared("EditorValues", &with_values("editor-"))
    );
    let file = root().join(FOLDER).join("values.d.ts");
    if env::var_os("UPDATE_TEXTS").is_some() {
        fs::write(&file, &current).unwrap();
    }
    assert!(
        fs::read_to_string(&file).unwrap_or_default() == current,
        "{FOLDER}/values.d.ts is stale (UPDATE_TEXTS=1 writes it)"
    );
}
