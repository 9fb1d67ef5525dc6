//! Contests: competitions on words kept, for an event of the directory. The entrants who learn and keep the most words
//! of a list within a period of study days win.
//!
//! A contest counts memory, not clicks. For each card of a word, only the last answer in the period counts. A word is
//! kept if none of these answers forgot its card, and at least one of the cards came back on that study day after at least
//! one day, and was not forgotten on it. So keeping a word takes at least two days, and answering more often gains nothing.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::closed_list::closed_list;
use crate::ids::{AccountId, ClubId, ContestEntryId, ContestId, EventId, LessonId, WordId};
use crate::learning::catalogue::Catalogue;
use crate::learning::chosen_words::{ChosenWord, InvalidChoice, chosen_words};
use crate::learning::study_day::StudyDay;
use crate::number::saturated;
use crate::problem::Problem;

/// The maximum number of words in a contest.
const MAX_WORDS: usize = 500;
/// The maximum number of study days of a contest.
pub const MAX_DAYS: u32 = 366;
/// The minimum size of a team that is ranked and shown. The mean of a smaller team would reveal a single entrant's
/// result, and membership in it would reveal the identity of an entrant who hides their name.
pub const MIN_TEAM_ENTRANTS: usize = 3;

closed_list! {
    /// The kind of teams in a contest.
    TeamKind {
        /// Clubs.
        Club = "club",
        /// Areas.
        Area = "area",
    }
}

closed_list! {
    /// The form in which others see an entrant's name.
    ContestNameDisplay {
        /// The account's display name.
        DisplayName = "display_name",
        /// The initials of the display name.
        Initials = "initials",
        /// The name is hidden.
        Hidden = "hidden",
    }
}

impl ContestNameDisplay {
    /// Returns the name as others see it; `None` if it is hidden.
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
    /// The id.
    pub id: ContestId,
    /// The event that the contest belongs to.
    pub event_id: EventId,
    /// The kind of teams; `None` for a contest without teams.
    pub teams: Option<TeamKind>,
    /// The first day that counts, in each entrant's own study days.
    pub from: StudyDay,
    /// The last day that counts, in each entrant's own study days.
    pub until: StudyDay,
    /// The words, in order.
    pub words: Vec<WordId>,
    /// When the contest was created.
    pub created_at: DateTime<Utc>,
}

impl Contest {
    /// Whether another contest would be the same competition: of the same event, with the same teams, days and words.
    pub fn is_same(&self, other: &Self) -> bool {
        let Self { id: _, event_id, teams, from, until, words, created_at: _ } = self;
        (event_id, teams, from, until, words)
            == (&other.event_id, &other.teams, &other.from, &other.until, &other.words)
    }
}

/// Checks and collects the words of a contest: 1 to 500.
pub fn contest_words(
    catalogue: &Catalogue,
    lessons: &[LessonId],
    words: &[WordId],
) -> Result<Vec<ChosenWord>, Vec<InvalidChoice>> {
    let chosen = chosen_words(catalogue, lessons, words)?;
    let is_valid = (1..=MAX_WORDS).contains(&chosen.len());
    if is_valid { Ok(chosen) } else { Err(vec![(Problem::InvalidContestWords, "wordIds")]) }
}

/// The team that an entrant counts for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Team {
    /// A club.
    Club(ClubId),
    /// An area (ISO 3166).
    Area(String),
}

/// An entry in a contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestEntry {
    /// The id, which reveals nothing about the learner.
    pub id: ContestEntryId,
    /// The contest.
    pub contest_id: ContestId,
    /// The account of the entrant.
    pub learner_id: AccountId,
    /// The entrant's team.
    pub team: Option<Team>,
    /// The form in which others see the entrant's name.
    pub name_display: ContestNameDisplay,
    /// When the entrant entered.
    pub entered_at: DateTime<Utc>,
}

/// The standing of an entrant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestStanding {
    /// The rank, from 1; entrants with the same number of words share a rank.
    pub rank: u32,
    /// The entry.
    pub entry: ContestEntry,
    /// The name as others see it.
    pub name: Option<String>,
    /// The team's name, if it is a club that still exists.
    pub club_name: Option<String>,
    /// Whether others may see the team: it has at least three entrants.
    pub shows_team: bool,
    /// The number of words kept.
    pub words_kept: u32,
}

/// Ranks standings by words kept, most first; standings with the same number are in the order of their entries' ids.
/// Also sets for each standing whether its team is large enough to be shown.
pub fn rank(mut standings: Vec<ContestStanding>) -> Vec<ContestStanding> {
    standings.sort_by_key(|standing| (std::cmp::Reverse(standing.words_kept), standing.entry.id.uuid()));
    let mut last = (0, 0);
    for (standing, position) in standings.iter_mut().zip(1..) {
        if last.0 == 0 || last.1 != standing.words_kept {
            last = (position, standing.words_kept);
        }
        standing.rank = last.0;
    }
    let mut sizes: HashMap<Team, usize> = HashMap::new();
    for team in standings.iter().filter_map(|standing| standing.entry.team.clone()) {
        *sizes.entry(team).or_default() += 1;
    }
    for standing in &mut standings {
        let size = standing.entry.team.as_ref().and_then(|team| sizes.get(team));
        standing.shows_team = size.is_some_and(|size| *size >= MIN_TEAM_ENTRANTS);
    }
    standings
}

/// The standing of a team.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamStanding {
    /// The rank, from 1; teams with the same mean share a rank.
    pub rank: u32,
    /// The team.
    pub team: Team,
    /// The team's name, if it is a club.
    pub club_name: Option<String>,
    /// The number of entrants.
    pub entrants: u32,
    /// The mean number of words kept per entrant, so that a larger team has no advantage.
    pub mean_words_kept: f64,
}

/// Ranks the teams of at least three entrants.
pub fn rank_teams(standings: &[ContestStanding]) -> Vec<TeamStanding> {
    let mut teams: std::collections::BTreeMap<&Team, Vec<&ContestStanding>> =
        std::collections::BTreeMap::new();
    for standing in standings {
        if let Some(team) = &standing.entry.team {
            teams.entry(team).or_default().push(standing);
        }
    }
    let mut found: Vec<TeamStanding> = teams
        .into_iter()
        .filter(|(_, entrants)| entrants.len() >= MIN_TEAM_ENTRANTS)
        .map(|(team, entrants)| {
            let words: u32 = entrants.iter().map(|standing| standing.words_kept).sum();
            let number = saturated(entrants.len());
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
    for (standing, position) in found.iter_mut().zip(1..) {
        if last.0 == 0 || standing.mean_words_kept < last.1 {
            last = (position, standing.mean_words_kept);
        }
        standing.rank = last.0;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn standing(number: u128, team: Option<&str>, words_kept: u32) -> ContestStanding {
        ContestStanding {
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
    fn equal_entrants_share_a_rank_and_the_next_rank_is_skipped() {
        let ranked = rank(vec![
            standing(1, None, 3),
            standing(2, None, 7),
            standing(3, None, 7),
            standing(4, None, 0),
        ]);
        let ranks: Vec<_> = ranked.iter().map(|one| (one.rank, one.words_kept)).collect();
        assert_eq!(ranks, [(1, 7), (1, 7), (3, 3), (4, 0)]);
        assert_eq!(rank(Vec::new()), []);
    }

    #[test]
    fn teams_are_ranked_by_their_mean_and_small_ones_are_left_out() {
        let of = |team, words: &[u32]| -> Vec<ContestStanding> {
            words.iter().zip(1..).map(|(&words, number)| standing(number, Some(team), words)).collect()
        };
        let mut all = of("KZ-19", &[9, 9]);
        all.extend(of("KZ-ALA", &[4, 5, 6]));
        all.extend(of("KZ-ALM", &[1, 2, 3, 10]));
        all.push(standing(9, None, 50));
        let ranked = rank_teams(&all);
        let summary: Vec<_> = ranked
            .iter()
            .map(|team| (team.rank, team.team.clone(), team.entrants, team.mean_words_kept))
            .collect();
        let area = |code: &str| Team::Area(code.to_owned());
        assert_eq!(summary, [(1, area("KZ-ALA"), 3, 5.0), (2, area("KZ-ALM"), 4, 4.0)]);
    }

    #[test]
    fn names_are_shown_as_entrants_chose() {
        let name = "әлия Сейітова";
        assert_eq!(ContestNameDisplay::DisplayName.of(name).as_deref(), Some(name));
        assert_eq!(ContestNameDisplay::Initials.of(name).as_deref(), Some("Ә. С."));
        assert_eq!(ContestNameDisplay::Hidden.of(name), None);
    }
}
