//! The parameters of a request, as JSON and as a URL's query string.

use apollo_compiler::response::JsonMap;
use apollo_compiler::response::serde_json_bytes::Value;
use serde::Deserialize;
use serde_json::error::Category;

use crate::failure::{Code, Failure};

/// The parameters of a request. Other entries are ignored; `extensions` must be an object if present.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Params {
    /// The document. Empty if only its id was sent.
    pub query: String,
    /// The id of a trusted document, see [`TrustedDocuments`](crate::TrustedDocuments): the entry `documentId`, or the hash
    /// of a persisted query in `extensions`.
    pub document_id: Option<String>,
    /// The operation to execute. Required if the document has several.
    pub operation_name: Option<String>,
    /// The values of the operation's variables.
    pub variables: JsonMap,
    /// Whether the result's extensions have the operation's cost. Clients request it by `{"cost": true}` in
    /// `extensions`.
    pub wants_cost: bool,
}

/// The parameters as JSON. A repeated key is an error, and so is a value of the wrong type.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct JsonParams {
    query: Option<String>,
    document_id: Option<String>,
    operation_name: Option<String>,
    variables: Option<JsonMap>,
    extensions: Option<JsonMap>,
}

/// The parameters as a URL's query string, which contains `variables` and `extensions` as JSON.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UrlParams {
    query: Option<String>,
    document_id: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

impl Params {
    /// Reads a JSON object. `serde_json` refuses more than 128 levels, so deep nesting is harmless.
    ///
    /// # Errors
    /// [`Code::BadRequest`]. Its message does not quote the text.
    pub fn from_json(json: &[u8]) -> Result<Self, Failure> {
        // serde would also accept an array.
        if json.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
            return Err(bad_request("The request must be a JSON object with the entry \"query\""));
        }
        let JsonParams { query, document_id, operation_name, variables, extensions } =
            serde_json::from_slice(json).map_err(|error| match error.classify() {
                Category::Data => bad_request(
                    "The request must have \"query\" as a string and may have \"operationName\" as a string, \"variables\" and \"extensions\" as objects, each once",
                ),
                _ => bad_request(format!("The request is not JSON: line {}, column {}", error.line(), error.column())),
            })?;
        let (variables, extensions) = (variables.unwrap_or_default(), extensions.unwrap_or_default());
        Self::new((query, document_id), operation_name, variables, &extensions)
    }

    /// Reads a URL's query string. Empty values count as absent.
    ///
    /// # Errors
    /// [`Code::BadRequest`].
    pub fn from_url(query_string: &str) -> Result<Self, Failure> {
        let UrlParams { query, document_id, operation_name, variables, extensions } =
            serde_urlencoded::from_str(query_string).map_err(|_| {
                bad_request("The URL must have the parameter \"query\", and each parameter once")
            })?;
        let object = |json: Option<String>, name: &str| match json.filter(|json| !json.is_empty()) {
            None => Ok(JsonMap::new()),
            Some(json) => serde_json::from_str::<Option<JsonMap>>(&json)
                .map(Option::unwrap_or_default)
                .map_err(|_| bad_request(format!("The parameter \"{name}\" must be a JSON object"))),
        };
        let extensions = object(extensions, "extensions")?;
        let operation_name = operation_name.filter(|name| !name.is_empty());
        let document_id = document_id.filter(|id| !id.is_empty());
        Self::new((query, document_id), operation_name, object(variables, "variables")?, &extensions)
    }

    fn new(
        (query, document_id): (Option<String>, Option<String>),
        operation_name: Option<String>,
        variables: JsonMap,
        extensions: &JsonMap,
    ) -> Result<Self, Failure> {
        let wants_cost = extensions.get("cost").and_then(Value::as_bool).unwrap_or_default();
        let persisted = extensions.get("persistedQuery");
        let hash = || persisted?.get("sha256Hash")?.as_str().map(str::to_owned);
        let document_id = document_id.or_else(hash);
        if query.is_none() && document_id.is_none() {
            return Err(bad_request("The request must have the document as \"query\""));
        }
        Ok(Self { query: query.unwrap_or_default(), document_id, operation_name, variables, wants_cost })
    }
}

fn bad_request(message: impl Into<String>) -> Failure {
    Failure::new(Code::BadRequest, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_of_the_right_shape_is_accepted() {
        let params =
            Params::from_json(br#" {"query":"{a}","operationName":null,"variables":{"x":[1]},"id":7}"#)
                .unwrap();
        assert_eq!((params.query.as_str(), params.operation_name, params.variables.len()), ("{a}", None, 1));
    }

    #[test]
    fn json_of_another_shape_is_refused_without_an_echo() {
        let deep =
            format!(r#"{{"query":"q","variables":{{"a":{}{}}}}}"#, "[".repeat(9_000), "]".repeat(9_000));
        for json in [
            "",
            "null",
            "[]",
            r#"["{a}",null,null,null]"#,
            "{}",
            r#"{"query":7}"#,
            r#"{"query":"a","query":"b"}"#,
            r#"{"query":"a","variables":"secret"}"#,
            r#"{"query":"a","variables":[]}"#,
            r#"{"query":"a","operationName":{}}"#,
            r#"{"query":"a","extensions":"secret"}"#,
            r#"{"query":"a""#,
            deep.as_str(),
        ] {
            let failure = Params::from_json(json.as_bytes()).unwrap_err();
            assert_eq!(failure.code, Code::BadRequest, "{json}");
            assert!(!failure.errors[0].message.contains("secret"), "{json}");
        }
        assert!(Params::from_json(b"{\"query\":\"\xff\"}").is_err());
    }

    #[test]
    fn a_request_may_have_an_id_instead_of_a_document() {
        let hash = r#"{"persistedQuery":{"version":1,"sha256Hash":"0a"}}"#;
        let json = format!(r#"{{"extensions":{hash}}}"#);
        let url = serde_urlencoded::to_string([("extensions", hash)]).unwrap();
        for params in [
            Params::from_json(json.as_bytes()),
            Params::from_url(&url),
            Params::from_json(br#"{"documentId":"0a"}"#),
            Params::from_url("documentId=0a"),
        ] {
            let params = params.unwrap();
            assert_eq!((params.query.as_str(), params.document_id.as_deref()), ("", Some("0a")));
        }
        let json = format!(r#"{{"query":"{{a}}","extensions":{hash}}}"#);
        assert_eq!(Params::from_json(json.as_bytes()).unwrap().query, "{a}");
        assert!(Params::from_json(br#"{"extensions":{"persistedQuery":{"sha256Hash":7}}}"#).is_err());
    }

    #[test]
    fn a_query_string_is_read_like_json() {
        let params =
            Params::from_url("query=%7Ba%7D&operationName=&variables=%7B%22x%22%3A1%7D&other=1").unwrap();
        assert_eq!((params.query.as_str(), params.operation_name, params.variables.len()), ("{a}", None, 1));
        for text in ["", "operationName=A", "query=a&query=b", "query=a&variables=7", "query=a&extensions=x"]
        {
            assert!(Params::from_url(text).is_err(), "{text}");
        }
    }
}
