//! What can be wrong with a schedule, or with the window that is asked of it.

use std::fmt;

use crate::domain::text::Language;

/// Why a schedule cannot be taken, or its occurrences cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScheduleProblem {
    /// A length is not within 1 minute to 31 days.
    InvalidMinutes,
    /// A time is before 1900, after 2199, or has fractions of a second.
    InvalidTime,
    /// The rule's text is longer than [`MAX_RULE_BYTES`](super::MAX_RULE_BYTES).
    RuleTooLong,
    /// The rule is not one of RFC 5545, section 3.3.10.
    InvalidRule,
    /// The rule repeats more than once a day.
    UnsupportedFrequency,
    /// The rule has a part that calendars do not agree on.
    UnsupportedRulePart,
    /// INTERVAL is not within 1 to [`MAX_INTERVAL`](super::MAX_INTERVAL).
    InvalidInterval,
    /// COUNT is not within 1 to [`MAX_COUNT`](super::MAX_COUNT).
    InvalidCount,
    /// The rule has both COUNT and UNTIL.
    CountAndUntil,
    /// The rule ends before its first occurrence.
    UntilBeforeStart,
    /// The first occurrence is not one of the rule's.
    StartNotInRule,
    /// An additional occurrence is before the first one.
    AdditionalBeforeStart,
    /// More additional occurrences than [`MAX_ADDITIONAL`](super::MAX_ADDITIONAL).
    TooManyAdditional,
    /// More exceptions than [`MAX_EXCEPTIONS`](super::MAX_EXCEPTIONS).
    TooManyExceptions,
    /// Two exceptions name the same occurrence.
    DuplicateException,
    /// An exception names a time at which nothing occurs.
    ExceptionWithoutOccurrence,
    /// The window ends before it begins, or is longer than [`MAX_WINDOW_DAYS`](super::MAX_WINDOW_DAYS).
    InvalidWindow,
}

impl ScheduleProblem {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::InvalidMinutes,
        Self::InvalidTime,
        Self::RuleTooLong,
        Self::InvalidRule,
        Self::UnsupportedFrequency,
        Self::UnsupportedRulePart,
        Self::InvalidInterval,
        Self::InvalidCount,
        Self::CountAndUntil,
        Self::UntilBeforeStart,
        Self::StartNotInRule,
        Self::AdditionalBeforeStart,
        Self::TooManyAdditional,
        Self::TooManyExceptions,
        Self::DuplicateException,
        Self::ExceptionWithoutOccurrence,
        Self::InvalidWindow,
    ];

    /// Its stable name, for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidMinutes => "INVALID_MINUTES",
            Self::InvalidTime => "INVALID_TIME",
            Self::RuleTooLong => "RULE_TOO_LONG",
            Self::InvalidRule => "INVALID_RULE",
            Self::UnsupportedFrequency => "UNSUPPORTED_FREQUENCY",
            Self::UnsupportedRulePart => "UNSUPPORTED_RULE_PART",
            Self::InvalidInterval => "INVALID_INTERVAL",
            Self::InvalidCount => "INVALID_COUNT",
            Self::CountAndUntil => "COUNT_AND_UNTIL",
            Self::UntilBeforeStart => "UNTIL_BEFORE_START",
            Self::StartNotInRule => "START_NOT_IN_RULE",
            Self::AdditionalBeforeStart => "ADDITIONAL_BEFORE_START",
            Self::TooManyAdditional => "TOO_MANY_ADDITIONAL",
            Self::TooManyExceptions => "TOO_MANY_EXCEPTIONS",
            Self::DuplicateException => "DUPLICATE_EXCEPTION",
            Self::ExceptionWithoutOccurrence => "EXCEPTION_WITHOUT_OCCURRENCE",
            Self::InvalidWindow => "INVALID_WINDOW",
        }
    }

    /// One sentence that says what to do, in the asked language.
    pub fn sentence(self, language: Language) -> &'static str {
        let [kk, ru, en] = self.sentences();
        match language {
            Language::Kk => kk,
            Language::Ru => ru,
            Language::En => en,
        }
    }

    /// The sentence in Kazakh, Russian and English.
    pub fn sentences(self) -> [&'static str; 3] {
        match self {
            Self::InvalidMinutes => [
                "Ұзақтықты минутпен көрсетіңіз: 1-ден 44 640-қа дейін (31 күн).",
                "Укажите длительность в минутах: от 1 до 44 640 (31 день).",
                "Give a length of 1 to 44,640 minutes (31 days).",
            ],
            Self::InvalidTime => [
                "Уақытты 1900–2199 жылдар аралығында, секунд бөліктерінсіз көрсетіңіз.",
                "Укажите время в пределах 1900–2199 годов, без долей секунды.",
                "Give times within the years 1900 to 2199, without fractions of a second.",
            ],
            Self::RuleTooLong => [
                "Қайталану ережесін 500 байттан асырмаңыз.",
                "Сократите правило повторения до 500 байт.",
                "Give a recurrence rule of at most 500 bytes.",
            ],
            Self::InvalidRule => [
                "Қайталану ережесін RFC 5545 бойынша жазыңыз, мысалы FREQ=WEEKLY;BYDAY=SA.",
                "Запишите правило повторения по RFC 5545, например FREQ=WEEKLY;BYDAY=SA.",
                "Give a recurrence rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=SA.",
            ],
            Self::UnsupportedFrequency => [
                "FREQ үшін DAILY, WEEKLY, MONTHLY немесе YEARLY таңдаңыз.",
                "Выберите для FREQ значение DAILY, WEEKLY, MONTHLY или YEARLY.",
                "Choose DAILY, WEEKLY, MONTHLY or YEARLY for FREQ.",
            ],
            Self::UnsupportedRulePart => [
                "Ережеде тек INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY және айлық ережеде BYDAY \
                 бөлігімен бірге BYSETPOS болсын; нөмірленген апта күндерін басқалармен, BYMONTHDAY не BYSETPOS \
                 бөлігімен бірге, ал жылдық ережеде оларды да, BYMONTHDAY бөлігін де BYMONTH бөлігінсіз жазбаңыз.",
                "Оставьте в правиле только INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY и, в месячном с \
                 BYDAY, BYSETPOS; не сочетайте дни недели с номером с другими, с BYMONTHDAY и с BYSETPOS, а в \
                 годовом правиле указывайте их и BYMONTHDAY только вместе с BYMONTH.",
                "Use only INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY and, in a monthly rule with BYDAY, \
                 BYSETPOS; put numbered weekdays with no others, no BYMONTHDAY and no BYSETPOS; and in a yearly rule \
                 give them, or BYMONTHDAY, only with BYMONTH.",
            ],
            Self::InvalidInterval => [
                "INTERVAL 1-ден 1000-ға дейін болады.",
                "INTERVAL: от 1 до 1000.",
                "Give an INTERVAL of 1 to 1,000.",
            ],
            Self::InvalidCount => {
                ["COUNT 1-ден 1000-ға дейін болады.", "COUNT: от 1 до 1000.", "Give a COUNT of 1 to 1,000."]
            }
            Self::CountAndUntil => [
                "COUNT пен UNTIL екеуінің бірін ғана қалдырыңыз.",
                "Оставьте только одно из двух: COUNT или UNTIL.",
                "Give either COUNT or UNTIL, not both.",
            ],
            Self::UntilBeforeStart => [
                "UNTIL алғашқы өткізілуден ерте болмасын.",
                "Укажите UNTIL не раньше первого проведения.",
                "Give an UNTIL that is not before the first occurrence.",
            ],
            Self::StartNotInRule => [
                "Алғашқы өткізілу уақытын ережеге сай таңдаңыз.",
                "Выберите первое проведение так, чтобы оно подходило под правило.",
                "Choose a first occurrence that fits the rule.",
            ],
            Self::AdditionalBeforeStart => [
                "Қосымша өткізілулер алғашқысынан ерте болмасын.",
                "Укажите дополнительные проведения не раньше первого.",
                "Give additional occurrences that are not before the first one.",
            ],
            Self::TooManyAdditional => [
                "Қосымша өткізілулер саны 500-ден аспасын.",
                "Укажите не больше 500 дополнительных проведений.",
                "Give at most 500 additional occurrences.",
            ],
            Self::TooManyExceptions => [
                "Өзгертілген өткізілулер саны 500-ден аспасын.",
                "Укажите не больше 500 изменённых проведений.",
                "Give at most 500 exceptions.",
            ],
            Self::DuplicateException => [
                "Әр өткізілу үшін бір ғана өзгеріс көрсетіңіз.",
                "Укажите для каждого проведения только одно изменение.",
                "Give only one exception for each occurrence.",
            ],
            Self::ExceptionWithoutOccurrence => [
                "Өзгертілетін өткізілудің бастапқы уақытын көрсетіңіз: бұл уақытта ештеңе өткізілмейді.",
                "Укажите исходное время изменяемого проведения: в это время ничего не проводится.",
                "Name an occurrence by its original time: nothing occurs at this one.",
            ],
            Self::InvalidWindow => [
                "Басы соңынан ерте, 366 күннен аспайтын аралық сұраңыз.",
                "Запросите промежуток не длиннее 366 дней, начало которого раньше конца.",
                "Ask for a window of at most 366 days that begins before it ends.",
            ],
        }
    }
}

impl fmt::Display for ScheduleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence(Language::En))
    }
}
impl std::error::Error for ScheduleProblem {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_problem_has_a_name_and_sentences_of_its_own() {
        let names: BTreeSet<_> = ScheduleProblem::ALL.iter().map(|problem| problem.name()).collect();
        let sentences: BTreeSet<_> = ScheduleProblem::ALL
            .iter()
            .flat_map(|problem| Language::ALL.map(|language| problem.sentence(language)))
            .collect();
        assert_eq!(names.len(), ScheduleProblem::ALL.len());
        assert_eq!(sentences.len(), 3 * ScheduleProblem::ALL.len());
    }
}
