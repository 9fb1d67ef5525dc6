//! The rows of `directory/organizations/`: organizations, their history, their posts and who holds them.

use chrono::{DateTime, Utc};

use super::directory::{Ids, of};
use super::{new_id, numbered, optional, text};
use crate::db::DbError;
use crate::db::content::{FormerNameRow, Links, MembershipRow, MilestoneRow, OrganizationRow, PostRow};
use crate::import::format::{Field, Organization};

pub(super) fn organizations<'a>(
    content: &'a [Organization],
    ids: &Ids,
    now: DateTime<Utc>,
) -> Result<Vec<OrganizationRow<'a>>, DbError> {
    let row = |organization: &'a Organization| {
        Ok(OrganizationRow {
            id: new_id(now),
            slug: &organization.slug,
            kind: organization.kind.as_ref(),
            position: organization.position,
            name: text(&organization.name),
            short_name: organization.short_name.as_ref().map(text),
            name_since: optional(organization.name_since.as_ref()),
            sort_name: without_quotation_marks(organization.name.kk.as_ref()),
            description: organization.description.as_ref().map(text),
            founded: optional(organization.founded.as_ref()),
            source_id: ids.source(&organization.source)?,
        })
    };
    content.iter().map(row).collect()
}

/// What a name is sorted by: «Парасат» stands under П.
fn without_quotation_marks(name: &str) -> String {
    name.replace(['«', '»', '„', '“', '”', '"'], "").trim().to_owned()
}

pub(super) fn links(content: &[Organization], ids: &Ids) -> Result<Vec<Links>, DbError> {
    let organization =
        |slug: &Option<Field>| slug.as_ref().map(|slug| of(&ids.organizations, slug.as_ref())).transpose();
    let link = |child: &Organization| {
        Ok(Links {
            organization_id: of(&ids.organizations, &child.slug)?,
            parent_id: organization(&child.parent)?,
            host_id: organization(&child.hosted_by)?,
        })
    };
    content.iter().map(link).collect()
}

pub(super) fn former_names<'a>(
    content: &'a [Organization],
    ids: &Ids,
) -> Result<Vec<FormerNameRow<'a>>, DbError> {
    let mut rows = Vec::new();
    for organization in content {
        let organization_id = of(&ids.organizations, &organization.slug)?;
        for (position, former) in numbered(&organization.former_name) {
            rows.push(FormerNameRow {
                organization_id,
                position,
                name: text(&former.name),
                since: optional(former.since.as_ref()),
                until: optional(former.until.as_ref()),
                source_id: ids.source(&former.source)?,
            });
        }
    }
    Ok(rows)
}

pub(super) fn milestones<'a>(
    content: &'a [Organization],
    ids: &Ids,
) -> Result<Vec<MilestoneRow<'a>>, DbError> {
    let mut rows = Vec::new();
    for organization in content {
        let organization_id = of(&ids.organizations, &organization.slug)?;
        for (position, milestone) in numbered(&organization.milestone) {
            rows.push(MilestoneRow {
                organization_id,
                position,
                date: milestone.date.as_ref(),
                text: text(&milestone.text),
                source_id: ids.source(&milestone.source)?,
            });
        }
    }
    Ok(rows)
}

pub(super) fn posts<'a>(
    content: &'a [Organization],
    ids: &Ids,
    now: DateTime<Utc>,
) -> Result<Vec<PostRow<'a>>, DbError> {
    let mut rows = Vec::new();
    for organization in content {
        let organization_id = of(&ids.organizations, &organization.slug)?;
        for (position, post) in numbered(&organization.post) {
            rows.push(PostRow {
                id: new_id(now),
                slug: post.slug.as_ref(),
                organization_id,
                kind: post.kind.as_ref(),
                position,
                title: text(&post.title),
                source_id: ids.source(&post.source)?,
            });
        }
    }
    Ok(rows)
}

pub(super) fn memberships<'a>(
    content: &'a [Organization],
    ids: &Ids,
    now: DateTime<Utc>,
) -> Result<Vec<MembershipRow<'a>>, DbError> {
    let mut rows = Vec::new();
    for organization in content {
        let organization_id = of(&ids.organizations, &organization.slug)?;
        for post in &organization.post {
            let post_id = Some(of(&ids.posts, post.slug.as_ref())?);
            for (position, holder) in numbered(&post.holder) {
                rows.push(MembershipRow {
                    id: new_id(now),
                    organization_id,
                    post_id,
                    person_id: of(&ids.people, holder.person.as_ref())?,
                    term: nth(
                        post.holder.iter().map(|holder| holder.person.as_ref().as_str()),
                        position,
                        holder.person.as_ref(),
                    ),
                    position,
                    role: None,
                    since: optional(holder.since.as_ref()),
                    until: optional(holder.until.as_ref()),
                    attested: optional(holder.attested.as_ref()),
                    source_id: ids.source(&holder.source)?,
                });
            }
        }
        for (position, member) in numbered(&organization.member) {
            rows.push(MembershipRow {
                id: new_id(now),
                organization_id,
                post_id: None,
                person_id: of(&ids.people, member.person.as_ref())?,
                term: nth(
                    organization.member.iter().map(|member| member.person.as_ref().as_str()),
                    position,
                    member.person.as_ref(),
                ),
                position,
                role: member.role.as_ref().map(text),
                since: optional(member.since.as_ref()),
                until: optional(member.until.as_ref()),
                attested: optional(member.attested.as_ref()),
                source_id: ids.source(&member.source)?,
            });
        }
    }
    Ok(rows)
}

/// How often a person stands among the first so many.
fn nth<'a>(people: impl Iterator<Item = &'a str>, first: i32, person: &str) -> i32 {
    (1..=first).zip(people).filter(|(_, other)| *other == person).map(|_| 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_sorted_without_its_quotation_marks() {
        assert_eq!(without_quotation_marks("«Парасат» клубы"), "Парасат клубы");
        assert_eq!(without_quotation_marks("„Birlik“ “x” \"y\""), "Birlik x y");
    }
}
