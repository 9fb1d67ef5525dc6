//! The decision on one record, from the content, the last import and the edits of people.

use super::super::skipped::SkipReason;
use crate::db::directory::Revision;
use crate::domain::directory::{EditAction, RecordContent};

/// The action for a record of the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// The record matches the content already.
    KeepUnchanged,
    /// An editor changed the record to match the content; it counts as imported from now on.
    Adopt,
    /// The import writes the record.
    Write(EditAction),
    /// The record is left unchanged, because an editor changed it.
    Skip(SkipReason),
}

/// Decides on a record that was last imported at a version.
pub(super) fn decide<C: RecordContent>(
    desired: &C,
    imported_version: i32,
    present: &Revision<C>,
) -> Decision {
    let same = present.state.content == *desired;
    if present.state.merged_into.is_some() {
        Decision::Skip(SkipReason::Merged)
    } else if present.version > imported_version {
        match (present.state.published, same) {
            (false, _) => Decision::Skip(SkipReason::Unpublished),
            (true, false) => Decision::Skip(SkipReason::Edited),
            (true, true) => Decision::Adopt,
        }
    } else {
        match (present.state.published, same) {
            (_, false) => Decision::Write(EditAction::Update),
            (false, true) => Decision::Write(EditAction::Publish),
            (true, true) => Decision::KeepUnchanged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory::{RecordState, Source, SourceKind};
    use crate::domain::text::Text;
    use chrono::DateTime;
    use uuid::Uuid;

    fn source(title: &str) -> Source {
        Source {
            slug: "s".to_owned(),
            kind: SourceKind::Document,
            title: Text { kk: Some(title.to_owned()), ru: None, en: None },
            author: None,
            publisher: None,
            issued: None,
            url: None,
            accessed: None,
            archived_url: None,
        }
    }

    fn present(version: i32, title: &str, published: bool, merged_into: Option<Uuid>) -> Revision<Source> {
        Revision {
            version,
            recorded_at: DateTime::UNIX_EPOCH,
            editor: None,
            action: EditAction::Update,
            reason: None,
            state: RecordState { content: source(title), published, merged_into },
        }
    }

    #[test]
    fn records_without_edits_are_updated_from_the_content() {
        for (title, published, decision) in [
            ("new", true, Decision::KeepUnchanged),
            ("new", false, Decision::Write(EditAction::Publish)),
            ("old", true, Decision::Write(EditAction::Update)),
            ("old", false, Decision::Write(EditAction::Update)),
        ] {
            let decided = decide(&source("new"), 2, &present(2, title, published, None));
            assert_eq!(decided, decision, "{title} {published}");
        }
    }

    #[test]
    fn records_with_edits_are_kept() {
        for (title, published, decision) in [
            ("new", true, Decision::Adopt),
            ("new", false, Decision::Skip(SkipReason::Unpublished)),
            ("old", true, Decision::Skip(SkipReason::Edited)),
            ("old", false, Decision::Skip(SkipReason::Unpublished)),
        ] {
            let decided = decide(&source("new"), 2, &present(3, title, published, None));
            assert_eq!(decided, decision, "{title} {published}");
        }
        let merged = present(3, "new", false, Some(Uuid::nil()));
        assert_eq!(decide(&source("new"), 2, &merged), Decision::Skip(SkipReason::Merged));
    }
}
