//! Checks of `directory/organizations/`.

use super::FileChecker;
use super::kinds::KnownKinds;
use super::references::KnownSlugs;
use super::tree::check_tree;
use super::unique::UniqueNames;
use super::values::invalid_slug_message;
use crate::domain::directory::{KindScheme, is_slug};
use crate::import::error::ContentError;
use crate::import::format::Organization;
use crate::import::parsed_files::ParsedFile;

/// Checks each organization, and the tree that they form.
pub(super) fn organizations(
    parsed_files: &[(&str, ParsedFile<'_, Organization>)],
    known: &KnownSlugs<'_>,
    kinds: &KnownKinds<'_>,
    errors: &mut Vec<ContentError>,
) {
    let mut posts = UniqueNames::default();
    for (slug, parsed) in parsed_files {
        let mut checker = FileChecker::new(parsed.file, errors);
        if !is_slug(slug) {
            checker.report_file(invalid_slug_message(slug));
        }
        if let Some(organization) = &parsed.data {
            check_kinds(&mut checker, kinds, organization);
            check_description(&mut checker, known, organization);
            check_visiting(&mut checker, known, organization);
            check_history(&mut checker, known, organization);
            check_people(&mut checker, known, &mut posts, organization);
        }
    }
    check_tree(parsed_files, errors);
}

fn check_kinds(checker: &mut FileChecker<'_>, kinds: &KnownKinds<'_>, organization: &Organization) {
    kinds.check(checker, KindScheme::Organization, &organization.kind);
    for post in &organization.post {
        kinds.check(checker, KindScheme::Post, &post.kind);
    }
}

fn check_description(checker: &mut FileChecker<'_>, known: &KnownSlugs<'_>, organization: &Organization) {
    checker.line_texts([&organization.name]);
    checker.line_texts(&organization.short_name);
    checker.paragraphs(&organization.description);
    checker.dates(organization.founded.iter().chain(&organization.dissolved));
    checker.period(organization.name_since.as_ref(), None, None);
    checker.period(organization.parent_since.as_ref(), None, None);
    known.citation(checker, &organization.source, organization.locator.as_ref());
    for other in [&organization.parent, &organization.hosted_by].into_iter().flatten() {
        known.organization(checker, other);
    }
    if let (Some(since), None) = (&organization.parent_since, &organization.parent) {
        checker.report(since, "parent_since requires a parent");
    }
    for contact in &organization.contact {
        checker.contact(contact);
        known.source(checker, &contact.source);
    }
    for identifier in &organization.identifier {
        checker.identifier(identifier);
    }
}

fn check_visiting(checker: &mut FileChecker<'_>, known: &KnownSlugs<'_>, organization: &Organization) {
    for location in &organization.location {
        checker.location(location);
        known.citation(checker, &location.source, location.locator.as_ref());
    }
    for hours in &organization.opening_hours {
        checker.opening_hours(hours);
        known.citation(checker, &hours.source, hours.locator.as_ref());
    }
    for accessibility in &organization.accessibility {
        checker.accessibility(accessibility);
        known.citation(checker, &accessibility.source, accessibility.locator.as_ref());
    }
    for service in &organization.service {
        checker.service(service);
        known.citation(checker, &service.source, service.locator.as_ref());
    }
}

fn check_history(checker: &mut FileChecker<'_>, known: &KnownSlugs<'_>, organization: &Organization) {
    for former in &organization.former_name {
        checker.former_name(former);
        known.source(checker, &former.source);
    }
    for former in &organization.former_parent {
        known.organization(checker, &former.organization);
        checker.period(former.since.as_ref(), former.until.as_ref(), None);
        known.source(checker, &former.source);
    }
    for milestone in &organization.milestone {
        checker.line_texts([&milestone.text]);
        checker.dates([&milestone.date]);
        known.source(checker, &milestone.source);
    }
}

fn check_people(
    checker: &mut FileChecker<'_>,
    known: &KnownSlugs<'_>,
    posts: &mut UniqueNames,
    organization: &Organization,
) {
    for post in &organization.post {
        checker.slug(&post.slug);
        posts.claim(checker, &post.slug, post.slug.as_ref(), &format!("the post «{}»", post.slug.as_ref()));
        checker.line_texts([&post.title]);
        known.citation(checker, &post.source, post.locator.as_ref());
        for holder in &post.holder {
            known.person(checker, &holder.person);
            checker.period(holder.since.as_ref(), holder.until.as_ref(), holder.attested.as_ref());
            known.citation(checker, &holder.source, holder.locator.as_ref());
        }
    }
    for member in &organization.member {
        known.person(checker, &member.person);
        checker.line_texts(&member.role);
        checker.period(member.since.as_ref(), member.until.as_ref(), member.attested.as_ref());
        known.citation(checker, &member.source, member.locator.as_ref());
    }
}
