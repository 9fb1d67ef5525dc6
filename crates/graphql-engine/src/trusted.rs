//! Documents that the service knows, which clients may send by an id.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::{Code, Failure, Params};

/// Documents that clients may send by their ids, instead of the text. By default there are none.
#[derive(Debug, Clone, Default)]
pub struct TrustedDocuments {
    by_id: HashMap<String, Arc<str>>,
    texts: HashSet<Arc<str>>,
    only: bool,
}

impl TrustedDocuments {
    /// Creates the documents from their ids and their texts. The ids should be the SHA-256 of the texts, in lower-case
    /// hexadecimal digits: then the persisted queries of Apollo's clients work, too.
    pub fn new(documents: impl IntoIterator<Item = (String, String)>) -> Self {
        let by_id: HashMap<String, Arc<str>> =
            documents.into_iter().map(|(id, text)| (id, Arc::from(text))).collect();
        let texts = by_id.values().cloned().collect();
        Self { by_id, texts, only: false }
    }

    /// Returns the same documents, beside which no others are executed.
    #[must_use]
    pub fn only(self) -> Self {
        Self { only: true, ..self }
    }

    /// Returns the text of the document that a request names by its id. `None` if the request has a text itself.
    ///
    /// # Errors
    /// [`Code::PersistedQueryNotFound`], [`Code::PersistedQueryNotSupported`]; [`Code::UntrustedDocument`].
    pub(crate) fn named_by(&self, params: &Params) -> Result<Option<&Arc<str>>, Failure> {
        let Some(id) = params.document_id.as_deref().filter(|_| params.query.is_empty()) else {
            if self.only && !self.texts.contains(params.query.as_str()) {
                let message = "Only known documents are executed: send the documentId of one of them";
                return Err(Failure::new(Code::UntrustedDocument, message));
            }
            return Ok(None);
        };
        let found = self.by_id.get(id.strip_prefix("sha256:").unwrap_or(id));
        // Apollo's clients recognize these messages, and send the document.
        found.map(Some).ok_or_else(|| {
            if self.by_id.is_empty() {
                Failure::new(Code::PersistedQueryNotSupported, "PersistedQueryNotSupported")
            } else {
                Failure::new(Code::PersistedQueryNotFound, "PersistedQueryNotFound")
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(query: &str, id: Option<&str>) -> Params {
        Params { query: query.to_owned(), document_id: id.map(ToOwned::to_owned), ..Params::default() }
    }

    #[test]
    fn a_document_is_found_by_its_id() {
        let trusted = TrustedDocuments::new([("abc".to_owned(), "{ a }".to_owned())]);
        let text =
            |id: &str| trusted.named_by(&params("", Some(id))).map(|text| text.map(ToString::to_string));
        assert_eq!(text("abc"), Ok(Some("{ a }".to_owned())));
        assert_eq!(text("sha256:abc"), Ok(Some("{ a }".to_owned())));
        assert_eq!(text("abd").unwrap_err().code, Code::PersistedQueryNotFound);
        let none = TrustedDocuments::default().named_by(&params("", Some("abc"))).unwrap_err();
        assert_eq!(none.code, Code::PersistedQueryNotSupported);
        assert_eq!(trusted.named_by(&params("{ b }", Some("abc"))), Ok(None), "the text counts");
    }

    #[test]
    fn other_documents_can_be_refused() {
        let trusted = TrustedDocuments::new([("abc".to_owned(), "{ a }".to_owned())]).only();
        assert_eq!(trusted.named_by(&params("{ a }", None)), Ok(None));
        for (query, id) in [("{ b }", None), ("{ b }", Some("abc")), ("", None)] {
            let refused = trusted.named_by(&params(query, id)).unwrap_err();
            assert_eq!(refused.code, Code::UntrustedDocument, "{query}");
        }
    }
}
