//! An account's settings as a learner.

use std::collections::HashSet;

use diesel_async::AsyncPgConnection;
use kazakh::latin_draft::Script;

use crate::app::error::Checks;
use crate::app::{AppError, Caller, Viewer};
use crate::db;
use crate::db::learning::{ChangeNumber, MissingCard};
use crate::db::settings::SettingsChange;
use crate::domain::accounts::DisplayName;
use crate::domain::ids::CardId;
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::card::Skill;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::grading::Keyboard;
use crate::domain::learning::settings::{
    GlossLanguages, LearnerSettings, daily_goal, daily_limit, leech_threshold, rollover_hour, skills,
    time_zone,
};
use crate::domain::problem::Problem;
use crate::random;

/// A [`SettingsChange`] as a client sends it.
#[derive(Debug, Default)]
pub struct UncheckedSettingsChange {
    pub(crate) display_name: Option<String>,
    pub(crate) time_zone: Option<String>,
    pub(crate) rollover_hour: Option<i32>,
    pub(crate) daily_goal: Option<i32>,
    pub(crate) gloss_languages: Option<Vec<String>>,
    pub(crate) script: Option<Script>,
    pub(crate) keyboard: Option<Keyboard>,
    pub(crate) skills: Option<Vec<Skill>>,
    pub(crate) new_cards_per_day: Option<i32>,
    pub(crate) reviews_per_day: Option<i32>,
    pub(crate) bury_siblings: Option<bool>,
    pub(crate) leech_threshold: Option<i32>,
    pub(crate) suspend_leeches: Option<bool>,
    pub(crate) teach_new_words: Option<bool>,
}

impl UncheckedSettingsChange {
    fn check(self) -> Result<SettingsChange, AppError> {
        let mut checks = Checks::default();
        let name = self.display_name.and_then(|name| checks.field("displayName", DisplayName::new(&name)));
        let languages = self.gloss_languages.and_then(|tags| checks.field("glossLanguages", chain(&tags)));
        let checked = SettingsChange {
            display_name: name.map(|name| name.as_str().to_owned()),
            time_zone: self.time_zone.and_then(|name| checks.field("timeZone", time_zone(&name))),
            rollover_hour: self
                .rollover_hour
                .and_then(|hour| checks.field("rolloverHour", rollover_hour(hour))),
            daily_goal: self.daily_goal.and_then(|words| checks.field("dailyGoal", daily_goal(words))),
            gloss_languages: languages,
            script: self.script,
            keyboard: self.keyboard,
            skills: self.skills.and_then(|wanted| checks.field("skills", skills(wanted))),
            new_cards_per_day: self
                .new_cards_per_day
                .and_then(|cards| checks.field("newCardsPerDay", daily_limit(cards))),
            reviews_per_day: self
                .reviews_per_day
                .and_then(|cards| checks.field("reviewsPerDay", daily_limit(cards))),
            bury_siblings: self.bury_siblings,
            leech_threshold: self
                .leech_threshold
                .and_then(|lapses| checks.field("leechThreshold", leech_threshold(lapses))),
            suspend_leeches: self.suspend_leeches,
            teach_new_words: self.teach_new_words,
        };
        checks.finish()?;
        Ok(checked)
    }
}

fn chain(tags: &[String]) -> Result<GlossLanguages, Problem> {
    GlossLanguages::new(tags.iter().map(|tag| LanguageTag::new(tag)).collect::<Result<_, _>>()?)
}

/// Changes the viewer's settings. Earlier reviews keep their study days. An added skill gets cards of all words of
/// started lessons and of assignments, and of all words that have cards. The cards of a removed skill are kept, and hidden
/// until the skill is added again.
pub async fn update_settings(caller: &Caller, change: UncheckedSettingsChange) -> Result<Viewer, AppError> {
    let id = caller.viewer()?.account.id;
    let change = change.check()?;
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let number = db::learning::begin_change(connection, id).await?;
            let (account, settings) = db::settings::update(connection, id, &change).await?;
            if change.skills.is_some() {
                make_missing_cards(caller, connection, &catalogue, &settings, number).await?;
                db::learning::count_all_lessons(connection, id).await?;
            }
            Ok(Viewer { account, settings })
        })
        .await
}

/// Makes the missing cards of all skills that the learner practises. Five SQL statements, however many words there
/// are.
async fn make_missing_cards(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    catalogue: &Catalogue,
    settings: &LearnerSettings,
    change: ChangeNumber,
) -> Result<(), AppError> {
    let learner = settings.learner_id;
    let calendar = settings.calendar();
    let today = calendar.day_of(caller.now);
    let started = db::learning::lesson_starts(connection, learner).await?;
    let assigned = db::clubs::words_assigned_to(connection, learner).await?;
    let own = db::learning::words_with_cards(connection, learner).await?;
    let of_lessons = started.iter().flat_map(|(lesson, _)| catalogue.words_of(*lesson));
    // Words of a later assignment are hidden until the day in which it begins.
    let assigned = assigned.iter().filter_map(|(begins_at, id)| {
        let from = calendar.day_of(*begins_at);
        Some((catalogue.word(*id)?, (from > today).then_some(from)))
    });
    // Words of the learner's own lists may be in no started lesson and no assignment.
    let own = own.iter().filter_map(|id| Some((catalogue.word(*id)?, None)));
    let words = of_lessons.map(|word| (word, None)).chain(assigned).chain(own);
    let mut seen = HashSet::new();
    let fitting =
        words.filter(|(word, _)| !word.withdrawn && seen.insert(word.id)).flat_map(|(word, from)| {
            let practised = |skill: &Skill| settings.skills.contains(skill) && skill.fits(word);
            Skill::ALL.into_iter().filter(practised).map(move |skill| (word.id, skill, from))
        });
    let new: Vec<MissingCard> = fitting
        .zip(0..)
        .map(|((word, skill, from), position)| MissingCard {
            id: CardId::from(random::uuid_v7(caller.now)),
            word,
            skill,
            position,
            from,
        })
        .collect();
    Ok(db::learning::insert_missing_cards(connection, learner, &new, caller.now, change).await?)
}
