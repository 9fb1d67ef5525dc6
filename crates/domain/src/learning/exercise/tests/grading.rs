//! Tests of the grading of answers.

use super::*;
use crate::learning::exercise::order::fingerprint;
use crate::learning::grading::Slip;
use crate::learning::word_keys::WordKeys;

#[test]
fn another_form_of_the_word_is_wrong_and_not_a_slip() {
    let (catalogue, languages) = (catalogue(words()), [tag("ru")]);
    let context = context(&catalogue, &languages);
    let verdict = |number: u128, form: &str, answer: &str| {
        let task = Task::Inflect { form: form.parse().unwrap() };
        let word = catalogue.word(WordId::from(Uuid::from_u128(number))).unwrap();
        task.grade(answer, word, &context).unwrap().unwrap().verdict
    };
    assert_eq!(verdict(1, "pl.1pl.loc", "мектептерімізде"), Verdict::Correct);
    assert_eq!(verdict(1, "pl.1pl.loc", "mektepterımızde"), Verdict::Correct);
    assert_eq!(verdict(1, "pl.1pl.loc", "мектебімізде"), Verdict::Wrong);
    assert_eq!(verdict(1, "1sg.nom", "мектепім"), Verdict::Wrong);
    assert_eq!(
        verdict(8, "2fam.nom".replace("2fam", "2sg").as_str(), "үйін"),
        Verdict::Wrong,
        "his house, accusative"
    );
    assert_eq!(verdict(1, "loc", "мектеп"), Verdict::Wrong);
    assert_eq!(verdict(5, "dat", "калаға"), Verdict::Slip);
    assert_eq!(verdict(5, "dat", "калага"), Verdict::Slip);
    assert_eq!(verdict(1, "dat", "мктепке"), Verdict::Slip);
    assert_eq!(verdict(1, "dat", "мектепге"), Verdict::Wrong, "the ending is what the drill asks for");
    assert_eq!(verdict(1, "3.nom", "мектебы"), Verdict::Wrong);
    assert_eq!(verdict(5, "dat", "тау"), Verdict::AnotherWord);
}

#[test]
fn a_meaning_is_correct_in_each_language_of_the_learner_and_if_the_learner_added_it() {
    let mut words = words();
    words[0].meanings.push(Meanings {
        language: tag("en"),
        accepted: vec!["school".to_owned()],
        blocked: vec!["scholar".to_owned()],
    });
    let (catalogue, languages) = (catalogue(words), [tag("ru"), tag("en")]);
    let synonyms = Synonyms::from([("ko".to_owned(), vec!["학교".to_owned()])]);
    let context = ExerciseContext { synonyms: &synonyms, ..context(&catalogue, &languages) };
    let word = catalogue.word(WordId::from(Uuid::from_u128(1))).unwrap();
    let grade = |answer: &str| Task::TypeMeaning.grade(answer, word, &context).unwrap().unwrap();
    for answer in ["школа", "School", "학교"] {
        assert_eq!(grade(answer).verdict, Verdict::Correct, "{answer}");
    }
    assert_eq!(grade("scholar").verdict, Verdict::Wrong);
    let other = grade("город");
    assert_eq!(other.verdict, Verdict::AnotherWord);
    let graded = Task::TypeMeaning.with_correct_answers(
        other,
        "город",
        word,
        Some(&tag("ru")),
        Script::Latin,
        &context,
    );
    assert_eq!(
        (graded.expected, graded.other),
        (vec!["школа".to_owned()], Some(WordId::from(Uuid::from_u128(5))))
    );
}

#[test]
fn the_words_of_a_sentence_are_correct_in_each_accepted_order() {
    let mut words = words();
    words[0].accepted_orders = ["Жаңа мектепте біз оқимыз.", "Сол қол, оң қол."].map(str::to_owned).to_vec();
    let (catalogue, languages) = (catalogue(words), [tag("ru")]);
    let context = context(&catalogue, &languages);
    let word = catalogue.word(WordId::from(Uuid::from_u128(1))).unwrap();
    let task = Task::OrderWords { sentence: fingerprint(&word.examples[0].sentence) };
    let verdict = |answer: &str| task.grade(answer, word, &context).unwrap().unwrap().verdict;
    assert_eq!(verdict("Біз жаңа мектепте оқимыз"), Verdict::Correct);
    assert_eq!(verdict("жаңа мектепте Біз оқимыз"), Verdict::Correct);
    assert_eq!(verdict("Біз мектепте жаңа оқимыз"), Verdict::Wrong);
    assert_eq!(verdict("Сол қол оң қол"), Verdict::Wrong, "not an order of this sentence");
    let grade = task.grade("x", word, &context).unwrap().unwrap();
    let graded = task.with_correct_answers(grade, "x", word, None, Script::Cyrillic, &context);
    assert_eq!(graded.expected, ["Біз жаңа мектепте оқимыз.", "Жаңа мектепте біз оқимыз."]);
    // A sentence that is no longer in the content is not graded.
    assert_eq!(Task::OrderWords { sentence: 7 }.grade("x", word, &context), Err(Problem::InvalidExercise));
}

#[test]
fn another_word_for_the_meaning_is_no_lapse() {
    let mut words = words();
    words.push(word(20, 3, PartOfSpeech::Adjective, "әдемі", &["красивый"]));
    words.push(word(21, 3, PartOfSpeech::Adjective, "көрнекі", &["наглядный", "красивый (о виде)"]));
    let (catalogue, languages) = (catalogue(words), [tag("ru")]);
    let context = context(&catalogue, &languages);
    let find = |number: u128| catalogue.word(WordId::from(Uuid::from_u128(number))).unwrap();
    let verdict = |task: &Task, number: u128, answer: &str| {
        task.grade(answer, find(number), &context).unwrap().unwrap().verdict
    };
    // A synonym that is not taught, and one that is taught and has the meaning that was shown.
    assert_eq!(verdict(&Task::TypeWord, 20, "сұлу"), Verdict::Synonym);
    assert_eq!(verdict(&Task::TypeWord, 20, "sūlu"), Verdict::Synonym);
    assert_eq!(verdict(&Task::TypeWord, 20, "көрнекі"), Verdict::Synonym);
    assert_eq!(verdict(&Task::TypeWord, 8, "баспана"), Verdict::Synonym, "дом");
    assert_eq!(verdict(&Task::TypeWord, 21, "әдемі"), Verdict::AnotherWord, "наглядный was asked for");
    assert_eq!(verdict(&Task::TypeWord, 20, "ескі"), Verdict::Wrong);
    assert_eq!(verdict(&Task::ListenAndType, 20, "сұлу"), Verdict::Wrong, "the word was heard");
    let cloze = |form: &str| Task::Cloze { form: form.to_owned() };
    assert_eq!(verdict(&cloze("үйде"), 8, "баспанада"), Verdict::Synonym);
    assert_eq!(verdict(&cloze("әдемі"), 20, "сұлу"), Verdict::Synonym);
    let grade = Task::TypeWord.grade("көрнекі", find(20), &context).unwrap().unwrap();
    let script = Script::Cyrillic;
    let graded = Task::TypeWord.with_correct_answers(grade, "көрнекі", find(20), None, script, &context);
    assert_eq!((graded.grade.rating, graded.other), (Rating::Hard, Some(find(21).id)));
}

#[test]
fn in_a_sentence_a_wrong_ending_is_a_slip() {
    let (catalogue, languages) = (catalogue(words()), [tag("ru")]);
    let context = context(&catalogue, &languages);
    let grade = |form: &str, answer: &str| {
        let word = catalogue.word(WordId::from(Uuid::from_u128(5))).unwrap();
        let grade = Task::Cloze { form: form.to_owned() }.grade(answer, word, &context).unwrap().unwrap();
        (grade.verdict, grade.slip)
    };
    let ending = (Verdict::Slip, Some(Slip::Ending));
    assert_eq!(grade("қалада", "қалада"), (Verdict::Correct, None));
    for answer in ["қала", "қалаға", "қаланы", "кала", "qala", "қалалар"] {
        assert_eq!(grade("қалада", answer), ending, "{answer}");
    }
    assert_eq!(grade("қалада", "калада").1.map(|slip| slip.kind()), Some("confused"));
    assert_eq!(grade("қалада", "тауда").0, Verdict::Wrong);
    assert_eq!(grade("қалада", "тау").0, Verdict::AnotherWord);
}

#[test]
fn the_hint_of_a_sentence_has_the_sense_of_the_sentence() {
    let hint = |meanings: &[&str], translation: &str| {
        let meanings = Meanings {
            language: tag("ru"),
            accepted: meanings.iter().map(|&text| text.to_owned()).collect(),
            blocked: Vec::new(),
        };
        let translations = vec![Gloss { language: tag("ru"), text: translation.to_owned() }];
        let example = Example { sentence: String::new(), translations };
        let word = word(1, 1, PartOfSpeech::Noun, "x", &[]);
        let word = Word { meanings: vec![meanings.clone()], examples: vec![example], ..word };
        WordKeys::of(&word).meaning_in_example(&word, &meanings, 0).to_owned()
    };
    assert_eq!(hint(&["день", "солнце"], "Утром взошло солнце."), "солнце");
    assert_eq!(hint(&["синий", "голубой", "зелёный"], "Сегодня небо голубое."), "голубой");
    assert_eq!(hint(&["месяц", "луна"], "На небе появилась луна."), "луна");
    assert_eq!(hint(&["месяц", "луна"], "В году двенадцать месяцев."), "месяц");
    assert_eq!(hint(&["старый (о вещах)", "ветхий"], "Это очень старый дом."), "старый (о вещах)");
    assert_eq!(hint(&["дом", "жилище"], "Мы пошли домой."), "дом");
    assert_eq!(hint(&["давать", "дать"], "Подари мне книгу."), "давать", "none occurs");
}

#[test]
fn orders_are_graded_according_to_the_table() {
    let (catalogue, languages) = (catalogue(words()), [tag("ru")]);
    let context = context(&catalogue, &languages);
    let mut wrong = Vec::new();
    for line in include_str!("orders.txt").lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split(" | ").collect();
        let word = with_example(word(1, 1, PartOfSpeech::Noun, "x", &["x"]), cells[0]);
        let task = Task::OrderWords { sentence: fingerprint(cells[0]) };
        let grade = task.grade(cells[1], &word, &context).unwrap().unwrap();
        if grade.verdict.as_str() != cells[2] {
            wrong.push(format!("{line}: {}", grade.verdict.as_str()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pieces_of_a_sentence_give_nothing_away() {
    let pieces = |sentence: &str, reps: u32| {
        let word = with_example(word(1, 1, PartOfSpeech::Noun, "x", &["x"]), sentence);
        let seed = crate::learning::seed::Seed::of(CardId::from(Uuid::nil()), reps);
        order::words(&word, &WordKeys::of(&word), seed).map(|(pieces, _)| pieces)
    };
    let sentence = "Бүгін аспан өте көк.";
    for reps in 0..50 {
        let shown = pieces(sentence, reps).unwrap();
        assert!(shown.iter().all(|piece| piece.chars().all(char::is_lowercase)), "{shown:?}");
        let word = with_example(word(1, 1, PartOfSpeech::Noun, "x", &["x"]), sentence);
        assert_eq!(order::SentenceOrders::of(&word, sentence).judge(&shown.join(" ")), None, "{shown:?}");
        assert!(pieces("Дана үлкен қалада тұрады.", reps).unwrap().contains(&"Дана".to_owned()), "a name");
    }
    assert_eq!(pieces("Мен үйге келдім. Ол кетті.", 1), None, "two sentences");
    assert_eq!(pieces("Бүгін аспан көк.", 1), None, "understood in any order");
}

#[test]
fn a_meaning_is_correct_in_a_variety_of_the_learners_language() {
    let mut words = words();
    for (word, meaning) in words.iter_mut().zip(["学校", "手"]) {
        let accepted = vec![meaning.to_owned()];
        word.meanings.push(Meanings { language: tag("zh-Hans"), accepted, blocked: Vec::new() });
    }
    let (catalogue, languages) = (catalogue(words), [tag("zh")]);
    let context = context(&catalogue, &languages);
    let word = catalogue.word(WordId::from(Uuid::from_u128(1))).unwrap();
    let verdict = |answer: &str| Task::TypeMeaning.grade(answer, word, &context).unwrap().unwrap().verdict;
    assert_eq!(verdict("学校"), Verdict::Correct);
    assert_eq!(verdict("手"), Verdict::AnotherWord);
}

#[test]
fn an_id_belongs_to_one_card_and_its_skill() {
    let (catalogue, languages) = (catalogue(words()), [tag("ru")]);
    let recognize = card(1, 1, Skill::Recognize);
    let id = exercise(&recognize, &context(&catalogue, &languages)).unwrap().id.to_string();
    let choice = Answer::Choice(recognize.word_id);
    assert!(Prompt::find(&recognize, Some(&id), &choice).is_ok());
    let (other, skill) = (card(2, 1, Skill::Recognize), card(1, 1, Skill::Produce));
    for (card, id) in [(&other, id.as_str()), (&skill, id.as_str()), (&recognize, &id[1..]), (&recognize, "")]
    {
        assert_eq!(Prompt::find(card, Some(id), &choice), Err(Problem::InvalidExercise), "{id}");
    }
    assert_eq!(
        Prompt::find(&recognize, Some(&id), &Answer::Text("школа".into())),
        Err(Problem::InvalidAnswer)
    );
    let flipped = Prompt::find(&recognize, Some(&id), &Answer::Rating(Rating::Easy)).unwrap();
    assert_eq!((flipped.task, flipped.language), (Task::FlipCard, Some(tag("ru"))));
}

#[test]
fn without_an_id_the_skill_determines_the_task() {
    let text = Answer::Text("су".into());
    let choice = Answer::Choice(WordId::from(Uuid::nil()));
    let task = |skill, answer| Prompt::find(&card(1, 1, skill), None, answer).map(|prompt| prompt.task);
    assert_eq!(task(Skill::Recognize, &choice), Ok(Task::ChooseMeaning));
    assert_eq!(task(Skill::Recognize, &text), Err(Problem::InvalidAnswer));
    assert_eq!(task(Skill::Produce, &text), Ok(Task::TypeWord));
    assert_eq!(task(Skill::Produce, &choice), Err(Problem::InvalidAnswer));
    assert_eq!(task(Skill::Listen, &text), Ok(Task::ListenAndType));
    assert_eq!(task(Skill::Inflect, &text), Err(Problem::InvalidAnswer), "the form is unknown");
}

#[test]
fn invalid_answers_are_refused() {
    let pieces = |count, piece: &str| Answer::Order(vec![piece.to_owned(); count]);
    for answer in [
        Answer::Text(String::new()),
        Answer::Text("а".repeat(201)),
        Answer::Text("а".repeat(100_000)),
        Answer::Text("су\u{7}".to_owned()),
        Answer::Text("\n\t".to_owned()),
        pieces(0, "а"),
        pieces(101, "а"),
        pieces(100, "абв"),
        pieces(2, "\n"),
    ] {
        assert_eq!(answer.check(), Err(Problem::InvalidAnswer));
    }
    assert_eq!(Answer::Text("а".repeat(200)).check(), Ok(()));
    assert_eq!(pieces(100, "аб").check(), Ok(()));
    // Characters that a text field adds to an answer are not part of it.
    for text in ["сау болыңыз\n", "\tсау болыңыз\r\n", "сау\tболыңыз"] {
        let answer = Answer::Text(text.to_owned());
        assert_eq!(answer.check(), Ok(()));
        assert_eq!(answer.stored(&Task::TypeWord), "сау болыңыз");
    }
}
