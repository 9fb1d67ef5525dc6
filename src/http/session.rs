//! From what a client shows of itself to the context of its requests.

use secrecy::SecretString;

use super::State;
use crate::app::{AppError, Caller, accounts};
use crate::domain::text::Language;
use crate::graphql::RequestContext;

/// What a client shows of itself.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// The bearer token.
    pub token: Option<SecretString>,
    /// The header `Accept-Language`, or what stands for it.
    pub accept_language: Option<String>,
}

/// Why there is no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The token is unknown, or has expired.
    Unauthenticated,
    /// The database does not answer.
    Unavailable,
}

/// Opens a session: with a token, of whoever it belongs to; without one, of nobody.
pub async fn open(state: &State, credentials: &Credentials) -> Result<RequestContext, Refusal> {
    let caller = match &credentials.token {
        None => Caller::anonymous(&state.services),
        Some(token) => match accounts::authenticate(&state.services, token).await {
            Ok(Some(caller)) => caller,
            Ok(None) => return Err(Refusal::Unauthenticated),
            Err(error) => {
                if !matches!(error, AppError::Unavailable(_)) {
                    tracing::error!(%error, "a session could not be opened");
                }
                return Err(Refusal::Unavailable);
            }
        },
    };
    Ok(RequestContext::new(caller, preferred(credentials.accept_language.as_deref())))
}

/// The language of ours that the client likes best; Kazakh where it likes none.
fn preferred(accept_language: Option<&str>) -> Language {
    let liked = accept_language.map(accept_language::parse).unwrap_or_default();
    liked.iter().find_map(|tag| tag.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_liked_language_of_ours_is_taken() {
        assert_eq!(preferred(Some("de, en-GB;q=0.7, ru-RU;q=0.9")), Language::Ru);
        assert_eq!(preferred(Some("de")), Language::Kk);
        assert_eq!(preferred(None), Language::Kk);
    }
}
