//! What can be wrong with what a caller asked for: stable codes for programs, sentences for people.

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
    WrongCredentials,
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
    /// The review's id was used before with other content.
    ReviewIdReused,
    /// The review lies in the future, or before the card was made.
    InvalidReviewTime,
    /// The duration is negative or longer than an hour.
    InvalidDuration,
    /// The answer is empty, too long, or of the wrong kind for the exercise.
    InvalidAnswer,
    /// Too many attempts in a short time.
    TooManyAttempts,
    /// A text holds the character U+0000.
    InvalidText,
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
            Self::WrongCredentials => [
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
                "Бір сұрауға 200 жауапқа дейін сияды: оларды бөліп жіберіңіз.",
                "В одном запросе не больше 200 ответов: отправьте их частями.",
                "One request holds at most 200 reviews: send them in parts.",
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
        }
    }
}
