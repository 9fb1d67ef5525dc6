//! What becomes of one record: what the files say against what people made of what they said before.

use super::super::left::Why;
use crate::db::directory::Revision;
use crate::domain::directory::{Content, EditAction};

/// What is to be done about a record that the files have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is as the files have it.
    Keep,
    /// People made it what the files say: from now on it is the content's.
    Adopt,
    /// The content brings it.
    Write(EditAction),
    /// People have it otherwise.
    Leave(Why),
}

/// Judges a record that the content brought before, at a version.
pub(super) fn judge<C: Content>(desired: &C, brought: i32, present: &Revision<C>) -> Verdict {
    let same = present.state.content == *desired;
    if present.state.merged_into.is_some() {
        Verdict::Leave(Why::Merged)
    } else if present.version > brought {
        match (present.state.published, same) {
            (false, _) => Verdict::Leave(Why::Unpublished),
            (true, false) => Verdict::Leave(Why::Edited),
            (true, true) => Verdict::Adopt,
        }
    } else {
        match (present.state.published, same) {
            (_, false) => Verdict::Write(EditAction::Update),
            (false, true) => Verdict::Write(EditAction::Publish),
            (true, true) => Verdict::Keep,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory::{Source, SourceKind, State};
    use crate::domain::text::Text;
    use chrono::DateTime;
    use uuid::Uuid;

    fn source(title: &str) -> Source {
        Source {
            slug: "s".to_owned(),
            kind: SourceKind::Document,
            title: Text { kk: title.to_owned(), ru: None, en: None },
            author: None,
            publisher: None,
            issued: None,
            url: None,
        }
    }

    fn present(version: i32, title: &str, published: bool, merged_into: Option<Uuid>) -> Revision<Source> {
        Revision {
            version,
            recorded_at: DateTime::UNIX_EPOCH,
            editor: None,
            action: EditAction::Update,
            reason: None,
            state: State { content: source(title), published, merged_into },
        }
    }

    #[test]
    fn what_nobody_edited_since_becomes_what_the_files_say() {
        for (title, published, verdict) in [
            ("new", true, Verdict::Keep),
            ("new", false, Verdict::Write(EditAction::Publish)),
            ("old", true, Verdict::Write(EditAction::Update)),
            ("old", false, Verdict::Write(EditAction::Update)),
        ] {
            let judged = judge(&source("new"), 2, &present(2, title, published, None));
            assert_eq!(judged, verdict, "{title} {published}");
        }
    }

    #[test]
    fn what_people_edited_since_stays() {
        for (title, published, verdict) in [
            ("new", true, Verdict::Adopt),
            ("new", false, Verdict::Leave(Why::Unpublished)),
            ("old", true, Verdict::Leave(Why::Edited)),
            ("old", false, Verdict::Leave(Why::Unpublished)),
        ] {
            let judged = judge(&source("new"), 2, &present(3, title, published, None));
            assert_eq!(judged, verdict, "{title} {published}");
        }
        let merged = present(3, "new", false, Some(Uuid::nil()));
        assert_eq!(judge(&source("new"), 2, &merged), Verdict::Leave(Why::Merged));
    }
}
