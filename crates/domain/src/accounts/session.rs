//! Sessions: the logins of an account.

use chrono::{DateTime, Duration, Utc};

use crate::ids::SessionId;

/// The time after which a use of a session is stored again.
pub const TOUCH_INTERVAL: Duration = Duration::hours(1);
/// The time after a login for which the password need not be entered again.
const RECENT_LOGIN: Duration = Duration::minutes(15);
/// The maximum length of a device's label, in characters.
const MAX_LABEL_CHARS: usize = 80;

/// A login of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The id.
    pub id: SessionId,
    /// The label of the client's device.
    pub device: Option<String>,
    /// When the account logged in.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to within [`TOUCH_INTERVAL`].
    pub last_used_at: DateTime<Utc>,
    /// When it expires unless it is used before.
    pub expires_at: DateTime<Utc>,
}

/// The time for which sessions are valid.
#[derive(Debug, Clone, Copy)]
pub struct SessionLifetime {
    /// The time after the last use.
    pub idle: Duration,
    /// The time after the login, however often it is used.
    pub absolute: Duration,
}

/// 30 days idle, a year at most.
impl Default for SessionLifetime {
    fn default() -> Self {
        Self { idle: Duration::days(30), absolute: Duration::days(365) }
    }
}

impl SessionLifetime {
    /// Returns the time at which a session that is used now expires.
    pub fn expiry(self, created_at: DateTime<Utc>, used_at: DateTime<Utc>) -> DateTime<Utc> {
        (used_at + self.idle).min(created_at + self.absolute)
    }
}

/// Whether a login, or entering the password again, at a moment still counts as recent. The moment may lie ahead of `now`,
/// because the clocks of several processes differ, but not by more: then the clock was wrong.
pub fn is_recent_login(entered_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    (now - entered_at).abs() <= RECENT_LOGIN
}

/// Returns the label of a device: the one that the client gave, or else the browser and the system of its `User-Agent`.
/// `None` if neither names a device.
pub fn device_label(given: Option<&str>, user_agent: Option<&str>) -> Option<String> {
    let given = given.map(shown).filter(|label| !label.is_empty());
    given.or_else(|| user_agent.and_then(label_of_user_agent))
}

fn shown(text: &str) -> String {
    let visible = text.trim().chars().filter(|c| !c.is_control() && !crate::text::is_invisible(*c));
    visible.take(MAX_LABEL_CHARS).collect()
}

fn label_of_user_agent(header: &str) -> Option<String> {
    // The order matters: Edge calls itself Chrome, too, and Chrome calls itself Safari.
    const PROGRAMS: [(&str, &str); 7] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("YaBrowser/", "Yandex Browser"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let named = |list: &[(&str, &'static str)]| {
        list.iter().find(|(sign, _)| header.contains(sign)).map(|&(_, name)| name)
    };
    match (named(&PROGRAMS), named(&SYSTEMS)) {
        (Some(program), Some(system)) => Some(format!("{program}, {system}")),
        // An app or a program: `okhttp/4.12`.
        (None, _) => {
            Some(shown(header.split('(').next().unwrap_or(header))).filter(|label| !label.is_empty())
        }
        (Some(program), None) => Some(program.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_expires_at_the_earlier_of_both_times() {
        let lifetime = SessionLifetime { idle: Duration::days(30), absolute: Duration::days(365) };
        let login: DateTime<Utc> = "2026-11-23T06:00:00Z".parse().unwrap();
        let expiry = |day| (lifetime.expiry(login, login + Duration::days(day)) - login).num_days();
        assert_eq!((expiry(0), expiry(100), expiry(360)), (30, 130, 365));
    }

    #[test]
    fn a_password_was_entered_recently_for_a_quarter_of_an_hour() {
        let now: DateTime<Utc> = "2026-11-23T06:00:00Z".parse().unwrap();
        for (seconds_ago, is_recent) in [(0, true), (900, true), (901, false), (-5, true), (-86_400, false)] {
            let entered_at = now - Duration::seconds(seconds_ago);
            assert_eq!(is_recent_login(entered_at, now), is_recent, "{seconds_ago}");
        }
    }

    #[test]
    fn a_device_is_called_what_the_client_calls_it() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0";
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
        for (given, agent, label) in [
            (Some(" Айгүлдің телефоны "), Some(firefox), Some("Айгүлдің телефоны")),
            (Some("\u{200b}"), Some(firefox), Some("Firefox, Linux")),
            (None, Some(edge), Some("Edge, Windows")),
            (None, Some(phone), Some("Safari, iPhone")),
            (None, Some("okhttp/4.12.0"), Some("okhttp/4.12.0")),
            (None, Some(""), None),
            (None, None, None),
        ] {
            assert_eq!(device_label(given, agent).as_deref(), label);
        }
        assert_eq!(device_label(Some(&"ә".repeat(200)), None).unwrap().chars().count(), 80);
    }
}
