//! The changes that an edit makes, field by field. Editors send them, and revisions and edit conflicts show them.

use std::cmp::Reverse;

use serde::Serialize;
use serde_json::{Map, Value};

use super::field_checks::FieldProblem;
use super::record::RecordContent;
use crate::problem::Problem;
use crate::text::Language;

/// New values for some of a record's fields. The value null clears a field.
///
/// A text has only the languages that change, and an empty string removes a language. The other languages stay. In a
/// list, each item continues the earlier item with which it shares the most texts, and keeps the languages of that item
/// that it omits. An item that shares no text, in a list that keeps its length, continues the earlier item in the same
/// place if one of these is true: both have the same dates, original start, days of the week, feature or contact value;
/// they have none of these, and no language in common; they have none of these, and are the only name. Any other item
/// is a new statement, and keeps nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes(Map<String, Value>);

/// The change of one field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// The field's name.
    pub field: String,
    /// The value before the edit; `None` if the field had none.
    pub before: Option<Value>,
    /// The value after the edit; `None` if the field was cleared.
    pub after: Option<Value>,
}

/// Why changes can't be applied.
#[derive(Debug)]
pub enum ChangeError {
    /// The record would lack required fields.
    Problems(Vec<FieldProblem>),
    /// The values do not have the fields' types, which the API's input types rule out.
    InvalidValues(serde_json::Error),
}

impl From<serde_json::Error> for ChangeError {
    fn from(error: serde_json::Error) -> Self {
        Self::InvalidValues(error)
    }
}

impl Changes {
    /// Sets the value of one field.
    pub fn set<T: Serialize>(&mut self, field: &str, value: T) -> Result<(), serde_json::Error> {
        self.0.insert(field.to_owned(), serde_json::to_value(value)?);
        Ok(())
    }

    /// Returns the stored form.
    pub fn to_json(&self) -> Value {
        Value::Object(self.0.clone())
    }

    /// Reads the stored form; `None` if it is not a JSON object.
    pub fn from_json(stored: Value) -> Option<Self> {
        match stored {
            Value::Object(fields) => Some(Self(fields)),
            _ => None,
        }
    }

    /// Returns the names of the changed fields.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Applies the changes to a record, or creates a record from them if there is none yet.
    pub fn apply<C: RecordContent>(&self, before: Option<&C>) -> Result<C, ChangeError> {
        let mut fields = before.map(object).transpose()?.unwrap_or_default();
        for (field, value) in &self.0 {
            if value.is_null() {
                fields.remove(field);
            } else {
                let value = with_languages(fields.get(field), value.clone());
                fields.insert(field.clone(), value);
            }
        }
        let missing: Vec<FieldProblem> = (C::REQUIRED.iter().filter(|field| !fields.contains_key(**field)))
            .map(|field| FieldProblem { problem: Problem::Required, field })
            .collect();
        if !missing.is_empty() {
            return Err(ChangeError::Problems(missing));
        }
        Ok(serde_json::from_value(Value::Object(fields))?)
    }
}

/// Adds to the texts of a new value the languages that they keep from the old value, and removes the languages that are
/// empty.
fn with_languages(before: Option<&Value>, mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) if is_text(fields, before) => {
            for (language, text) in before.and_then(Value::as_object).into_iter().flatten() {
                fields.entry(language).or_insert_with(|| text.clone());
            }
            fields.retain(|_, text| text.as_str() != Some(""));
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let before = before.and_then(|before| before.get(name));
                *field = with_languages(before, field.take());
            }
        }
        Value::Array(items) => {
            let before = before.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            let earlier = earlier_items(before, items);
            for (item, before) in items.iter_mut().zip(earlier) {
                *item = with_languages(before, item.take());
            }
        }
        _ => {}
    }
    value
}

/// Returns whether a value is a text, or none of the languages of a text.
fn is_text(fields: &Map<String, Value>, before: Option<&Value>) -> bool {
    let has_languages = |fields: &Map<String, Value>| {
        !fields.is_empty() && fields.iter().all(|(name, text)| is_language(name) && text.is_string())
    };
    has_languages(fields) || fields.is_empty() && before.and_then(Value::as_object).is_some_and(has_languages)
}

fn is_language(name: &str) -> bool {
    Language::ALL.into_iter().any(|language| language.tag() == name)
}

/// Returns for each item the earlier item that it continues: the one that shares the most texts with it. So an address
/// with the same street and city precedes one with only the same city.
fn earlier_items<'a>(before: &'a [Value], items: &[Value]) -> Vec<Option<&'a Value>> {
    let mut pairs: Vec<(Reverse<usize>, usize, usize)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let shared = before.iter().map(|earlier| shared_texts(earlier, item)).enumerate();
        pairs
            .extend(shared.filter(|(_, count)| *count > 0).map(|(place, count)| (Reverse(count), at, place)));
    }
    pairs.sort_unstable();
    let mut found: Vec<Option<usize>> = vec![None; items.len()];
    for (_, at, place) in pairs {
        let is_free = !found.contains(&Some(place));
        if let Some(continued) = found.get_mut(at)
            && is_free
            && continued.is_none()
        {
            *continued = Some(place);
        }
    }
    // An item in the place of an item that was removed may be that item, reworded.
    if before.len() == items.len() {
        for (place, (earlier, item)) in before.iter().zip(items).enumerate() {
            let is_free = found.get(place) == Some(&None) && !found.contains(&Some(place));
            if is_free
                && is_same_statement(earlier, item, items.len() == 1)
                && let Some(continued) = found.get_mut(place)
            {
                *continued = Some(place);
            }
        }
    }
    found.into_iter().map(|place| before.get(place?)).collect()
}

/// Returns whether two items in the same place are the same statement, whatever its words are. Citations and a status
/// prove nothing, because different statements share them. A record keeps its only name when that is corrected.
fn is_same_statement(one: &Value, other: &Value, is_only_item: bool) -> bool {
    const TELLING: [&str; 8] = ["attested", "date", "days", "feature", "original", "since", "until", "value"];
    let is_told = TELLING.iter().any(|field| one.get(field).is_some());
    let is_translated = common_languages(one, other) == 0;
    let is_name = one.get("text").is_some();
    TELLING.iter().all(|field| one.get(field) == other.get(field))
        && (is_told || is_translated || is_only_item && is_name)
}

/// Counts the languages that the texts of two items have in common.
fn common_languages(one: &Value, other: &Value) -> usize {
    count_languages(one, other, |_, _| true)
}

/// Counts the languages in which the texts of two items are the same.
fn shared_texts(one: &Value, other: &Value) -> usize {
    count_languages(one, other, |one, other| one == other)
}

/// Counts the languages in which both items have a text, if the two texts satisfy a condition.
fn count_languages(one: &Value, other: &Value, counts: fn(&Value, &Value) -> bool) -> usize {
    let (Some(one), Some(other)) = (one.as_object(), other.as_object()) else { return 0 };
    let counted = one.iter().map(|(name, value)| match other.get(name) {
        Some(found @ Value::Object(_)) => count_languages(value, found, counts),
        Some(found) => usize::from(is_language(name) && counts(value, found)),
        None => 0,
    });
    counted.sum()
}

/// Returns the changes of the fields that differ, in the order of their names. Accepts contents, or contents in their
/// stored form. Without `before`, every field is new.
pub fn differences<C: Serialize>(
    before: Option<&C>,
    after: &C,
) -> Result<Vec<FieldChange>, serde_json::Error> {
    let mut before = before.map(object).transpose()?.unwrap_or_default();
    let mut changes = Vec::new();
    for (field, after) in object(after)? {
        let old = before.remove(&field);
        if old.as_ref() != Some(&after) {
            changes.push(FieldChange { field, before: old, after: Some(after) });
        }
    }
    changes.extend(before.into_iter().map(|(field, old)| FieldChange {
        field,
        before: Some(old),
        after: None,
    }));
    changes.sort_by(|a, b| a.field.cmp(&b.field));
    Ok(changes)
}

pub(super) fn object<C: Serialize>(content: &C) -> Result<Map<String, Value>, serde_json::Error> {
    match serde_json::to_value(content)? {
        Value::Object(fields) => Ok(fields),
        // Unreachable: structs serialize to objects.
        _ => Ok(Map::new()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn merged(before: &Value, value: Value) -> Value {
        with_languages(Some(before), value)
    }

    #[test]
    fn languages_that_are_not_sent_stay_and_empty_ones_go() {
        let title = json!({"kk": "Кеңес", "ru": "Совет", "en": "Council"});
        assert_eq!(
            merged(&title, json!({"ru": "Совет!"})),
            json!({"kk": "Кеңес", "ru": "Совет!", "en": "Council"})
        );
        assert_eq!(merged(&title, json!({"en": "", "kk": "Кеңес"})), json!({"kk": "Кеңес", "ru": "Совет"}));
        assert_eq!(with_languages(None, json!({"kk": "", "ru": "Совет"})), json!({"ru": "Совет"}));
        assert_eq!(merged(&title, json!({})), title);
        assert_eq!(merged(&title, json!({"kk": "", "ru": "", "en": ""})), json!({}));
        let citations = json!([{"source": "a", "locator": "1"}]);
        assert_eq!(merged(&citations, json!([{"source": "b"}])), json!([{"source": "b"}]));
    }

    #[test]
    fn names_in_a_list_keep_their_languages_wherever_they_are() {
        let name = |kk: &str, en: &str| json!({"text": {"kk": kk, "en": en}, "since": "2015"});
        let before = json!([name("Ескі", "Old"), name("Жаңа", "New")]);
        let sent = |kk: &str| json!({"text": {"kk": kk}});
        let kept = |kk: &str, en: &str| json!({"text": {"kk": kk, "en": en}});
        // In place, swapped, one replaced, shortened, and with a third in front.
        assert_eq!(
            merged(&before, json!([sent("Ескі"), sent("Жаңа")])),
            json!([kept("Ескі", "Old"), kept("Жаңа", "New")])
        );
        assert_eq!(
            merged(&before, json!([sent("Жаңа"), sent("Ескі")])),
            json!([kept("Жаңа", "New"), kept("Ескі", "Old")])
        );
        assert_eq!(
            merged(&before, json!([sent("Ескі"), sent("Басқа")])),
            json!([kept("Ескі", "Old"), sent("Басқа")])
        );
        assert_eq!(merged(&before, json!([sent("Жаңа")])), json!([kept("Жаңа", "New")]));
        assert_eq!(
            merged(&before, json!([sent("Бірінші"), sent("Ескі"), sent("Жаңа")])),
            json!([sent("Бірінші"), kept("Ескі", "Old"), kept("Жаңа", "New")])
        );
    }

    #[test]
    fn an_item_without_a_text_of_the_earlier_one_is_only_the_same_if_its_other_fields_prove_it() {
        let cited = json!([{"source": "a"}]);
        let course = json!({"name": {"kk": "Тіл курсы", "ru": "Языковой курс"}, "status": "active", "citations": cited});
        let advice = json!({"name": {"kk": "Кеңес беру"}, "status": "active", "citations": cited});
        let replaced = json!([advice]);
        assert_eq!(
            merged(&json!([course]), replaced.clone()),
            replaced,
            "nothing of the language course stays"
        );

        let with = |mut item: Value, name: &str, value: &Value| {
            item[name] = value.clone();
            item
        };
        for (field, value, other) in [
            ("since", json!("2015"), json!("2016")),
            ("date", json!("2013-05"), json!("2013-06")),
            ("original", json!("2026-03-07T10:00:00"), json!("2026-03-14T10:00:00")),
            ("days", json!(["monday", "friday"]), json!(["friday"])),
            ("feature", json!("lift"), json!("ramp")),
            ("value", json!("+7 7282 000000"), json!("+7 7282 000001")),
        ] {
            let before = json!([with(course.clone(), field, &value)]);
            let reworded = merged(&before, json!([with(advice.clone(), field, &value)]));
            assert_eq!(reworded[0]["name"], json!({"kk": "Кеңес беру", "ru": "Языковой курс"}), "{field}");
            let replaced = json!([with(advice.clone(), field, &other)]);
            assert_eq!(merged(&before, replaced.clone()), replaced, "{field}");
            let replaced = json!([advice]);
            assert_eq!(merged(&before, replaced.clone()), replaced, "{field}");
        }
        // A translation contradicts nothing, unless a date does.
        let translated = json!({"name": {"en": "Advice"}, "status": "active"});
        let before = json!([advice]);
        assert_eq!(
            merged(&before, json!([translated]))[0]["name"],
            json!({"kk": "Кеңес беру", "en": "Advice"})
        );
        let dated = json!([with(translated, "since", &json!("2016"))]);
        assert_eq!(merged(&before, dated.clone()), dated);
        // A list of another length: nothing says which item stayed.
        let before = json!([with(course.clone(), "since", &json!("2015")), {"name": {"kk": "Кітапхана"}}]);
        let shorter = json!([with(advice, "since", &json!("2015"))]);
        assert_eq!(merged(&before, shorter.clone()), shorter);
    }

    #[test]
    fn the_only_name_stays_the_name_when_it_is_corrected() {
        let whole = json!({"text": {"kk": "Айгул", "ru": "Айгул", "en": "Aigul"}});
        let corrected = json!({"text": {"kk": "Айгүл", "ru": "Айгуль"}});
        assert_eq!(
            merged(&json!([whole]), json!([corrected])),
            json!([{"text": {"kk": "Айгүл", "ru": "Айгуль", "en": "Aigul"}}])
        );
        // One of two may be another name.
        let before = json!([whole, {"text": {"kk": "Бұрынғы"}}]);
        assert_eq!(merged(&before, json!([corrected, {"text": {"kk": "Бұрынғы"}}]))[0], corrected);
        // A name of another time is another name.
        let renamed = json!([{"text": {"kk": "Айгерім"}, "since": "2020"}]);
        assert_eq!(merged(&json!([whole]), renamed.clone()), renamed);
    }

    #[test]
    fn an_item_with_several_texts_continues_the_one_that_shares_the_most() {
        let place = |street: &str, ru: &str| json!({"address": {"street": {"kk": street, "ru": ru}, "city": {"kk": "Қонаев", "ru": "Конаев"}}});
        let sent = |street: &str| json!({"address": {"street": {"kk": street}, "city": {"kk": "Қонаев"}}});
        let before = json!([place("Абай", "Абая"), place("Сейфуллин", "Сейфуллина")]);
        assert_eq!(
            merged(&before, json!([sent("Сейфуллин"), sent("Абай")])),
            json!([place("Сейфуллин", "Сейфуллина"), place("Абай", "Абая")])
        );
        // A new one in front of one that was there.
        let found = merged(&before, json!([sent("Бейбітшілік"), sent("Абай"), sent("Сейфуллин")]));
        assert_eq!(found[0], sent("Бейбітшілік"));
        assert_eq!(found[2], place("Сейфуллин", "Сейфуллина"));
    }
}
