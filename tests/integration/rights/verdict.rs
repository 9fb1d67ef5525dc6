//! What an answer says of the rights of whoever got it.

use serde_json::Value;

use super::case::{Ask, Case};

/// What a role gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Got {
    /// What was asked for.
    Yes,
    /// Nothing, as if the object did not exist.
    Absent,
    /// That somebody has to be logged in.
    LogIn,
    /// That the role does not allow it.
    Forbidden,
}

impl Got {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Absent => "absent",
            Self::LogIn => "log in",
            Self::Forbidden => "forbidden",
        }
    }

    /// By an error's code. Another one is a case that does not ask what it means to.
    fn of_code(code: &str) -> Option<Self> {
        match code {
            // A cursor that is not of the caller's list, and one that is of none.
            "NOT_FOUND" | "UNKNOWN_INVITE_CODE" | "INVALID_CREDENTIALS" | "BAD_USER_INPUT" => {
                Some(Self::Absent)
            }
            "UNAUTHENTICATED" => Some(Self::LogIn),
            "FORBIDDEN" => Some(Self::Forbidden),
            _ => None,
        }
    }
}

/// Of an answer to a GraphQL operation: what stands at the pointer is what was asked for, or all of it where a text is
/// looked for, which it then must hold.
pub(super) fn of_graphql(body: &str, at: Option<&str>, holds: Option<&str>) -> Option<Got> {
    let answer: Value = serde_json::from_str(body).ok()?;
    let told = answer["errors"][0]["extensions"]["code"].as_str();
    if let Some(code) = told {
        return Got::of_code(code);
    }
    let first = answer["data"].as_object()?.values().next()?;
    if let Some(code) = refusal(first) {
        return Got::of_code(code);
    }
    if let Some(text) = holds {
        return Some(if body.contains(text) { Got::Yes } else { Got::Absent });
    }
    let asked = at.map_or(Some(first), |pointer| answer["data"].pointer(pointer));
    let is_nothing = asked.is_none_or(|asked| asked.is_null() || asked.as_array().is_some_and(Vec::is_empty));
    Some(if is_nothing { Got::Absent } else { Got::Yes })
}

/// Whether a query tells that the thing is there, of which the part that was asked for is not: the thing has rows of its own.
pub(super) fn shows_something(case: &Case, body: &str) -> bool {
    let Ask::Document(document, _) = &case.ask else { return false };
    let answer: Value = serde_json::from_str(body).unwrap_or_default();
    let first = answer["data"].as_object().and_then(|data| data.values().next());
    document.starts_with("query") && first.is_some_and(Value::is_object)
}

/// The code of what is wrong with a mutation's input, or with its first item.
fn refusal(payload: &Value) -> Option<&str> {
    let whole = &payload["errors"][0]["code"];
    let item = &payload["results"][0]["error"]["code"];
    whole.as_str().or(item.as_str())
}

/// Of an answer of another route.
pub(super) fn of_route(status: u16, body: &[u8], holds: Option<&str>) -> Option<Got> {
    match status {
        200 => {
            let held = |text: &str| body.windows(text.len()).any(|window| window == text.as_bytes());
            Some(if holds.is_none_or(held) { Got::Yes } else { Got::Absent })
        }
        401 => Some(Got::LogIn),
        403 => Some(Got::Forbidden),
        404 => Some(Got::Absent),
        _ => None,
    }
}
