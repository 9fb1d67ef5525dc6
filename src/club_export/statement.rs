//! Answers as statements of [xAPI 1.0.3](https://github.com/adlnet/xAPI-Spec/blob/1.0.3/xAPI-Data.md).
//!
//! The actor is an account of this service, named by the membership in the club. The object is an activity: a word in
//! one kind of exercise. `success` says whether the word was remembered. `scaled` says how well: 0 if forgotten, 0.5
//! with a slip or difficulty, 1 otherwise.

use chrono::SecondsFormat;
use serde_json::{Map, Value, json};
use uuid::{Uuid, uuid};

use crate::domain::clubs::{Club, MemberAnswer};
use crate::domain::ids::WordId;
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::ExerciseKind;
use crate::domain::learning::review::Rating;
use crate::domain::text::{Language, Text};
use crate::messages::exported_verb;

/// The namespace of statement ids. It must never change.
const NAMESPACE: Uuid = uuid!("5f6a0d2e-7c1b-4b1e-9d0a-3c2f8e4b7a61");

/// The context that the statements of several answers share.
#[derive(Debug, Clone, Copy)]
pub struct StatementContext<'a> {
    /// The address of the service, without a trailing slash.
    pub home: &'a str,
    /// The club.
    pub club: &'a Club,
    /// The catalogue.
    pub catalogue: &'a Catalogue,
}

/// Builds the statement of an answer. The same answer always gives the same statement.
pub fn statement(answer: &MemberAnswer, statement_context: StatementContext<'_>) -> Value {
    let StatementContext { home, club, catalogue } = statement_context;
    let word = catalogue.word(answer.word_id);
    let activity = |path: String, kind: &str, name: Value| json!({"objectType": "Activity", "id": format!("{home}{path}"), "definition": {"type": kind, "name": name}});
    let object = json!({
        "objectType": "Activity",
        "id": format!("{home}/words/{}/{}", answer.word_id.to_global(), answer.exercise.as_str()),
        "definition": {
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "interactionType": interaction(answer.exercise),
            "name": {"kk": word.map(|word| word.headword.as_str()).unwrap_or_default()},
        },
    });

    let mut context = Map::new();
    let lesson = word.and_then(|word| catalogue.lesson(word.lesson_id));
    if let Some(lesson) = lesson {
        let path = format!("/lessons/{}", lesson.id.to_global());
        let kind = "http://adlnet.gov/expapi/activities/lesson";
        context.insert("parent".to_owned(), json!([activity(path, kind, names(&lesson.title))]));
    }
    let path = format!("/clubs/{}", club.id.to_global());
    let mut grouping =
        vec![activity(path, "http://activitystrea.ms/schema/1.0/group", json!({"kk": club.name}))];
    if let Some(course) = word.and_then(|word| catalogue.course(word.course_id)) {
        let path = format!("/courses/{}", course.id.to_global());
        let kind = "http://adlnet.gov/expapi/activities/course";
        grouping.push(activity(path, kind, names(&course.title)));
    }
    context.insert("grouping".to_owned(), json!(grouping));

    let display: Map<String, Value> = Language::ALL
        .into_iter()
        .map(|language| (language.tag().to_owned(), json!(exported_verb(language))))
        .collect();
    json!({
        "id": id(answer),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": home, "name": answer.membership_id.to_global()},
        },
        "verb": {
            "id": "http://adlnet.gov/expapi/verbs/answered",
            "display": display,
        },
        "object": object,
        "result": result(answer, statement_context),
        "context": {
            "platform": "dostyq",
            "language": answer.gloss_language.as_ref().map_or("kk", LanguageTag::as_str),
            "contextActivities": context,
        },
        "timestamp": answer.reviewed_at.to_rfc3339_opts(SecondsFormat::Micros, true),
    })
}

/// Derives the statement's id from the membership and the review (UUID version 5, which learning record stores accept).
/// So an answer always gets the same id, but a different one in each club of the member.
fn id(answer: &MemberAnswer) -> Uuid {
    let name = [*answer.membership_id.uuid().as_bytes(), *answer.review_id.uuid().as_bytes()].concat();
    Uuid::new_v5(&NAMESPACE, &name)
}

fn names(text: &Text) -> Value {
    text.languages()
        .map(|(text, language)| (language.tag().to_owned(), json!(text)))
        .collect::<Map<_, _>>()
        .into()
}

/// Returns the specification's interaction type of an exercise.
fn interaction(exercise: ExerciseKind) -> &'static str {
    match exercise {
        ExerciseKind::TypeMeaning
        | ExerciseKind::TypeWord
        | ExerciseKind::Cloze
        | ExerciseKind::ListenAndType
        | ExerciseKind::Inflect => "fill-in",
        // A choice would have to list all options, which are not stored.
        ExerciseKind::ChooseMeaning
        | ExerciseKind::ChooseWord
        | ExerciseKind::ListenAndChoose
        | ExerciseKind::OrderLetters
        | ExerciseKind::OrderWords
        | ExerciseKind::FlipCard => "other",
    }
}

fn result(answer: &MemberAnswer, StatementContext { home, catalogue, .. }: StatementContext<'_>) -> Value {
    let scaled = match answer.rating {
        Rating::Again => 0.0,
        Rating::Hard => 0.5,
        Rating::Good | Rating::Easy => 1.0,
    };
    let fields = [
        ("success", json!(answer.rating != Rating::Again)),
        ("score", json!({"scaled": scaled})),
        ("duration", json!(duration(answer.duration_ms))),
        ("extensions", json!({(format!("{home}/xapi/rating")): answer.rating.number()})),
    ];
    // A chosen option is stored as the id of its word.
    let chosen = WordId::from_global(&answer.answer).and_then(|word| catalogue.word(word));
    let response = chosen.map_or(answer.answer.as_str(), |word| word.headword.as_str());
    let response = (!response.is_empty()).then(|| ("response", json!(response)));
    Value::Object(fields.into_iter().chain(response).map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Formats a duration by ISO 8601, to a hundredth of a second: the precision that the specification compares.
fn duration(milliseconds: u32) -> String {
    let (seconds, hundredths) = (milliseconds / 1_000, milliseconds % 1_000 / 10);
    if hundredths == 0 { format!("PT{seconds}S") } else { format!("PT{seconds}.{hundredths:02}S") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_follow_iso_8601() {
        for (milliseconds, formatted) in
            [(0, "PT0S"), (4_000, "PT4S"), (4_259, "PT4.25S"), (61_050, "PT61.05S"), (9, "PT0S")]
        {
            assert_eq!(duration(milliseconds), formatted);
        }
    }

    #[test]
    fn a_statement_has_its_own_id_in_each_club() {
        let answer = |club: u128, review: u128| MemberAnswer {
            membership_id: Uuid::from_u128(club).into(),
            review_id: Uuid::from_u128(review).into(),
            word_id: Uuid::nil().into(),
            reviewed_at: chrono::DateTime::UNIX_EPOCH,
            duration_ms: 0,
            exercise: ExerciseKind::TypeWord,
            gloss_language: None,
            answer: String::new(),
            rating: Rating::Good,
        };
        let ids = [id(&answer(1, 1)), id(&answer(1, 1)), id(&answer(2, 1)), id(&answer(1, 2))];
        assert_eq!(ids[0], ids[1]);
        assert!(ids[0] != ids[2] && ids[0] != ids[3] && ids[2] != ids[3]);
        assert_eq!((ids[0].get_version_num(), ids[0].get_variant()), (5, uuid::Variant::RFC4122));
    }
}
