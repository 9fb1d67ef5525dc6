//! Properties that hold for every card.

use super::*;

fn any_card() -> impl Strategy<Value = Card> {
    let skill = prop::sample::select(Skill::ALL.to_vec());
    (any::<u128>(), 1_u128..=12, skill, 0_u32..50, prop::sample::select(vec![0_u32, 1, 5, 21, 100]))
        .prop_map(|(number, word, skill, reps, interval)| reviewed(card(number, word, skill), reps, interval))
}

static COURSE: LazyLock<Catalogue> = LazyLock::new(|| catalogue(words()));

proptest! {
    #[test]
    fn every_exercise_has_a_correct_answer_in_either_script(card in any_card(), in_latin: bool) {
        let languages = [tag("ru")];
        let context = context(&COURSE, &languages);
        // A verb is not inflected.
        let Some(exercise) = exercise(&card, &context) else {
            prop_assert_eq!(card.skill, Skill::Inflect);
            return Ok(());
        };
        let text = |text: String| if in_latin { in_script(&text, Script::Latin).into_owned() } else { text };
        let answer = match correct_answer(&exercise) {
            Answer::Text(meaning) if exercise.question == Question::TypeMeaning => Answer::Text(meaning),
            Answer::Text(typed) => Answer::Text(text(typed)),
            Answer::Order(pieces) => Answer::Order(pieces.into_iter().map(text).collect()),
            other => other,
        };
        prop_assert_eq!(verdict_on(&exercise, &card, &answer, &context), Verdict::Correct, "{:?}", exercise);
        // The pieces shown are not in order yet, and are those of the correct answer.
        if let Question::OrderLetters(pieces) | Question::OrderWords { pieces, .. } = &exercise.question {
            let shown = Answer::Order(pieces.clone());
            prop_assert_ne!(verdict_on(&exercise, &card, &shown, &context), Verdict::Correct);
            let count = |text: &str| {
                let mut letters = BTreeMap::new();
                text.to_lowercase().chars().filter(|c| c.is_alphabetic()).for_each(|c| *letters.entry(c).or_insert(0) += 1);
                letters
            };
            prop_assert_eq!(count(&pieces.concat()), count(&correct_answer(&exercise).stored(&exercise.id.task)));
        }
    }

    #[test]
    fn an_id_parses_to_itself(card in any_card()) {
        let languages = [tag("zh-Hans"), tag("ru")];
        if let Some(exercise) = exercise(&card, &context(&COURSE, &languages)) {
            let text = exercise.id.to_string();
            prop_assert!(text.len() <= MAX_ID_CHARS);
            prop_assert_eq!(ExerciseId::parse(&text), Some(exercise.id));
        }
    }

    #[test]
    fn no_text_parses_to_another_id(text in "[A-Za-z0-9_-]{0,220}", bytes in prop::collection::vec(any::<u8>(), 0..160)) {
        use base64::Engine as _;
        let encoded = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
        for text in [text, encoded] {
            if let Some(id) = ExerciseId::parse(&text) {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }

    #[test]
    fn no_answer_makes_grading_panic(card in any_card(), answer in ".{1,60}") {
        let languages = [tag("ru")];
        let context = context(&COURSE, &languages);
        if let Some(exercise) = exercise(&card, &context) {
            let task = &exercise.id.task;
            let grade = task.grade(&answer, &exercise.word, &context).unwrap().unwrap();
            prop_assert_eq!(grade.slip.is_some(), grade.verdict == Verdict::Slip);
            task.with_correct_answers(grade, &answer, &exercise.word, None, Script::Latin, &context);
        }
    }
}
