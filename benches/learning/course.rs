//! Courses that last a year together, at five words a day.

use std::fs;

use dostyq::domain::ids::{LessonId, WordId};
use uuid::Uuid;

use crate::support::cluster::Cluster;
use crate::support::service::dostyq;

const COURSES: usize = 5;
const LESSONS_EACH: usize = 80;
const WORDS_EACH: usize = 5;

/// The lessons of all courses, with their words.
pub(crate) struct Courses {
    pub(crate) lessons: Vec<(LessonId, Vec<CourseWord>)>,
}

/// A word of a lesson.
#[derive(Clone)]
pub(crate) struct CourseWord {
    pub(crate) id: WordId,
    pub(crate) headword: String,
}

const SYLLABLES: [&str; 24] = [
    "ба", "са", "та", "қа", "ла", "на", "ша", "жа", "бо", "то", "қо", "жо", "бы", "қы", "ты", "сы", "ке",
    "те", "се", "не", "кө", "тү", "бі", "мі",
];

/// Returns a different word for each number.
fn headword(number: usize) -> String {
    let syllable = |place: u32| SYLLABLES[number / SYLLABLES.len().pow(place) % SYLLABLES.len()];
    format!("{}{}{}р", syllable(2), syllable(1), syllable(0))
}

fn word(number: usize) -> String {
    let class = ["noun", "verb", "adjective", "adverb"][number % 4];
    let headword = headword(number);
    format!(
        "[[word]]\nslug = \"soz-{number}\"\nheadword = \"{headword}\"\npart_of_speech = \"{class}\"\nunlisted = true\n
[word.glosses]\nru = [\"слово {number}\", \"значение {number}\"]\nen = [\"word {number}\"]\n
[[word.example]]\nkk = \"Бұл — {headword}.\"\nru = \"Это слово {number}.\"\nen = \"This is word {number}.\"\n\n"
    )
}

fn title([kk, ru, en]: [String; 3]) -> String {
    format!("[title]\nkk = \"{kk}\"\nru = \"{ru}\"\nen = \"{en}\"\n\n")
}

impl Courses {
    /// Imports the courses as content, and loads the resulting ids.
    pub(crate) async fn import(cluster: &Cluster) -> Self {
        let content = cluster.folder.join("content");
        fs::create_dir_all(content.join("directory")).unwrap();
        for course in 0..COURSES {
            let folder = content.join(format!("courses/kurs-{course}"));
            fs::create_dir_all(&folder).unwrap();
            let number = course + 1;
            let names = [format!("{number}-курс"), format!("Курс {number}"), format!("Course {number}")];
            fs::write(folder.join("course.toml"), title(names)).unwrap();
            for lesson in 0..LESSONS_EACH {
                let first = (course * LESSONS_EACH + lesson) * WORDS_EACH;
                let words = (first..first + WORDS_EACH).map(word).collect::<String>();
                let number = lesson + 1;
                let names = [format!("{number}-сабақ"), format!("Урок {number}"), format!("Lesson {number}")];
                let file = format!("{number:02}-sabaq-{number}.toml");
                fs::write(folder.join(file), title(names) + &words).unwrap();
            }
        }
        let import = dostyq(cluster, &["import"]).arg(&content).output().unwrap();
        assert!(import.status.success(), "{}", String::from_utf8_lossy(&import.stderr));
        let query = "SELECT lesson_id::text, words.id::text, headword FROM words
             JOIN lessons ON lessons.id = lesson_id JOIN courses ON courses.id = lessons.course_id
             ORDER BY courses.slug, lessons.position, words.position";
        let mut lessons: Vec<(LessonId, Vec<CourseWord>)> = Vec::new();
        for row in cluster.connect().await.query(query, &[]).await.unwrap() {
            let lesson: LessonId = uuid(row.get(0)).into();
            if lessons.last().is_none_or(|(last, _)| *last != lesson) {
                lessons.push((lesson, Vec::new()));
            }
            let word = CourseWord { id: uuid(row.get(1)).into(), headword: row.get(2) };
            lessons.last_mut().unwrap().1.push(word);
        }
        assert_eq!(lessons.len(), COURSES * LESSONS_EACH);
        Self { lessons }
    }
}

pub(crate) fn uuid(text: &str) -> Uuid {
    Uuid::parse_str(text).unwrap()
}
