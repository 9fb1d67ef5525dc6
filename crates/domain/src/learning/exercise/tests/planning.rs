//! Tests of the planned exercises, and of their choices.

use super::*;

#[test]
fn the_correct_choice_is_among_four_words_of_its_class() {
    let (catalogue, languages) = (catalogue(words()), [tag("ru")]);
    for (number, skill) in
        (0..100).flat_map(|n| [Skill::Recognize, Skill::Produce, Skill::Listen].map(|s| (n, s)))
    {
        let exercise = exercise(&card(number, 8, skill), &context(&catalogue, &languages)).unwrap();
        let choices = choices_of(&exercise);
        assert_eq!(choices.len(), 4);
        assert_eq!(choices.iter().filter(|choice| choice.headword == "үй").count(), 1);
        assert!(choices.iter().all(|choice| choice.part_of_speech == PartOfSpeech::Noun));
        assert!(
            choices.iter().all(|choice| choice.headword != "баспана"),
            "also correct: it means «дом», too"
        );
    }
}

#[test]
fn homographs_are_no_wrong_choices_and_similar_spellings_are_likely_ones() {
    let (catalogue, languages) = (catalogue(words()), [tag("ru")]);
    for number in 0..100 {
        let exercise = exercise(&card(number, 2, Skill::Produce), &context(&catalogue, &languages)).unwrap();
        let headwords = headwords(&exercise);
        assert_eq!(headwords.iter().filter(|headword| **headword == "қол").count(), 1, "{headwords:?}");
        assert!(headwords.contains(&"көл"), "from far away in the course: {headwords:?}");
    }
}

#[test]
fn choices_vary_among_equally_plausible_words_and_each_word_has_other_ones() {
    let nouns =
        (1..=300).map(|n| word(n, 1, PartOfSpeech::Noun, &format!("сөз{n}"), &[&format!("слово{n}")]));
    let (catalogue, languages) = (catalogue(nouns.collect()), [tag("ru")]);
    let choices_beside = |id: u128| -> BTreeSet<String> {
        let of_card =
            |number| exercise(&card(number, id, Skill::Recognize), &context(&catalogue, &languages)).unwrap();
        (0..300)
            .flat_map(|number| headwords(&of_card(number)).into_iter().map(str::to_owned).collect::<Vec<_>>())
            .collect()
    };
    let (one, other) = (choices_beside(8), choices_beside(160));
    assert!((25..=49).contains(&one.len()), "{one:?}");
    assert!((25..=49).contains(&other.len()), "{other:?}");
    assert!(one.intersection(&other).count() < 25, "{one:?} {other:?}");
}

#[test]
fn a_word_with_a_meaning_that_the_learner_added_is_no_wrong_choice() {
    let (catalogue, languages) = (catalogue(words()), [tag("ru")]);
    let synonyms = Synonyms::from([("ru".to_owned(), vec!["Гора".to_owned(), "вода".to_owned()])]);
    for number in 0..50 {
        let context = ExerciseContext { synonyms: &synonyms, ..context(&catalogue, &languages) };
        let exercise = exercise(&card(number, 8, Skill::Recognize), &context).unwrap();
        let headwords = headwords(&exercise);
        assert!(!headwords.contains(&"тау") && !headwords.contains(&"су"), "{headwords:?}");
    }
}

#[test]
fn an_exercise_is_the_same_on_every_request() {
    let languages = [tag("ru")];
    let (one, mut backwards) = (catalogue(words()), words());
    backwards.reverse();
    let other = catalogue(backwards);
    for (number, skill) in (0..20).flat_map(|n| Skill::ALL.map(|skill| (n, skill))) {
        for (reps, interval) in [(0, 0), (1, 0), (2, 3), (5, 40)] {
            let card = reviewed(card(number, 1, skill), reps, interval);
            let first = exercise(&card, &context(&one, &languages)).unwrap();
            assert_eq!(exercise(&card, &context(&one, &languages)).unwrap(), first);
            let again = exercise(&card, &context(&other, &languages)).unwrap();
            assert_eq!(again.id, first.id);
        }
    }
}

#[test]
fn the_correct_meaning_occurs_in_every_position() {
    let (catalogue, languages) = (catalogue(words()), [tag("ru")]);
    let positions: BTreeSet<_> = (0..50)
        .filter_map(|reps| {
            let card = reviewed(card(1, 1, Skill::Recognize), reps, 0);
            let exercise = exercise(&card, &context(&catalogue, &languages)).unwrap();
            choices_of(&exercise).iter().position(|choice| choice.id == card.word_id)
        })
        .collect();
    assert_eq!(positions.len(), 4);
}

#[test]
fn cards_are_chosen_first_and_typed_later() {
    use ExerciseKind as K;
    let (catalogue, languages) = (catalogue(words()), [tag("ru")]);
    let kinds = |skill, interval| -> BTreeSet<&str> {
        let kinds = (0..200).map(|number| {
            let card = reviewed(card(number, 1, skill), 3, interval);
            exercise(&card, &context(&catalogue, &languages)).unwrap().id.task.kind().as_str()
        });
        kinds.collect()
    };
    let set = |kinds: &[K]| kinds.iter().map(|kind| kind.as_str()).collect::<BTreeSet<_>>();
    assert_eq!(kinds(Skill::Recognize, 0), set(&[K::ChooseMeaning]));
    assert_eq!(kinds(Skill::Recognize, 3), set(&[K::ChooseMeaning, K::TypeMeaning]));
    assert_eq!(kinds(Skill::Recognize, 30), set(&[K::TypeMeaning]));
    assert_eq!(kinds(Skill::Produce, 0), set(&[K::ChooseWord, K::OrderLetters]));
    assert_eq!(kinds(Skill::Produce, 3), set(&[K::OrderLetters, K::OrderWords, K::Cloze, K::TypeWord]));
    assert_eq!(kinds(Skill::Produce, 30), set(&[K::Cloze, K::TypeWord]));
    assert_eq!(kinds(Skill::Listen, 30), set(&[K::ListenAndType]));
    let new = exercise(&card(1, 1, Skill::Produce), &context(&catalogue, &languages)).unwrap();
    assert_eq!(new.id.task.kind(), K::ChooseWord);
}

#[test]
fn a_drill_asks_in_a_sentence_for_an_ending_that_was_taught() {
    let languages = [tag("ru")];
    let teaching = |endings: &[(usize, &[&str])]| {
        let mut content = content(words());
        for (lesson, codes) in endings {
            content.lessons[*lesson - 1].endings = codes.iter().map(|code| code.parse().unwrap()).collect();
        }
        Catalogue::new(content)
    };
    let forms = |catalogue: &Catalogue, word: u128, interval: u32, started: &[u128]| -> BTreeSet<String> {
        let started = started.iter().map(|lesson| LessonId::from(Uuid::from_u128(*lesson))).collect();
        let context = ExerciseContext { started: &started, ..context(catalogue, &languages) };
        let drill = |number: u128| {
            let card = reviewed(card(number, word, Skill::Inflect), 1, interval);
            let Question::Inflect(drill) = exercise(&card, &context).unwrap().question else { panic!() };
            assert!(!drill.before.is_empty() && has_one_ending(drill.form), "{drill:?}");
            drill.form.to_string()
        };
        (0..200).map(drill).collect()
    };
    let set = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<BTreeSet<_>>();
    // Of lessons up to the word's own one, and of those that the learner has started.
    let course = teaching(&[(2, &["loc"]), (3, &["pl.nom"]), (9, &["gen", "2sg.nom"])]);
    assert_eq!(forms(&course, 5, 0, &[1, 2]), set(&["loc"]));
    assert_eq!(forms(&course, 5, 0, &[2, 3]), set(&["loc", "pl.nom"]));
    assert_eq!(forms(&course, 5, 0, &[2, 9]), set(&["loc", "gen", "2sg.nom"]));
    assert_eq!(forms(&course, 9, 0, &[3]), set(&["loc", "pl.nom"]));
    // A word of a lesson before all of them has the first of them.
    assert_eq!(forms(&course, 3, 0, &[1]), set(&["loc"]));
    // Without such lessons, the commonest endings come first.
    let silent = teaching(&[]);
    assert_eq!(forms(&silent, 3, 0, &[]), set(&["3.nom", "pl.nom", "acc", "dat", "loc"]));
    assert_eq!(forms(&silent, 3, 30, &[]).len(), 12);
}

#[test]
fn a_drill_prefers_an_example_of_the_word() {
    let (catalogue, languages) = (catalogue(words()), [tag("ru")]);
    let in_example = |number: u128| {
        let exercise = exercise(&card(number, 1, Skill::Inflect), &context(&catalogue, &languages)).unwrap();
        let Question::Inflect(drill) = exercise.question else { panic!() };
        assert_eq!(drill.before == "Біз жаңа ", drill.translations[0].text == "…", "{drill:?}");
        drill.before == "Біз жаңа " && drill.form.to_string() == "loc"
    };
    let found = (0..200).filter(|number| in_example(*number)).count();
    assert!((60..=140).contains(&found), "{found}");
}

#[test]
fn a_word_without_the_data_for_a_kind_gets_another_kind() {
    let languages = [tag("ru")];
    let alone = catalogue(vec![word(1, 1, PartOfSpeech::Noun, "су", &["вода"])]);
    for (skill, interval) in Skill::ALL.into_iter().flat_map(|skill| [(skill, 0), (skill, 3), (skill, 30)]) {
        let card = reviewed(card(1, 1, skill), 3, interval);
        let kind = exercise(&card, &context(&alone, &languages)).unwrap().id.task.kind();
        assert!(matches!(
            kind,
            ExerciseKind::TypeMeaning
                | ExerciseKind::TypeWord
                | ExerciseKind::ListenAndType
                | ExerciseKind::Inflect
        ));
    }
    assert_eq!(exercise(&card(1, 1, Skill::Recognize), &context(&alone, &[tag("ko")])), None, "no meaning");
}

#[test]
fn a_gap_replaces_a_form_of_the_word_that_occurs_once() {
    let catalogue = catalogue(words());
    let gap = |number: u128| {
        let word = catalogue.word(WordId::from(Uuid::from_u128(number))).unwrap();
        catalogue.word_keys(word).gap(word, crate::learning::seed::Seed::of(CardId::from(Uuid::nil()), 0))
    };
    let school = gap(1).unwrap();
    assert_eq!((school.before.as_str(), school.form.as_str()), ("Біз жаңа ", "мектепте"));
    assert_eq!((school.after.as_str(), school.noun_form), (" оқимыз.", Some("loc".parse().unwrap())));
    assert_eq!(gap(2), None, "occurs twice");
    let city = gap(5).unwrap();
    assert_eq!((city.before.as_str(), city.after.as_str()), ("Алматы – үлкен ", "!"));
    assert_eq!(city.noun_form, None, "the dictionary form");
    assert_eq!(gap(7), None, "the only certain form of a verb is the dictionary form");
    assert_eq!(gap(3), None, "no example");
}
