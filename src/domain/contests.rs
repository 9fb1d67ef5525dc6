//! Contests: who learns and keeps most words of a list within a span of study days, for an event of the directory.
//!
//! What counts is memory, not clicks: a word is kept when a card of it that came back after a day or more was remembered
//! at the last answer within the span, and no card of it was forgotten at its last answer. So it takes at least two days,
//! and answering more often gains nothing.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::domain::closed_list::closed_list;
use crate::domain::ids::{AccountId, ClubId, ContestEntryId, ContestId, EventId, LessonId, WordId};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::chosen_words::{ChosenWord, WrongChoice, chosen_words};
use crate::domain::learning::study_day::StudyDay;
use crate::domain::problem::Problem;

/// Most words of a contest.
const MAX_WORDS: usize = 500;
/// Most study days of a contest.
pub const MAX_DAYS: u32 = 366;
/// Teams with fewer entrants are not ranked, since their mean would tell of one; nor is it told who is in them, which would
/// tell who somebody is who hides the name.
pub const LEAST_ENTRANTS: usize = 3;

closed_list! {
    /// What entrants are grouped by.
    TeamKind {
        /// By the club that they count for.
        Club = "club",
        /// By the district that they count for.
        Area = "area",
    }
}

closed_list! {
    /// What others see of an entrant's name.
    ContestNameDisplay {
        /// The account's display name.
        DisplayName = "display_name",
        /// The first letters of its words.
        Initials = "initials",
        /// Nothing.
        Hidden = "hidden",
    }
}

impl ContestNameDisplay {
    /// What others see of this name; none: nothing.
    pub fn of(self, display_name: &str) -> Option<String> {
        match self {
            Self::DisplayName => Some(display_name.to_owned()),
            Self::Initials => {
                let letters = display_name.split_whitespace().filter_map(|word| word.chars().next());
                let initials: Vec<String> =
                    letters.map(|letter| format!("{}.", letter.to_uppercase())).collect();
                Some(initials.join(" "))
            }
            Self::Hidden => None,
        }
    }
}

/// A contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    /// Its id.
    pub id: ContestId,
    /// The event that it is held for.
    pub event_id: EventId,
    /// What entrants are grouped by.
    pub teams: Option<TeamKind>,
    /// The first study day that counts, of each entrant's own.
    pub from: StudyDay,
    /// The last study day that counts.
    pub until: StudyDay,
    /// The words, in their order.
    pub words: Vec<WordId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// The words of a contest, as they are chosen: 1 to 500.
pub fn contest_words(
    catalogue: &Catalogue,
    lessons: &[LessonId],
    words: &[WordId],
) -> Result<Vec<ChosenWord>, Vec<WrongChoice>> {
    let chosen = chosen_words(catalogue, lessons, words)?;
    let fits = (1..=MAX_WORDS).contains(&chosen.len());
    if fits { Ok(chosen) } else { Err(vec![(Problem::InvalidContestWords, "wordIds")]) }
}

/// Whom an entrant counts for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Team {
    /// A club.
    Club(ClubId),
    /// A district (ISO 3166).
    Area(String),
}

/// Someone who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestEntry {
    /// Its id, which tells nothing of the learner.
    pub id: ContestEntryId,
    /// The contest.
    pub contest_id: ContestId,
    /// Who takes part.
    pub learner_id: AccountId,
    /// Whom they count for.
    pub team: Option<Team>,
    /// What others see of their name.
    pub name_display: ContestNameDisplay,
    /// When they entered.
    pub entered_at: DateTime<Utc>,
}

/// Where an entrant stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The place, from 1; who keeps as many words has the same.
    pub rank: u32,
    /// Who.
    pub entry: ContestEntry,
    /// What others see of the name.
    pub name: Option<String>,
    /// What the team is called, if it is a club that still is there.
    pub club_name: Option<String>,
    /// Whether others may know the team: it has three entrants or more.
    pub shows_team: bool,
    /// Words kept.
    pub words_kept: u32,
}

/// Gives places to standings, the most words first; those with as many in the order of their entries. Teams are shown that
/// are large enough.
pub fn rank(mut standings: Vec<Standing>) -> Vec<Standing> {
    standings.sort_by_key(|standing| (std::cmp::Reverse(standing.words_kept), standing.entry.id.uuid()));
    let mut last = (0, 0);
    for (standing, place) in standings.iter_mut().zip(1..) {
        if last.0 == 0 || last.1 != standing.words_kept {
            last = (place, standing.words_kept);
        }
        standing.rank = last.0;
    }
    let mut sizes: HashMap<Team, usize> = HashMap::new();
    for team in standings.iter().filter_map(|standing| standing.entry.team.clone()) {
        *sizes.entry(team).or_default() += 1;
    }
    for standing in &mut standings {
        let size = standing.entry.team.as_ref().and_then(|team| sizes.get(team));
        standing.shows_team = size.is_some_and(|size| *size >= LEAST_ENTRANTS);
    }
    standings
}

/// Where a team stands.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamStanding {
    /// The place, from 1; teams with the same mean have the same.
    pub rank: u32,
    /// The team.
    pub team: Team,
    /// What it is called, if it is a club.
    pub club_name: Option<String>,
    /// Its entrants.
    pub entrants: u32,
    /// Words kept by each of them, on average: so that the larger team has no advantage.
    pub mean_words_kept: f64,
}

/// Gives places to teams of at least three entrants.
pub fn rank_teams(standings: &[Standing]) -> Vec<TeamStanding> {
    let mut teams: std::collections::BTreeMap<&Team, Vec<&Standing>> = std::collections::BTreeMap::new();
    for standing in standings {
        if let Some(team) = &standing.entry.team {
            teams.entry(team).or_default().push(standing);
        }
    }
    let mut found: Vec<TeamStanding> = teams
        .into_iter()
        .filter(|(_, entrants)| entrants.len() >= LEAST_ENTRANTS)
        .map(|(team, entrants)| {
            let words: u32 = entrants.iter().map(|standing| standing.words_kept).sum();
            let number = u32::try_from(entrants.len()).unwrap_or(u32::MAX);
            TeamStanding {
                rank: 0,
                team: team.clone(),
                club_name: entrants.iter().find_map(|standing| standing.club_name.clone()),
                entrants: number,
                mean_words_kept: f64::from(words) / f64::from(number),
            }
        })
        .collect();
    found.sort_by(|a, b| b.mean_words_kept.total_cmp(&a.mean_words_kept));
    let mut last = (0, 0.0);
    for (standing, place) in found.iter_mut().zip(1..) {
        if last.0 == 0 || standing.mean_words_kept < last.1 {
            last = (place, standing.mean_words_kept);
        }
        standing.rank = last.0;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn standing(number: u128, team: Option<&str>, words_kept: u32) -> Standing {
        Standing {
            rank: 0,
            entry: ContestEntry {
                id: Uuid::from_u128(number).into(),
                contest_id: Uuid::nil().into(),
                learner_id: Uuid::from_u128(number).into(),
                team: team.map(|area| Team::Area(area.to_owned())),
                name_display: ContestNameDisplay::Hidden,
                entered_at: DateTime::UNIX_EPOCH,
            },
            name: None,
            club_name: None,
            shows_team: false,
            words_kept,
        }
    }

    #[test]
    fn a_team_of_fewer_than_three_is_not_shown() {
        let teams = [Some("KZ-19"), Some("KZ-19"), Some("KZ-ALA"), Some("KZ-ALA"), Some("KZ-ALA"), None];
        let all = teams.iter().zip(1..).map(|(team, number)| standing(number, *team, 0)).collect();
        let shown: Vec<bool> = rank(all).iter().map(|standing| standing.shows_team).collect();
        assert_eq!(shown, [false, false, true, true, true, false]);
    }

    #[test]
    fn who_keeps_as_many_has_the_same_place_and_the_next_one_waits() {
        let ranked = rank(vec![
            standing(1, None, 3),
            standing(2, None, 7),
            standing(3, None, 7),
            standing(4, None, 0),
        ]);
        let places: Vec<_> = ranked.iter().map(|one| (one.rank, one.words_kept)).collect();
        assert_eq!(places, [(1, 7), (1, 7), (3, 3), (4, 0)]);
        assert_eq!(rank(Vec::new()), []);
    }

    #[test]
    fn teams_are_ranked_by_their_mean_and_small_ones_not_at_all() {
        let of = |team, words: &[u32]| -> Vec<Standing> {
            words.iter().zip(1..).map(|(&words, number)| standing(number, Some(team), words)).collect()
        };
        let mut all = of("KZ-19", &[9, 9]);
        all.extend(of("KZ-ALA", &[4, 5, 6]));
        all.extend(of("KZ-ALM", &[1, 2, 3, 10]));
        all.push(standing(9, None, 50));
        let ranked = rank_teams(&all);
        let told: Vec<_> = ranked
            .iter()
            .map(|team| (team.rank, team.team.clone(), team.entrants, team.mean_words_kept))
            .collect();
        let area = |code: &str| Team::Area(code.to_owned());
        assert_eq!(told, [(1, area("KZ-ALA"), 3, 5.0), (2, area("KZ-ALM"), 4, 4.0)]);
    }

    #[test]
    fn names_are_shown_as_their_owners_chose() {
        let name = "әлия Сейітова";
        assert_eq!(ContestNameDisplay::DisplayName.of(name).as_deref(), Some(name));
        assert_eq!(ContestNameDisplay::Initials.of(name).as_deref(), Some("Ә. С."));
        assert_eq!(ContestNameDisplay::Hidden.of(name), None);
    }
}
