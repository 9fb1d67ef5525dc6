//! Mistakes planted into the project's own courses: each is found, at its line.

use std::fs;
use std::path::Path;

use super::Folder;

/// A mistake: the lesson, a text of it, what stands there instead, and a part of the message.
type Mistake = (&'static str, &'static str, &'static str, &'static str);

const MISTAKES: [Mistake; 68] = [
    // Examples without their word.
    ("03-ui", "Біз жаңа үйде тұрамыз.", "Біз қалада тұрамыз.", "no form of the word «үй»"),
    (
        "12-etistikter",
        "Мен жұмысқа автобуспен барамын.",
        "Мен жұмысқа автобуспен келемін.",
        "no form of the word «бару»",
    ),
    ("09-adamdar", "Асқар — өте мейірімді адам.", "Асқар — өте мейірімді.", "no form of the word «адам»"),
    ("06-uaqyt", "Күнің қалай өтті?", "Түнің қалай өтті?", "no form of the word «күн»"),
    // The example has another word that begins alike.
    ("03-ui", "Біз жаңа үйде тұрамыз.", "Біз қазақша үйренеміз.", "no form of the word «үй»"),
    ("06-uaqyt", "Аспанда ай көрінді.", "Аспанда айқын көрінді.", "no form of the word «ай»"),
    ("07-tamaq", "Мен ет жемеймін.", "Мен етік кимеймін.", "no form of the word «ет»"),
    ("20-zhanuarlar", "Ағашта құс отыр.", "Ағашта құмырсқа отыр.", "no form of the word «құс»"),
    (
        "14-qala-men-tabigat",
        "Жазда біз тауға барамыз.",
        "Жазда біз тауық көрдік.",
        "no form of the word «тау»",
    ),
    ("22-zattar", "Бала төсекте ұйықтап жатыр.", "Бала үйде ұйықтап жатыр.", "no form of the word «төсек»"),
    // Parts of speech.
    (
        "03-ui",
        "headword = \"үй\"\npart_of_speech = \"noun\"",
        "headword = \"үй\"\npart_of_speech = \"verb\"",
        "«үй» is no verb",
    ),
    (
        "12-etistikter",
        "headword = \"бару\"\npart_of_speech = \"verb\"",
        "headword = \"бару\"\npart_of_speech = \"noun\"",
        "«бару» is no noun",
    ),
    (
        "09-adamdar",
        "headword = \"дос\"\npart_of_speech = \"noun\"",
        "headword = \"дос\"\npart_of_speech = \"numeral\"",
        "«дос» is no numeral",
    ),
    (
        "06-uaqyt",
        "headword = \"апта\"\npart_of_speech = \"noun\"",
        "headword = \"апта\"\npart_of_speech = \"pronoun\"",
        "«апта» is no pronoun",
    ),
    // Languages.
    ("03-ui", "uz = [\"uy\"]", "xx = [\"uy\"]", "no known language"),
    ("09-adamdar", "tt = [\"кеше\"]", "qq = [\"кеше\"]", "no known language"),
    (
        "03-ui",
        "en = \"We live in a new house.\"",
        "en = \"We live in a new house.\"\nzzz = \"We.\"",
        "no known language",
    ),
    // Headwords.
    ("03-ui", "headword = \"үй\"", "headword = \"дом\"", "«дом» is not in the lexicon"),
    ("09-adamdar", "headword = \"дос\"", "headword = \"досщ\"", "«досщ» is not in the lexicon"),
    ("06-uaqyt", "headword = \"апта\"", "headword = \"неделя\"", "«неделя» is not in the lexicon"),
    ("12-etistikter", "headword = \"бару\"", "headword = \"баруц\"", "«баруц» is not in the lexicon"),
    ("03-ui", "headword = \"үй\"", "headword = \"үйлер\"", "«үйлер» is a form of «үй»"),
    ("12-etistikter", "headword = \"бару\"", "headword = \"бардым\"", "«бардым» is a form of «бару»"),
    ("14-qala-men-tabigat", "headword = \"тау\"", "headword = \"tau\"", "which is not a Kazakh letter"),
    ("21-dastarqan", "uz = [\"tuz\"]", "kz = [\"tuz\"]", "no known language"),
    // Scripts.
    ("03-ui", "en = [\"house\", ", "en = [\"дом\", ", "en is not written with"),
    ("03-ui", "ug = [\"ئۆي\"]", "ug = [\"öy\"]", "ug is not written with"),
    ("03-ui", "ko = [\"집\"]", "ko = [\"家\"]", "ko is not written with"),
    ("03-ui", "zh-Hans = [\"家\", ", "zh-Hans = [\"집\", ", "zh-Hans is not written with"),
    ("03-ui", "uk = [\"дім\", ", "uk = [\"dim\", ", "uk is not written with"),
    (
        "03-ui",
        "ru = \"Мы живём в новом доме.\"",
        "ru = \"We live in a new house.\"",
        "ru is not written with",
    ),
    ("03-ui", "ru = [\"дом\", ", "ru = [\"үй\", ", "ru is not written with"),
    ("03-ui", "ru = \"Мы живём в новом доме.\"", "ru = \"Біз жаңа үйде тұрамыз.\"", "ru is not written with"),
    ("02-otbasy", "uk = [\"мати\", ", "uk = [\"крыша\", ", "uk is not written with"),
    ("21-dastarqan", "de = [\"Salz\"]", "de = [\"Салз\"]", "de is not written with"),
    ("26-tabigat", "ru = [\"озеро\"]", "ru = [\"озeро\"]", "contains the Latin letter «e»"),
    // Blocked answers that are accepted.
    ("12-etistikter", "en = [\"to come\", \"come\"]", "en = [\"go\"]", "the gloss «go» is listed twice"),
    ("02-otbasy", "tr = [\"ata\"]", "tr = [\"Baba\"]", "the gloss «Baba» is listed twice"),
    // One gloss for two words of the course.
    (
        "09-adamdar",
        "en = [\"friend\", ",
        "en = [\"the house\", ",
        "the displayed gloss «the house» is already used",
    ),
    (
        "12-etistikter",
        "en = [\"to come\", \"to arrive\", ",
        "en = [\"go\", \"to arrive\", ",
        "the displayed gloss «go» is already used",
    ),
    ("09-adamdar", "ru = [\"друг\", ", "ru = [\"дом\", ", "the displayed gloss «дом» is already used"),
    ("09-adamdar", "en = [\"friend\", ", "en = [\"House\", ", "the displayed gloss «House» is already used"),
    ("06-uaqyt", "tr = [\"hafta\"]", "tr = [\"ev\"]", "the displayed gloss «ev» is already used"),
    // Levels.
    (
        "03-ui",
        "headword = \"үй\"\npart_of_speech = \"noun\"\nlevel = \"A1\"",
        "headword = \"үй\"\npart_of_speech = \"noun\"\nlevel = \"B1\"",
        "the level B1 is out of order",
    ),
    (
        "09-adamdar",
        "headword = \"дос\"\npart_of_speech = \"noun\"\nlevel = \"A1\"",
        "headword = \"дос\"\npart_of_speech = \"noun\"\nlevel = \"C2\"",
        "the level C2 is out of order",
    ),
    // Spaces.
    ("03-ui", "Біз жаңа үйде тұрамыз.", "Біз жаңа  үйде тұрамыз.", "has two spaces in a row"),
    // Final punctuation.
    ("03-ui", "Біз жаңа үйде тұрамыз.\"\n", "Біз жаңа үйде тұрамыз\"\n", "does not end with"),
    ("03-ui", "Мы живём в новом доме.\"", "Мы живём в новом доме\"", "does not end with"),
    ("06-uaqyt", "How was your day?", "How was your day", "does not end with"),
    ("06-uaqyt", "Утром взошло солнце.", "Утром взошло солнце,", "does not end with"),
    ("09-adamdar", "Askar is a very kind person.", "Askar is a very kind person -", "does not end with"),
    // Sentences.
    ("03-ui", "Біз жаңа үйде тұрамыз.", "біз жаңа үйде тұрамыз.", "begins with a small letter"),
    ("06-uaqyt", "How was your day?", "how was your day?", "begins with a small letter"),
    ("06-uaqyt", "How was your day?", "How was your day.", "is a question, the other is not"),
    ("03-ui", "Мы живём в новом доме.", "Мы живём в новом доме?", "is a question, the other is not"),
    ("09-adamdar", "Асқар — өте мейірімді адам.", "Асқар - өте мейірімді адам.", "write a dash"),
    (
        "09-adamdar",
        "Askar is a very kind person.",
        "Askar is a very kind person .",
        "has a space before a mark",
    ),
    ("09-adamdar", "Askar is a very kind person.", "Askar is a very very kind person.", "has a word twice"),
    (
        "08-mektep",
        "Бұл — менің кітабым.",
        "Дана кітап оқығанды жақсы көреді.",
        "the example «Дана кітап оқығанды жақсы көреді.» is listed twice",
    ),
    // How glosses and headwords are written.
    ("08-mektep", "en = [\"book\"]", "en = [\"book.\"]", "ends with a mark"),
    ("08-mektep", "en = [\"book\"]", "en = [\"book, volume\"]", "is several"),
    ("08-mektep", "en = [\"book\"]", "en = [\"book (thick\"]", "a parenthesis without its other half"),
    ("08-mektep", "ru = [\"книга\", ", "ru = [\"Книга\", ", "begins with a capital letter"),
    ("08-mektep", "ru = [\"книга\", ", "ru = [\"кни\u{301}га\", ", "has a stress mark"),
    ("08-mektep", "headword = \"кітап\"", "headword = \"Кітап\"", "unlike its gloss «книга»"),
    (
        "08-mektep",
        "headword = \"кітап\"",
        "headword = \"кітап\"\nvariants = [\"сабақ\"]",
        "the headword «сабақ» is already used",
    ),
    // The languages of notes and titles.
    ("08-mektep", "kk = \"Мектеп және оқу\"", "kk = \"Mektep jäne oqu\"", "no letter of the script of kk"),
    (
        "08-mektep",
        "ru = \"Два значения: язык, на котором говорят, и язык во рту.\"",
        "ru = \"Екі мағынасы бар: сөйлейтін тіл және ауыздағы тіл.\"",
        "is the same in kk and ru",
    ),
];

/// Copies the project's courses.
fn courses() -> Folder {
    let folder = Folder::with(&[]);
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/courses/kunine-bes-soz");
    for file in fs::read_dir(course).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        folder.write(&format!("courses/kunine-bes-soz/{name}"), &fs::read(&path).unwrap());
    }
    folder
}

#[test]
fn every_planted_mistake_is_found_at_its_line() {
    let folder = courses();
    assert_eq!(folder.errors(), [""; 0]);
    for (lesson, right, wrong, message) in MISTAKES {
        let path = format!("courses/kunine-bes-soz/{lesson}.toml");
        let text = fs::read_to_string(folder.0.join(&path)).unwrap();
        let at = text.find(right).unwrap_or_else(|| panic!("{lesson} has no {right}"));
        folder.write(&path, text.replacen(right, wrong, 1).as_bytes());
        let errors = folder.errors();
        let found = errors.iter().any(|error| error.contains(message) && error.starts_with(&path));
        assert!(found, "{wrong} in line {}: {errors:?}", text[..at].lines().count());
        folder.write(&path, text.as_bytes());
    }
}
