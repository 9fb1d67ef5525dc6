//! Checks of `directory/organizations/`.

use std::collections::BTreeMap;

use super::Notes;
use super::cycles::cycles;
use super::references::Known;
use super::unique::Unique;
use super::values::{is_slug, not_a_slug};
use crate::domain::directory::{OrganizationKind, PostKind};
use crate::import::format::{Field, Organization};
use crate::import::mistake::Mistake;
use crate::import::read::Sheet;

/// Checks the organizations, one by one and in their tree.
pub(super) fn organizations(
    sheets: &[(&str, Sheet<'_, Organization>)],
    known: &Known<'_>,
    mistakes: &mut Vec<Mistake>,
) {
    let mut posts = Unique::default();
    for (slug, sheet) in sheets {
        let mut notes = Notes::new(sheet.file, mistakes);
        if !is_slug(slug) {
            notes.whole(not_a_slug(slug));
        }
        if let Some(organization) = &sheet.data {
            check_itself(&mut notes, known, organization);
            check_history(&mut notes, known, organization);
            check_people(&mut notes, known, &mut posts, organization);
        }
    }
    check_tree(sheets, mistakes);
}

fn check_itself(notes: &mut Notes<'_>, known: &Known<'_>, organization: &Organization) {
    notes.parses::<OrganizationKind>(&organization.kind);
    notes.texts([&organization.name]);
    notes.texts(&organization.short_name);
    notes.texts(&organization.description);
    notes.dates(&organization.founded);
    notes.dates(&organization.name_since);
    known.source(notes, &organization.source);
    for other in [&organization.parent, &organization.hosted_by].into_iter().flatten() {
        known.organization(notes, other);
    }
}

fn check_history(notes: &mut Notes<'_>, known: &Known<'_>, organization: &Organization) {
    for former in &organization.former_name {
        notes.texts([&former.name]);
        notes.dates(former.since.iter().chain(&former.until));
        known.source(notes, &former.source);
    }
    for milestone in &organization.milestone {
        notes.texts([&milestone.text]);
        notes.dates([&milestone.date]);
        known.source(notes, &milestone.source);
    }
}

fn check_people(notes: &mut Notes<'_>, known: &Known<'_>, posts: &mut Unique, organization: &Organization) {
    for post in &organization.post {
        notes.slug(&post.slug);
        posts.claim(notes, &post.slug, post.slug.as_ref(), &format!("the post «{}»", post.slug.as_ref()));
        notes.parses::<PostKind>(&post.kind);
        notes.texts([&post.title]);
        known.source(notes, &post.source);
        for holder in &post.holder {
            known.person(notes, &holder.person);
            notes.dates(holder.since.iter().chain(&holder.until).chain(&holder.attested));
            known.source(notes, &holder.source);
        }
    }
    for member in &organization.member {
        known.person(notes, &member.person);
        notes.texts(&member.role);
        notes.dates(member.since.iter().chain(&member.until).chain(&member.attested));
        known.source(notes, &member.source);
    }
}

fn check_tree(sheets: &[(&str, Sheet<'_, Organization>)], mistakes: &mut Vec<Mistake>) {
    let mut parents = BTreeMap::new();
    let mut places = BTreeMap::new();
    for (slug, sheet) in sheets {
        let parent: Option<&Field> =
            sheet.data.as_ref().and_then(|organization| organization.parent.as_ref());
        if let Some(parent) = parent {
            parents.insert(*slug, parent.as_ref().as_str());
            places.insert(*slug, (sheet.file, parent));
        }
    }
    for cycle in cycles(&parents) {
        if let Some((file, parent)) = cycle.first().and_then(|slug| places.get(slug)) {
            Notes::new(file, mistakes).at(parent, format!("the parents form a cycle: {}", cycle.join(" → ")));
        }
    }
}
