//! What can be wrong with what a caller asked for: stable codes for programs, sentences for people.

use crate::domain::clubs::ClubProblem;
use crate::domain::directory::schedule::ScheduleProblem;
use crate::domain::text::Language;

/// An expected failure, told to the caller. The code is part of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Problem {
    /// Not an e-mail address.
    InvalidEmail,
    /// An account with this e-mail address exists.
    EmailTaken,
    /// The password is shorter than 8 characters.
    PasswordTooShort,
    /// The password is longer than 256 bytes, or among the most guessed ones.
    PasswordUnfit,
    /// The name is empty or longer than 80 characters.
    InvalidName,
    /// Not an IANA time zone.
    UnknownTimeZone,
    /// Not a BCP 47 language tag.
    InvalidLanguageTag,
    /// The daily goal is not within 1 to 100.
    InvalidDailyGoal,
    /// E-mail and password do not belong together, or no account has them.
    InvalidCredentials,
    /// Nothing is there under this id or slug, or the caller may not see it.
    NotFound,
    /// No club has this invite code.
    UnknownInviteCode,
    /// The caller's role does not allow it.
    Forbidden,
    /// The club's last leader cannot leave it.
    LastLeader,
    /// More items than one request may hold.
    TooManyItems,
    /// The item comes after as many as are taken of one batch.
    BeyondBatch,
    /// The review's id was used before with other content.
    ReviewIdReused,
    /// The review lies in the future, or before the card was made.
    InvalidReviewTime,
    /// The reset's id was used before for another card, or for another time.
    ResetIdReused,
    /// The reset lies in the future, or before the card was made.
    InvalidResetTime,
    /// The desired retention is not within 0.7 to 0.99.
    InvalidRetention,
    /// The maximum interval is not within 1 to 36,500 days.
    InvalidMaximumInterval,
    /// More than 8 steps, or one that is not within 1 to 86,400 seconds.
    InvalidSteps,
    /// Not seven percentages from 0 to 100.
    InvalidEasyDays,
    /// Not the 21 parameters of FSRS-6.
    InvalidParameterCount,
    /// A parameter of the model is not a finite number.
    ParameterNotFinite,
    /// A parameter of the model is outside of its range.
    ParameterOutOfRange,
    /// An optimization with other options is under way.
    OptimizationRunning,
    /// The duration is negative or longer than an hour.
    InvalidDuration,
    /// The answer is empty, too long, or of the wrong kind for the exercise.
    InvalidAnswer,
    /// No exercise of this card has this id.
    InvalidExercise,
    /// Too many attempts in a short time.
    TooManyAttempts,
    /// A text holds the character U+0000.
    InvalidText,
    /// The field has to be given.
    Required,
    /// Not lower-case Latin letters and digits with hyphens between them, 1 to 80.
    InvalidSlug,
    /// Another record of this kind has this slug.
    SlugTaken,
    /// A statement has no source.
    CitationRequired,
    /// A text is empty, too long (300 characters; of descriptions and quotes 10,000), or holds control characters.
    InvalidDirectoryText,
    /// Not an address that begins with http:// or https://.
    InvalidLink,
    /// Not one date of EDTF, where an interval is of no use.
    InvalidDate,
    /// It ends before it begins.
    InvalidPeriod,
    /// The scheme is no slug, or the value is empty, longer than 100 characters or not plain ASCII.
    InvalidIdentifier,
    /// A list contains the same item twice.
    DuplicateItem,
    /// A record cannot be merged into itself.
    MergeIntoSelf,
    /// An indicator is of an organization or of an area, one of the two.
    InvalidIndicatorSubject,
    /// Not a code of ISO 3166.
    InvalidArea,
    /// Not a finite number.
    InvalidValue,
    /// The text is empty, longer than 1,000 characters, or holds control characters.
    InvalidReason,
    /// Somebody changed it since that version.
    Conflict,
    /// It was merged into another.
    AlreadyMerged,
    /// The organization would be part of itself.
    TreeCycle,
    /// What is published would refer to a draft.
    ReferencesDraft,
    /// Published records refer to it.
    StillReferenced,
    /// The proposal has been decided.
    AlreadyDecided,
    /// The schedule can't be taken.
    InvalidSchedule(ScheduleProblem),
    /// Another observation supersedes it.
    AlreadySuperseded,
    /// The post is not one of the organization.
    PostOfOtherOrganization,
    /// The edit has no changes.
    NoChanges,
    /// Not 1 to 8 languages, each once.
    InvalidGlossLanguages,
    /// The hour is not within 0 to 23.
    InvalidRolloverHour,
    /// No skill, or one of them twice.
    InvalidSkills,
    /// The limit is not within 0 to 9,999.
    InvalidDailyLimit,
    /// The number of lapses is not within 2 to 99.
    InvalidLeechThreshold,
    /// The note is longer than 2,000 characters, or holds control characters.
    InvalidNote,
    /// A synonym is empty, longer than 100 characters, or holds control characters.
    InvalidSynonym,
    /// More than 20 synonyms in a language, or more than 8 languages, or a language twice.
    TooManySynonyms,
    /// The synonym is an answer that must not be accepted for this word.
    BlockedSynonym,
    /// The synonym is what another word of the lesson means.
    SynonymOfAnotherWord,
    /// The meaning is empty, longer than 300 characters, or holds control characters.
    InvalidGloss,
    /// The learner has reported a meaning of the word in this language, and no editor has answered yet.
    ReportAlreadyOpen,
    /// 50 of the learner's reports wait for an answer.
    TooManyReports,
    /// The report has been answered.
    AlreadyResolved,
    /// Something of a club can't be done.
    Club(ClubProblem),
    /// The contest has no words, or more than 500.
    InvalidContestWords,
    /// The contest ends before it begins, or is longer than 366 days.
    InvalidContestSpan,
    /// The last day of the contest is over.
    ContestEnded,
    /// The contest has no teams of this kind.
    InvalidTeamKind,
}

impl Problem {
    /// One sentence that says what to do, in the asked language.
    pub fn sentence(self, language: Language) -> &'static str {
        let [kk, ru, en] = self.sentences();
        match language {
            Language::Kk => kk,
            Language::Ru => ru,
            Language::En => en,
        }
    }

    #[expect(clippy::too_many_lines, reason = "a list of sentences")]
    fn sentences(self) -> [&'static str; 3] {
        match self {
            Self::InvalidEmail => [
                "Электрондық поштаның мекенжайын name@example.kz түрінде жазыңыз.",
                "Укажите адрес электронной почты в виде name@example.kz.",
                "Give an e-mail address such as name@example.kz.",
            ],
            Self::EmailTaken => [
                "Бұл мекенжай тіркелген: кіріңіз немесе басқа мекенжай көрсетіңіз.",
                "Этот адрес уже зарегистрирован: войдите или укажите другой.",
                "This address is registered already: log in, or give another one.",
            ],
            Self::PasswordTooShort => [
                "Кемінде 8 таңбадан тұратын құпиясөз таңдаңыз.",
                "Выберите пароль не короче 8 символов.",
                "Choose a password of at least 8 characters.",
            ],
            Self::PasswordUnfit => [
                "Оңай табылмайтын, 256 байттан аспайтын құпиясөз таңдаңыз.",
                "Выберите пароль, который трудно угадать, не длиннее 256 байт.",
                "Choose a password that is hard to guess, of at most 256 bytes.",
            ],
            Self::InvalidName => [
                "Ұзындығы 1-ден 80 таңбаға дейінгі атау жазыңыз.",
                "Укажите имя длиной от 1 до 80 символов.",
                "Give a name of 1 to 80 characters.",
            ],
            Self::UnknownTimeZone => [
                "Уақыт белдеуін IANA атауымен көрсетіңіз, мысалы Asia/Almaty.",
                "Укажите часовой пояс по IANA, например Asia/Almaty.",
                "Give a time zone by its IANA name, such as Asia/Almaty.",
            ],
            Self::InvalidLanguageTag => [
                "Тілді BCP 47 белгісімен көрсетіңіз, мысалы ru, en, ug.",
                "Укажите язык меткой BCP 47, например ru, en, ug.",
                "Give a language by its BCP 47 tag, such as ru, en, ug.",
            ],
            Self::InvalidDailyGoal => [
                "Күндік мақсат 1-ден 100-ге дейінгі сөз болады.",
                "Дневная цель: от 1 до 100 слов.",
                "A daily goal is 1 to 100 words.",
            ],
            Self::InvalidCredentials => [
                "Электрондық пошта немесе құпиясөз қате.",
                "Неверный адрес электронной почты или пароль.",
                "The e-mail address or the password is wrong.",
            ],
            Self::NotFound => {
                ["Мұндай жазба табылмады.", "Такой записи нет.", "There is nothing under this id or slug."]
            }
            Self::UnknownInviteCode => [
                "Мұндай шақыру коды жоқ: кодты клуб жетекшісінен сұраңыз.",
                "Такого кода приглашения нет: спросите код у руководителя клуба.",
                "No club has this invite code: ask the club's leader for it.",
            ],
            Self::Forbidden => [
                "Сіздің рөліңіз бұған рұқсат бермейді.",
                "Ваша роль этого не позволяет.",
                "Your role does not allow this.",
            ],
            Self::LastLeader => [
                "Клубтың жалғыз жетекшісі оны тастап кете алмайды.",
                "Единственный руководитель клуба не может из него выйти.",
                "The club's only leader cannot leave it.",
            ],
            Self::TooManyItems => [
                "Бір сұрауға 200 элементке дейін сияды: оларды бөліп жіберіңіз.",
                "В одном запросе не больше 200 элементов: отправьте их частями.",
                "One request holds at most 200 items: send them in parts.",
            ],
            Self::BeyondBatch => [
                "Бір сұрауда алғашқы 200 жауап қана қабылданады: мұны келесі сұраумен қайта жіберіңіз.",
                "Из одного запроса принимаются только первые 200 ответов: отправьте этот ещё раз в следующем.",
                "Of one batch the first 200 are taken: send this one again in another batch.",
            ],
            Self::ReviewIdReused => [
                "Бұл идентификатормен басқа жауап сақталған: жаңа UUID жасаңыз.",
                "С этим идентификатором сохранён другой ответ: создайте новый UUID.",
                "Another review is kept under this id: make a new UUID.",
            ],
            Self::InvalidReviewTime => [
                "Жауап уақыты болашақта не карточка жасалғанға дейін: құрылғының сағатын тексеріңіз.",
                "Время ответа в будущем или раньше создания карточки: проверьте часы устройства.",
                "The review is dated in the future or before its card was made: check the device's clock.",
            ],
            Self::ResetIdReused => [
                "Бұл идентификатор басқа карточкаға не басқа уақытқа қолданылған: жаңа UUID жасаңыз.",
                "Этот идентификатор использован для другой карточки или другого времени: создайте новый UUID.",
                "This id was used for another card or another time: make a new UUID.",
            ],
            Self::InvalidResetTime => [
                "Уақыт болашақта не карточка жасалғанға дейін: құрылғының сағатын тексеріңіз.",
                "Время в будущем или раньше создания карточки: проверьте часы устройства.",
                "The reset is dated in the future or before its card was made: check the device's clock.",
            ],
            Self::InvalidRetention => [
                "Есте сақтау деңгейі 0,7-ден 0,99-ға дейін болады.",
                "Желаемая доля запоминания: от 0,7 до 0,99.",
                "A desired retention is 0.7 to 0.99.",
            ],
            Self::InvalidMaximumInterval => [
                "Ең ұзақ аралық 1 күннен 36 500 күнге дейін болады.",
                "Наибольший интервал: от 1 до 36 500 дней.",
                "A maximum interval is 1 to 36,500 days.",
            ],
            Self::InvalidSteps => [
                "Қадам саны 8-ден аспайды, әрқайсысы 1 секундтан 86 400 секундқа дейін болады.",
                "Шагов не больше 8, каждый от 1 до 86 400 секунд.",
                "There are at most 8 steps, each of 1 to 86,400 seconds.",
            ],
            Self::InvalidEasyDays => [
                "Аптаның жеті күніне 0-ден 100-ге дейінгі жеті пайыз беріңіз, дүйсенбіден бастап.",
                "Дайте семь процентов от 0 до 100, по одному на день недели, с понедельника.",
                "Give seven percentages of 0 to 100, one for each day of the week, Monday first.",
            ],
            Self::InvalidParameterCount => [
                "FSRS-6 үлгісінің 21 параметрін беріңіз.",
                "Дайте 21 параметр модели FSRS-6.",
                "Give the 21 parameters of FSRS-6.",
            ],
            Self::ParameterNotFinite => [
                "Үлгінің параметрі ақырлы сан болады.",
                "Параметр модели должен быть конечным числом.",
                "A parameter of the model is a finite number.",
            ],
            Self::ParameterOutOfRange => [
                "Параметр өз ауқымынан шығып тұр: FSRS-6 ауқымдарын қараңыз.",
                "Параметр вне своего диапазона: посмотрите диапазоны FSRS-6.",
                "The parameter is out of its range: see the ranges of FSRS-6.",
            ],
            Self::OptimizationRunning => [
                "Басқа баптаулармен оңтайландыру жүріп жатыр: аяқталғанын күтіңіз.",
                "Идёт подбор параметров с другими настройками: дождитесь его окончания.",
                "An optimization with other options is under way: wait until it is done.",
            ],
            Self::InvalidDuration => [
                "Жауап ұзақтығы 0-ден 3 600 000 миллисекундқа дейін болады.",
                "Длительность ответа: от 0 до 3 600 000 миллисекунд.",
                "A duration is 0 to 3,600,000 milliseconds.",
            ],
            Self::InvalidAnswer => [
                "Жаттығуға сай, 200 таңбадан аспайтын жауап беріңіз.",
                "Дайте ответ, подходящий к упражнению, не длиннее 200 символов.",
                "Give an answer that fits the exercise, of at most 200 characters.",
            ],
            Self::InvalidExercise => [
                "Бұл карточкада мұндай жаттығу жоқ: жаттығуды қайта сұраңыз.",
                "У этой карточки нет такого упражнения: запросите упражнение заново.",
                "This card has no such exercise: ask for its exercise anew.",
            ],
            Self::TooManyAttempts => [
                "Әрекет саны тым көп: бір минут күтіңіз.",
                "Слишком много попыток: подождите минуту.",
                "Too many attempts: wait a minute.",
            ],
            Self::InvalidText => [
                "Мәтіннен U+0000 таңбасын алып тастаңыз.",
                "Уберите из текста символ U+0000.",
                "Take the character U+0000 out of the text.",
            ],
            Self::Required => ["Бұл өрісті толтырыңыз.", "Заполните это поле.", "Give this field."],
            Self::InvalidSlug => [
                "Атауды латынның кіші әріптерімен, цифрлармен және олардың арасындағы дефистермен жазыңыз, 80 таңбаға дейін.",
                "Напишите имя строчными латинскими буквами, цифрами и дефисами между ними, до 80 символов.",
                "Write the slug with lower-case Latin letters, digits and hyphens between them, at most 80.",
            ],
            Self::SlugTaken => [
                "Бұл атау бос емес: басқасын таңдаңыз.",
                "Это имя занято: выберите другое.",
                "This slug is taken: choose another one.",
            ],
            Self::CitationRequired => [
                "Мәліметтің дереккөзін көрсетіңіз.",
                "Укажите источник сведения.",
                "Cite a source for the statement.",
            ],
            Self::InvalidDirectoryText => [
                "Басқару таңбаларынсыз, бос емес мәтін жазыңыз: 300 таңбаға дейін, сипаттама мен дәйексөз 10 000 таңбаға дейін.",
                "Напишите непустой текст без управляющих символов: до 300 знаков, описание и цитата – до 10 000.",
                "Write a text that is not empty and has no control characters: at most 300 characters, descriptions and quotes 10,000.",
            ],
            Self::InvalidLink => [
                "http:// немесе https:// деп басталатын сілтеме беріңіз.",
                "Дайте ссылку, которая начинается с http:// или https://.",
                "Give a link that begins with http:// or https://.",
            ],
            Self::InvalidDate => [
                "Бір күнді EDTF түрінде беріңіз: 2015, 2015-03 немесе 2015-03-01, шамамен болса соңына ~, күмәнді болса ? қойыңыз.",
                "Дайте одну дату в виде EDTF: 2015, 2015-03 или 2015-03-01, с ~ в конце, если приблизительно, и с ?, если не точно.",
                "Give one date of EDTF: 2015, 2015-03 or 2015-03-01, with ~ behind it if approximate, ? if uncertain.",
            ],
            Self::InvalidPeriod => [
                "Басталуы мен аяқталуын тексеріңіз: мерзім басталмай тұрып аяқталады.",
                "Проверьте начало и конец: срок кончается раньше, чем начался.",
                "Check since and until: the term ends before it begins.",
            ],
            Self::InvalidIdentifier => [
                "Тізілім атауын slug түрінде, мәнін бос орынсыз ASCII таңбаларымен жазыңыз.",
                "Напишите схему в виде slug, а значение – символами ASCII без пробелов.",
                "Write the scheme as a slug, and the value in ASCII without spaces.",
            ],
            Self::DuplicateItem => [
                "Қайталанған элементті алып тастаңыз.",
                "Уберите повторяющийся элемент.",
                "Remove the item that is listed twice.",
            ],
            Self::MergeIntoSelf => [
                "Біріктіру үшін басқа жазбаны таңдаңыз.",
                "Выберите для слияния другую запись.",
                "Choose another record to merge into.",
            ],
            Self::InvalidIndicatorSubject => [
                "Ұйымды не аумақты көрсетіңіз: екеуінің бірін ғана.",
                "Укажите организацию или территорию: одно из двух.",
                "Give an organization or an area, one of the two.",
            ],
            Self::InvalidArea => [
                "ISO 3166 кодын беріңіз, мысалы KZ немесе KZ-19.",
                "Дайте код ISO 3166, например KZ или KZ-19.",
                "Give a code of ISO 3166, such as KZ or KZ-19.",
            ],
            Self::InvalidValue => ["Ақырлы сан беріңіз.", "Дайте конечное число.", "Give a finite number."],
            Self::InvalidReason => [
                "1–1000 таңбадан тұратын мәтін жазыңыз.",
                "Напишите текст от 1 до 1000 символов.",
                "Write a text of 1 to 1,000 characters.",
            ],
            Self::Conflict => [
                "Жазбаны сіз оқығаннан кейін біреу өзгертті: қайта оқып, өзгерісіңізді жаңадан енгізіңіз.",
                "После того как вы прочли запись, её изменили: прочтите её заново и внесите правку ещё раз.",
                "Somebody changed the record since you read it: read it again, and make your change anew.",
            ],
            Self::AlreadyMerged => [
                "Бұл жазба басқасына біріктірілген: идентификаторы бойынша оқып, соны өзгертіңіз.",
                "Эта запись объединена с другой: прочтите её по идентификатору и правьте ту.",
                "This record was merged into another: read it by its id, and edit that one.",
            ],
            Self::TreeCycle => [
                "Ұйым өзінің құрамына кіріп кетер еді: басқа жоғары тұрған ұйымды таңдаңыз.",
                "Организация вошла бы в состав самой себя: выберите другую вышестоящую.",
                "The organization would become part of itself: choose another parent.",
            ],
            Self::ReferencesDraft => [
                "Алдымен осы жазба сілтейтін жазбаны жариялаңыз.",
                "Сначала опубликуйте запись, на которую ссылается эта.",
                "Publish first what this record refers to.",
            ],
            Self::StillReferenced => [
                "Оған жарияланған жазбалар сілтейді: алдымен соларды өзгертіңіз.",
                "На неё ссылаются опубликованные записи: сначала измените их.",
                "Published records refer to it: change those first.",
            ],
            Self::AlreadyDecided => [
                "Бұл ұсыныс бойынша шешім қабылданған.",
                "По этому предложению решение уже принято.",
                "This proposal has been decided already.",
            ],
            Self::InvalidSchedule(problem) => problem.sentences(),
            Self::Club(problem) => problem.sentences(),
            Self::AlreadySuperseded => [
                "Бұл мән түзетілген: түзетілген мәннің өзін өзгертіңіз.",
                "Это значение уже исправлено: исправляйте последнее.",
                "This value was corrected already: correct the latest one.",
            ],
            Self::PostOfOtherOrganization => [
                "Осы ұйымның қызметін таңдаңыз.",
                "Выберите должность этой организации.",
                "Choose a post of this organization.",
            ],
            Self::InvalidGlossLanguages => [
                "Мағына көрсетілетін 1-ден 8-ге дейін тілді, әрқайсысын бір рет беріңіз.",
                "Укажите от 1 до 8 языков для значений, каждый один раз.",
                "Give 1 to 8 languages to show meanings in, each once.",
            ],
            Self::InvalidRolloverHour => [
                "Оқу күні 0-ден 23-ке дейінгі сағатта басталады.",
                "Учебный день начинается в час от 0 до 23.",
                "A study day begins at an hour from 0 to 23.",
            ],
            Self::InvalidSkills => [
                "Кемінде бір дағды таңдаңыз, әрқайсысын бір рет.",
                "Выберите хотя бы один навык, каждый один раз.",
                "Choose at least one skill, each once.",
            ],
            Self::InvalidDailyLimit => [
                "Күндік шек 0-ден 9999-ға дейінгі карточка болады.",
                "Дневной предел: от 0 до 9999 карточек.",
                "A daily limit is 0 to 9,999 cards.",
            ],
            Self::InvalidLeechThreshold => [
                "Карточка 2-ден 99-ға дейін рет ұмытылғанда қиын деп саналады.",
                "Карточка считается трудной, если её забыли от 2 до 99 раз.",
                "A card is a leech after 2 to 99 lapses.",
            ],
            Self::InvalidNote => [
                "Басқару таңбаларынсыз, 2000 таңбаға дейінгі жазба жазыңыз.",
                "Напишите заметку до 2000 символов без управляющих символов.",
                "Write a note of at most 2,000 characters, without control characters.",
            ],
            Self::InvalidSynonym => [
                "Басқару таңбаларынсыз, 1-ден 100 таңбаға дейінгі синоним жазыңыз.",
                "Напишите синоним от 1 до 100 символов без управляющих символов.",
                "Write synonyms of 1 to 100 characters, without control characters.",
            ],
            Self::TooManySynonyms => [
                "Ең көбі 8 тілде, әр тілде 20 синонимге дейін беріңіз, әр тілді бір рет.",
                "Дайте синонимы не более чем на 8 языках, до 20 на каждом, каждый язык один раз.",
                "Give synonyms in at most 8 languages, each once, and at most 20 in each.",
            ],
            Self::BlockedSynonym => [
                "Бұл жауап осы сөзге келмейді: басқа синоним жазыңыз.",
                "Такой ответ для этого слова не принимается: напишите другой синоним.",
                "This is no right answer for the word: write another synonym.",
            ],
            Self::SynonymOfAnotherWord => [
                "Бұл сабақтағы басқа сөздің мағынасы: басқа синоним жазыңыз.",
                "Это значение другого слова из урока: напишите другой синоним.",
                "Another word of the lesson means this: write another synonym.",
            ],
            Self::InvalidGloss => [
                "Басқару таңбаларынсыз, 1-ден 300 таңбаға дейінгі мағына жазыңыз.",
                "Напишите значение от 1 до 300 символов без управляющих символов.",
                "Write a meaning of 1 to 300 characters, without control characters.",
            ],
            Self::ReportAlreadyOpen => [
                "Осы сөздің бұл тілдегі мағынасы туралы хабарлағансыз: жауап күтіңіз.",
                "Вы уже сообщили о значении этого слова на этом языке: дождитесь ответа.",
                "You have reported a meaning of this word in this language: wait for the answer.",
            ],
            Self::TooManyReports => [
                "Сіздің 50 хабарламаңыз жауап күтіп тұр: алдымен соларға жауап берілсін.",
                "Ваши 50 сообщений ждут ответа: дождитесь его.",
                "Your 50 reports wait for an answer: report more once they have one.",
            ],
            Self::AlreadyResolved => [
                "Бұл хабарламаға жауап берілген.",
                "На это сообщение уже ответили.",
                "This report has been answered already.",
            ],
            Self::InvalidContestWords => [
                "Сабақтардан 1-ден 500-ге дейін сөз таңдаңыз.",
                "Выберите из уроков от 1 до 500 слов.",
                "Choose 1 to 500 words of the lessons.",
            ],
            Self::InvalidContestSpan => [
                "Жарыс 1 күннен 366 күнге дейін созылады: соңғы күнін түзетіңіз.",
                "Состязание длится от 1 до 366 дней: исправьте последний день.",
                "A contest lasts 1 to 366 days: mend its last day.",
            ],
            Self::ContestEnded => [
                "Жарыс аяқталды: басқасын таңдаңыз.",
                "Состязание окончено: выберите другое.",
                "The contest is over: choose another one.",
            ],
            Self::InvalidTeamKind => [
                "Бұл жарыста мұндай командалар жоқ: «teams» өрісін қараңыз.",
                "В этом состязании нет таких команд: посмотрите поле «teams».",
                "The contest has no teams of this kind: see its field «teams».",
            ],
            Self::NoChanges => [
                "Кемінде бір өзгеріс енгізіңіз.",
                "Внесите хотя бы одно изменение.",
                "Give at least one change.",
            ],
        }
    }
}
