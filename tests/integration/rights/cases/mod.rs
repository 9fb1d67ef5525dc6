//! The rows of the table, in its order, one file per feature.

mod accounts;
mod clubs;
mod contests;
mod directory;
mod editing;
mod insight;
mod leading;
mod learning;
mod routes;
mod study;

use super::case::Case;

pub(super) fn all() -> Vec<Case> {
    [
        accounts::cases(),
        clubs::cases(),
        leading::cases(),
        insight::cases(),
        contests::cases(),
        learning::cases(),
        study::cases(),
        directory::cases(),
        editing::cases(),
        routes::cases(),
    ]
    .concat()
}
