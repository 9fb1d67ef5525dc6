//! Inputs of what is done to a record as a whole. Each mutation has an input of its own, so that one can get a field more
//! without the others.

use async_graphql::{ID, InputObject};

/// A record to publish.
#[derive(InputObject)]
pub struct PublishRecordInput {
    /// The record.
    pub id: ID,
    /// The version that the editor saw: if it is no longer the present one, nothing is changed.
    pub version: i32,
    /// Why, for those who read its revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
}

/// A record to hide.
#[derive(InputObject)]
pub struct UnpublishRecordInput {
    /// The record.
    pub id: ID,
    /// The version that the editor saw: if it is no longer the present one, nothing is changed.
    pub version: i32,
    /// Why, for those who read its revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
}

/// A record to bring an earlier state back of.
#[derive(InputObject)]
pub struct RevertRecordInput {
    /// The record.
    pub id: ID,
    /// The version that the editor saw: if it is no longer the present one, nothing is changed.
    pub version: i32,
    /// The version whose state is to be brought back: everything that it said, and whether it was published.
    pub to_version: i32,
    /// Why, for those who read its revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
}

/// Two organizations that are the same.
#[derive(InputObject)]
pub struct MergeOrganizationsInput {
    /// The one that goes. Its id and its slug lead to the other from then on.
    pub id: ID,
    /// The version of it that the editor saw: if it is no longer the present one, nothing is changed.
    pub version: i32,
    /// The one that stays. What referred to the first refers to this one from then on; else it stays as it is.
    pub into_id: ID,
    /// Why, for those who read its revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
}

/// Two people who are the same.
#[derive(InputObject)]
pub struct MergePeopleInput {
    /// The one that goes. Its id and its slug lead to the other from then on.
    pub id: ID,
    /// The version of it that the editor saw: if it is no longer the present one, nothing is changed.
    pub version: i32,
    /// The one that stays. What referred to the first refers to this one from then on; else it stays as it is.
    pub into_id: ID,
    /// Why, for those who read its revisions; 1 to 1,000 characters.
    pub reason: Option<String>,
}
