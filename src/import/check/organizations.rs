//! Checks of `directory/organizations/`.

use super::Notes;
use super::references::Known;
use super::tree::tree;
use super::unique::Unique;
use super::values::not_a_slug;
use crate::domain::directory::{OrganizationKind, PostKind, is_slug};
use crate::import::format::Organization;
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
    tree(sheets, mistakes);
}

fn check_itself(notes: &mut Notes<'_>, known: &Known<'_>, organization: &Organization) {
    notes.parses::<OrganizationKind>(&organization.kind);
    notes.line_texts([&organization.name]);
    notes.line_texts(&organization.short_name);
    notes.paragraphs(&organization.description);
    notes.dates(organization.founded.iter().chain(&organization.dissolved));
    notes.term(organization.name_since.as_ref(), None, None);
    notes.term(organization.parent_since.as_ref(), None, None);
    known.citation(notes, &organization.source, organization.locator.as_ref());
    for other in [&organization.parent, &organization.hosted_by].into_iter().flatten() {
        known.organization(notes, other);
    }
    if let (Some(since), None) = (&organization.parent_since, &organization.parent) {
        notes.at(since, "there is no parent that this could be the beginning of");
    }
    for contact in &organization.contact {
        notes.contact(contact);
        known.source(notes, &contact.source);
    }
    for identifier in &organization.identifier {
        notes.identifier(identifier);
    }
}

fn check_history(notes: &mut Notes<'_>, known: &Known<'_>, organization: &Organization) {
    for former in &organization.former_name {
        notes.former_name(former);
        known.source(notes, &former.source);
    }
    for former in &organization.former_parent {
        known.organization(notes, &former.organization);
        notes.term(former.since.as_ref(), former.until.as_ref(), None);
        known.source(notes, &former.source);
    }
    for milestone in &organization.milestone {
        notes.line_texts([&milestone.text]);
        notes.dates([&milestone.date]);
        known.source(notes, &milestone.source);
    }
}

fn check_people(notes: &mut Notes<'_>, known: &Known<'_>, posts: &mut Unique, organization: &Organization) {
    for post in &organization.post {
        notes.slug(&post.slug);
        posts.claim(notes, &post.slug, post.slug.as_ref(), &format!("the post «{}»", post.slug.as_ref()));
        notes.parses::<PostKind>(&post.kind);
        notes.line_texts([&post.title]);
        known.citation(notes, &post.source, post.locator.as_ref());
        for holder in &post.holder {
            known.person(notes, &holder.person);
            notes.term(holder.since.as_ref(), holder.until.as_ref(), holder.attested.as_ref());
            known.citation(notes, &holder.source, holder.locator.as_ref());
        }
    }
    for member in &organization.member {
        known.person(notes, &member.person);
        notes.line_texts(&member.role);
        notes.term(member.since.as_ref(), member.until.as_ref(), member.attested.as_ref());
        known.citation(notes, &member.source, member.locator.as_ref());
    }
}
