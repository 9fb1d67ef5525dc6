//! The explanation in words: one sentence per fact, in Kazakh, Russian and English.

use chrono::NaiveDate;

use super::Explanation;
use crate::domain::learning::card::{CardPhase, Memory};
use crate::domain::learning::review::Rating;
use crate::domain::text::Language;

/// A fact to explain.
enum Fact {
    New { maximum_per_day: u32 },
    Reset(NaiveDate),
    LastReview { on: NaiveDate, rating: Rating },
    Step { number: usize, of: usize, wait_seconds: i64, relearning: bool },
    Memory(Memory),
    Retrievability(f32),
    ModelInterval { retention: f32, days: f32 },
    MaximumInterval(u32),
    MinimumInterval(u32),
    ChosenInterval { from: u32, until: u32, days: u32 },
    OnlyInterval(u32),
    EasyDays([u8; 7]),
    Preset(u32),
    Leech { lapses: u32, is_out_of_queue: bool },
    Suspended,
    Buried(NaiveDate),
    Due { at: String, is_due: bool },
}

impl Explanation {
    /// Returns the sentences of the explanation, in reading order.
    pub fn lines(&self, language: Language) -> Vec<String> {
        self.facts().iter().map(|fact| fact.sentence(language)).collect()
    }

    fn facts(&self) -> Vec<Fact> {
        let state = &self.card.state;
        let mut facts = Vec::new();
        let Some((rating, outcome)) = &self.last else {
            if let Some(at) = state.reset_at {
                facts.push(Fact::Reset(self.calendar.day_of(at).date()));
            }
            facts.push(Fact::New { maximum_per_day: self.new_cards_per_day });
            facts.extend(self.queue_exclusions());
            return facts;
        };
        facts.push(Fact::LastReview { on: outcome.study_day.date(), rating: *rating });
        facts.push(Fact::Memory(outcome.memory));
        facts.extend(self.retrievability.map(Fact::Retrievability));
        if let (Some(steps), Some(last)) = (self.steps(), state.last_review) {
            facts.push(Fact::Step {
                number: usize::from(state.step) + 1,
                of: steps.len(),
                wait_seconds: (state.due_at - last.at).num_seconds(),
                relearning: state.phase == CardPhase::Relearning,
            });
        }
        if let Some(choice) = outcome.choice {
            let scheduling = &self.preset.scheduling;
            let (retention, days) = (scheduling.desired_retention, outcome.raw_interval_days);
            facts.push(Fact::ModelInterval { retention, days });
            #[expect(clippy::cast_precision_loss, reason = "at most 36,500")]
            if days > scheduling.maximum_interval_days as f32 {
                facts.push(Fact::MaximumInterval(scheduling.maximum_interval_days));
            }
            if choice.minimum > 1 && choice.fuzz.0 == choice.minimum {
                facts.push(Fact::MinimumInterval(choice.minimum));
            }
            let (from, until) = choice.fuzz;
            if from == until {
                facts.push(Fact::OnlyInterval(choice.days));
            } else {
                facts.push(Fact::ChosenInterval { from, until, days: choice.days });
            }
            if scheduling.easy_days != [100; 7] {
                facts.push(Fact::EasyDays(scheduling.easy_days));
            }
        }
        facts.push(Fact::Preset(outcome.preset_number));
        facts.extend(self.queue_exclusions());
        let local = state.due_at.with_timezone(&self.calendar.zone).format("%Y-%m-%d %H:%M");
        let at = format!("{local} ({})", self.calendar.zone.name());
        facts.push(Fact::Due { at, is_due: self.is_due });
        facts
    }

    /// Returns the facts that keep the card out of the queue.
    fn queue_exclusions(&self) -> impl Iterator<Item = Fact> {
        let lapses = self.card.state.lapses;
        let leech = self.is_leech.then_some(Fact::Leech { lapses, is_out_of_queue: self.suspends_leeches });
        let suspended = self.card.suspended_at.map(|_| Fact::Suspended);
        let until = self.card.buried_until.filter(|_| self.card.is_buried(self.today));
        let buried = until.map(|until| Fact::Buried(until.date()));
        [leech, suspended, buried].into_iter().flatten()
    }
}

impl Fact {
    fn sentence(&self, language: Language) -> String {
        match language {
            Language::Kk => self.kazakh(),
            Language::Ru => self.russian(),
            Language::En => self.english(),
        }
    }

    fn kazakh(&self) -> String {
        match self {
            Self::New { maximum_per_day } => format!(
                "Бұл – жаңа карточка. Жаңа карточкалар сабақтар басталған ретпен келеді, күніне ең көбі {maximum_per_day}."
            ),
            Self::Reset(on) => format!("Карточка {on} күні қайтадан жаңа болды."),
            Self::LastReview { on, rating } => {
                let (name, meaning) = match rating {
                    Rating::Again => ("AGAIN", "ұмытылды"),
                    Rating::Hard => ("HARD", "қиналып еске түсті"),
                    Rating::Good => ("GOOD", "еске түсті"),
                    Rating::Easy => ("EASY", "бірден еске түсті"),
                };
                format!("Соңғы жауап – {on}, бағасы – {name} ({meaning}).")
            }
            Self::Step { number, of, wait_seconds, relearning } => {
                let wait = wait(*wait_seconds, ["секунд", "минут", "сағат", "күн"]);
                let begin = if *relearning {
                    "Карточка ұмытылды, сондықтан сол күннің қадамдарынан өтіп жатыр"
                } else {
                    "Карточка алғашқы күннің қадамдарынан өтіп жатыр"
                };
                format!("{begin}: барлығы {of} қадам, қазіргісі – {number}-қадам, күту уақыты – {wait}.")
            }
            Self::Memory(memory) => format!(
                "Жадтағы тұрақтылық S = {} күн: сонша күннен кейін еске түсіру ықтималдығы 90 % болады. Қиындық D = {} (1-ден 10-ға дейін).",
                decimal(memory.stability, ","),
                decimal(memory.difficulty, ",")
            ),
            Self::Retrievability(chance) => {
                format!("Бүгін еске түсіру ықтималдығы R = {} %.", decimal(chance * 100.0, ","))
            }
            Self::ModelInterval { retention, days } => format!(
                "Сіз таңдаған есте сақтау деңгейі – {} %: модель бойынша оған {} күн аралық сай келеді.",
                decimal(retention * 100.0, ","),
                decimal(*days, ",")
            ),
            Self::MaximumInterval(days) => {
                format!("Модель бұдан да ұзақ аралық берді, бірақ сіз қойған шек – {days} күн.")
            }
            Self::MinimumInterval(days) => format!(
                "Аралық – кемінде {days} күн: модель ұзартқанды кездейсоқ таңдау қысқартпайды, ал жақсырақ баға ұзағырақ аралық береді."
            ),
            Self::ChosenInterval { from, until, days } => format!(
                "Карточкалар бір күнге жиналып қалмауы үшін аралық {from}–{until} күн ішінен таңдалды: {days} күн."
            ),
            Self::OnlyInterval(days) => format!("Таңдауға болатын жалғыз аралық – {days} күн."),
            Self::EasyDays(shares) => {
                let names = ["дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"];
                format!("Апта күндерінің үлесі: {}.", week(names, *shares))
            }
            Self::Preset(0) => "Жоспарлау баптаулары – әдепкі.".to_owned(),
            Self::Preset(number) => format!("Жоспарлау баптауларының нөмірі – {number}."),
            Self::Leech { lapses, is_out_of_queue: true } => format!(
                "Карточка {lapses} рет ұмытылды: бұлай үйренуден пайда аз, сондықтан қайтарып алғанша ол сұралмайды."
            ),
            Self::Leech { lapses, is_out_of_queue: false } => {
                format!("Карточка {lapses} рет ұмытылды: оны басқаша үйреніп көріңіз.")
            }
            Self::Suspended => "Сіз карточканы тоқтатып қойдыңыз: қайтарып алғанша ол сұралмайды.".to_owned(),
            Self::Buried(until) => format!("Карточка {until} күніне дейін кейінге қалдырылды."),
            Self::Due { at, is_due: true } => format!("Карточканы қайталайтын уақыт келді: {at}."),
            Self::Due { at, is_due: false } => format!("Карточканы қайталайтын уақыт: {at}."),
        }
    }

    fn russian(&self) -> String {
        match self {
            Self::New { maximum_per_day } => format!(
                "Это новая карточка. Новые карточки приходят в том порядке, в котором начаты уроки, не больше {maximum_per_day} в день."
            ),
            Self::Reset(on) => format!("Карточка снова стала новой {on}."),
            Self::LastReview { on, rating } => {
                let (name, meaning) = match rating {
                    Rating::Again => ("AGAIN", "забыто"),
                    Rating::Hard => ("HARD", "вспомнилось с трудом"),
                    Rating::Good => ("GOOD", "вспомнилось"),
                    Rating::Easy => ("EASY", "вспомнилось сразу"),
                };
                format!("Последний ответ – {on}, оценка – {name} ({meaning}).")
            }
            Self::Step { number, of, wait_seconds, relearning } => {
                let wait = wait(*wait_seconds, ["с", "мин", "ч", "дн."]);
                let begin = if *relearning {
                    "Карточка забылась и проходит шаги этого дня"
                } else {
                    "Карточка проходит шаги первого дня"
                };
                format!("{begin}: сейчас шаг {number} из {of}, ожидание – {}.", wait.trim_end_matches('.'))
            }
            Self::Memory(memory) => format!(
                "Стабильность памяти S = {} дн.: за столько дней вероятность вспомнить падает до 90 %. Сложность D = {} (от 1 до 10).",
                decimal(memory.stability, ","),
                decimal(memory.difficulty, ",")
            ),
            Self::Retrievability(chance) => {
                format!("Вероятность вспомнить сегодня R = {} %.", decimal(chance * 100.0, ","))
            }
            Self::ModelInterval { retention, days } => format!(
                "Желаемая доля запоминания – {} %: ей по модели отвечает интервал {} дн.",
                decimal(retention * 100.0, ","),
                decimal(*days, ",")
            ),
            Self::MaximumInterval(days) => {
                format!("Модель дала больший интервал, но ваш предел – {days} дн.")
            }
            Self::MinimumInterval(days) => format!(
                "Интервал – не меньше {days} дн.: разброс не отменяет удлинения, а лучшая оценка даёт больший интервал."
            ),
            Self::ChosenInterval { from, until, days } => format!(
                "Чтобы карточки не собирались в один день, интервал выбран из {from}–{until} дн.: {days} дн."
            ),
            Self::OnlyInterval(days) => format!("Возможен только один интервал: {days} дн."),
            Self::EasyDays(shares) => {
                let names =
                    ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"];
                format!("Доли дней недели: {}.", week(names, *shares))
            }
            Self::Preset(0) => "Настройки планирования – по умолчанию.".to_owned(),
            Self::Preset(number) => format!("Настройки планирования – номер {number}."),
            Self::Leech { lapses, is_out_of_queue: true } => format!(
                "Карточка забыта много раз ({lapses}): от такого заучивания мало пользы, поэтому она не приходит, пока вы её не вернёте."
            ),
            Self::Leech { lapses, is_out_of_queue: false } => {
                format!("Карточка забыта много раз ({lapses}): попробуйте учить её иначе.")
            }
            Self::Suspended => {
                "Вы приостановили карточку: пока вы её не вернёте, она не приходит.".to_owned()
            }
            Self::Buried(until) => format!("Карточка отложена до {until}."),
            Self::Due { at, is_due: true } => format!("Карточку пора повторить, с {at}."),
            Self::Due { at, is_due: false } => format!("Карточка придёт {at}."),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::New { maximum_per_day } => format!(
                "This card is new. New cards come in the order in which lessons were started, at most {maximum_per_day} per day."
            ),
            Self::Reset(on) => format!("The card was reset on {on} and is new again."),
            Self::LastReview { on, rating } => {
                let (name, meaning) = match rating {
                    Rating::Again => ("AGAIN", "forgotten"),
                    Rating::Hard => ("HARD", "remembered with difficulty"),
                    Rating::Good => ("GOOD", "remembered"),
                    Rating::Easy => ("EASY", "remembered at once"),
                };
                format!("The last answer was on {on}, rated {name} ({meaning}).")
            }
            Self::Step { number, of, wait_seconds, relearning } => {
                let wait = wait(*wait_seconds, ["s", "min", "h", "d"]);
                let begin = if *relearning {
                    "The card was forgotten and is in the steps of that day"
                } else {
                    "The card is in the steps of its first day"
                };
                format!("{begin}: step {number} of {of}, with a wait of {wait}.")
            }
            Self::Memory(memory) => format!(
                "Its stability S is {} days: after that time, the chance of recall is down to 90 %. Its difficulty D is {} on a scale from 1 to 10.",
                decimal(memory.stability, "."),
                decimal(memory.difficulty, ".")
            ),
            Self::Retrievability(chance) => {
                format!("The chance that you recall it today, R, is {} %.", decimal(chance * 100.0, "."))
            }
            Self::ModelInterval { retention, days } => format!(
                "For your desired retention of {} %, the model's interval is {} days.",
                decimal(retention * 100.0, "."),
                decimal(*days, ".")
            ),
            Self::MaximumInterval(days) => format!("That is longer than your maximum of {days} d."),
            Self::MinimumInterval(days) => format!(
                "It is at least {days} d: fuzz never undoes a lengthening by the model, and a better rating gives a longer interval."
            ),
            Self::ChosenInterval { from, until, days } => format!(
                "To spread cards over several days, the interval was chosen from {from} to {until} d: {days} d."
            ),
            Self::OnlyInterval(days) => format!("Only one interval was possible: {days} d."),
            Self::EasyDays(shares) => {
                let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
                format!("The share of each day of the week: {}.", week(names, *shares))
            }
            Self::Preset(0) => "It was scheduled with the default preset.".to_owned(),
            Self::Preset(number) => format!("It was scheduled with your preset number {number}."),
            Self::Leech { lapses, is_out_of_queue: true } => {
                format!(
                    "It was forgotten {lapses} times and is a leech: it stays out of the queue until you return it."
                )
            }
            Self::Leech { lapses, is_out_of_queue: false } => {
                format!("It was forgotten {lapses} times and is a leech: try to learn it in another way.")
            }
            Self::Suspended => "You suspended it: it stays out of the queue until you return it.".to_owned(),
            Self::Buried(until) => format!("It is put off until {until}."),
            Self::Due { at, is_due: true } => format!("It has been due since {at}."),
            Self::Due { at, is_due: false } => format!("It is due from {at}."),
        }
    }
}

/// Formats a number with one decimal, or none if that is 0.
fn decimal(value: f32, point: &str) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.replace('.', point), ToOwned::to_owned)
}

/// Formats a wait in the largest unit of which it is a whole number.
fn wait(seconds: i64, [second, minute, hour, day]: [&str; 4]) -> String {
    let units = [(86_400, day), (3_600, hour), (60, minute)];
    let fits = units.into_iter().find(|(size, _)| seconds >= *size && seconds % size == 0);
    let (size, unit) = fits.unwrap_or((1, second));
    format!("{} {unit}", seconds / size)
}

fn week(names: [&str; 7], shares: [u8; 7]) -> String {
    let days = names.iter().zip(shares).map(|(name, share)| format!("{name} {share} %"));
    days.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(decimal(2.3065, ","), "2,3");
        assert_eq!(decimal(90.0, "."), "90");
        assert_eq!(wait(600, ["s", "min", "h", "d"]), "10 min");
        assert_eq!(wait(330, ["s", "min", "h", "d"]), "330 s");
        assert_eq!(wait(86_400, ["s", "min", "h", "d"]), "1 d");
    }
}
