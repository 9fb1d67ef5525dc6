//! What a response says about the caller's access.

use serde_json::Value;

use super::case::{Case, RequestTemplate};

/// The access of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// The caller gets the requested value.
    Yes,
    /// The response is the same as if the object did not exist.
    Absent,
    /// The caller has to log in.
    LogIn,
    /// The caller's role does not allow it.
    Forbidden,
}

impl Access {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Absent => "absent",
            Self::LogIn => "log in",
            Self::Forbidden => "forbidden",
        }
    }

    /// Returns the access that an error code means. Another code means that the case tests something else than access.
    fn of_code(code: &str) -> Option<Self> {
        match code {
            // `BAD_USER_INPUT`: a cursor of another caller's list, or of no list.
            "NOT_FOUND"
            | "UNKNOWN_INVITE_CODE"
            | "INVALID_CREDENTIALS"
            | "INVALID_EMAIL_LINK"
            | "INVALID_LOGIN_CODE"
            | "NO_SECOND_FACTOR"
            | "INVALID_PASSKEY"
            | "BAD_USER_INPUT" => Some(Self::Absent),
            "UNAUTHENTICATED" => Some(Self::LogIn),
            "FORBIDDEN" => Some(Self::Forbidden),
            _ => None,
        }
    }
}

/// Returns the access that a GraphQL response shows. With `expected`, the caller has access if the response contains
/// that text; else, if the value at the pointer is neither null nor empty.
pub(super) fn of_graphql(body: &str, pointer: Option<&str>, expected: Option<&str>) -> Option<Access> {
    let response: Value = serde_json::from_str(body).ok()?;
    let code = response["errors"][0]["extensions"]["code"].as_str();
    if let Some(code) = code {
        return Access::of_code(code);
    }
    let first = response["data"].as_object()?.values().next()?;
    if let Some(code) = problem_code(first) {
        return Access::of_code(code);
    }
    if let Some(text) = expected {
        return Some(if body.contains(text) { Access::Yes } else { Access::Absent });
    }
    let value = pointer.map_or(Some(first), |pointer| response["data"].pointer(pointer));
    let is_empty = value.is_none_or(|value| value.is_null() || value.as_array().is_some_and(Vec::is_empty));
    Some(if is_empty { Access::Absent } else { Access::Yes })
}

/// Returns whether the response of a query shows the object, so that only the requested part of it is absent. The
/// object has rows of its own.
pub(super) fn shows_object(case: &Case, body: &str) -> bool {
    let RequestTemplate::Document(document, _) = &case.request else { return false };
    let response: Value = serde_json::from_str(body).unwrap_or_default();
    let first = response["data"].as_object().and_then(|data| data.values().next());
    document.starts_with("query") && first.is_some_and(Value::is_object)
}

/// Returns the error code of a mutation, or of its first item.
fn problem_code(payload: &Value) -> Option<&str> {
    let whole = &payload["errors"][0]["code"];
    let item = &payload["results"][0]["error"]["code"];
    whole.as_str().or(item.as_str())
}

/// Returns the access that the response of another route shows.
pub(super) fn of_route(status: u16, body: &[u8], expected: Option<&str>) -> Option<Access> {
    match status {
        200 => {
            let contains = |text: &str| body.windows(text.len()).any(|window| window == text.as_bytes());
            Some(if expected.is_none_or(contains) { Access::Yes } else { Access::Absent })
        }
        302 => Some(Access::Yes),
        401 => Some(Access::LogIn),
        403 => Some(Access::Forbidden),
        404 => Some(Access::Absent),
        _ => None,
    }
}
