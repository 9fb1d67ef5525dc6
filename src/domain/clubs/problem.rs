//! What can be wrong with what is asked of a club.

/// An expected failure of something that is done with a club.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClubProblem {
    /// The invitation has run out.
    InvitationExpired,
    /// The invitation has let in as many as it may.
    InvitationUsedUp,
    /// 1,000 invitations of the club let somebody in, or would.
    TooManyInvitations,
    /// The number of uses is not within 1 to 1,000.
    InvalidMaxUses,
    /// The end is past, or more than 366 days away.
    InvalidExpiry,
    /// Not a table with a column «name», or one without rows.
    InvalidCsv,
    /// More than 500 rows.
    TooManyRows,
    /// Who asks to join is in the club.
    AlreadyMember,
    /// 20 requests of the learner wait for an answer.
    TooManyJoinRequests,
    /// The request has been answered, or taken back.
    RequestDecided,
    /// No words, more than 200, or more than 10 lessons.
    InvalidAssignmentSize,
    /// The last day is before the first, or more than 366 days behind it.
    InvalidDeadline,
    /// 30 assignments of the club are under way or to come.
    TooManyAssignments,
    /// The assignment was withdrawn.
    AssignmentWithdrawn,
}

impl ClubProblem {
    /// What to do, in Kazakh, Russian and English.
    pub(in crate::domain) fn sentences(self) -> [&'static str; 3] {
        match self {
            Self::InvitationExpired => [
                "Шақыру кодының мерзімі өтті: клуб жетекшісінен жаңасын сұраңыз.",
                "Срок кода приглашения истёк: попросите у руководителя клуба новый.",
                "This invite code has expired: ask the club's leader for a new one.",
            ],
            Self::InvitationUsedUp => [
                "Шақыру коды толық пайдаланылды: клуб жетекшісінен жаңасын сұраңыз.",
                "Код приглашения использован полностью: попросите у руководителя клуба новый.",
                "This invite code has been used up: ask the club's leader for a new one.",
            ],
            Self::TooManyInvitations => [
                "Клубта 1000-нан көп жарамды шақыру коды бола алмайды: керек еместерін қайтарып алыңыз.",
                "У клуба не может быть больше 1000 действующих приглашений: отзовите ненужные.",
                "A club can't have more than 1,000 invitations that let somebody in: revoke those that nobody needs.",
            ],
            Self::InvalidMaxUses => [
                "Шақыру коды 1-ден 1000 адамға дейін жарайды.",
                "Код приглашения действует для 1–1000 человек.",
                "An invite code is for 1 to 1,000 people.",
            ],
            Self::InvalidExpiry => [
                "Мерзімнің соңын болашақтан, 366 күннен аспайтындай етіп таңдаңыз.",
                "Выберите окончание срока в будущем, не далее 366 дней.",
                "Choose an end in the future, at most 366 days from now.",
            ],
            Self::InvalidCsv => [
                "Бірінші жолында «name» бағаны бар, әр адамға бір жолдан тұратын CSV кестесін беріңіз.",
                "Дайте таблицу CSV со столбцом «name» в первой строке и по строке на человека.",
                "Give a CSV table with a column «name» in its first line, and a line for each person.",
            ],
            Self::TooManyRows => [
                "Бір кестеде 500 жолға дейін болады: оны бөліп жіберіңіз.",
                "В одной таблице не больше 500 строк: отправьте её частями.",
                "One table has at most 500 rows: send it in parts.",
            ],
            Self::AlreadyMember => [
                "Сіз бұл клубтың мүшесісіз.",
                "Вы уже состоите в этом клубе.",
                "You are in this club already.",
            ],
            Self::TooManyJoinRequests => [
                "Сіздің 20 өтінішіңіз жауап күтіп тұр: бірін қайтарып алыңыз немесе жауап күтіңіз.",
                "Ваши 20 заявок ждут ответа: отзовите одну или дождитесь ответа.",
                "Your 20 requests wait for an answer: withdraw one, or wait for an answer.",
            ],
            Self::RequestDecided => [
                "Бұл өтініш бойынша шешім қабылданған.",
                "По этой заявке решение уже принято.",
                "This request has been decided already.",
            ],
            Self::InvalidAssignmentSize => [
                "Тапсырмаға 10 сабаққа дейін, барлығы 1-ден 200 сөзге дейін беріңіз.",
                "Задайте до 10 уроков, всего от 1 до 200 слов.",
                "Assign at most 10 lessons, and 1 to 200 words in all.",
            ],
            Self::InvalidDeadline => [
                "Соңғы күн бірінші күннен ерте болмайды және одан 366 күннен аспайды.",
                "Последний день не раньше первого и не позже чем через 366 дней после него.",
                "The last day is not before the first, and at most 366 days behind it.",
            ],
            Self::TooManyAssignments => [
                "Клубта 30 тапсырма жүріп жатыр: алдымен бірін қайтарып алыңыз немесе аяқталғанын күтіңіз.",
                "В клубе уже идут 30 заданий: отзовите одно или дождитесь, пока оно закончится.",
                "30 assignments of the club are under way: withdraw one, or wait until one is over.",
            ],
            Self::AssignmentWithdrawn => [
                "Бұл тапсырма қайтарып алынған: жаңасын жасаңыз.",
                "Это задание отозвано: создайте новое.",
                "This assignment was withdrawn: make a new one.",
            ],
        }
    }
}
