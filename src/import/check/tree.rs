//! Checks that no organization is its own ancestor.

use std::collections::HashMap;

use uuid::Uuid;

use super::FileChecker;
use crate::domain::directory::tree::{Edge, find_cycle};
use crate::import::error::ContentError;
use crate::import::folder::TextFile;
use crate::import::format::{Field, Organization};
use crate::import::parsed_files::ParsedFile;
use crate::import::records::period;

/// A parent that a file names, its position in the file, and the resulting edge.
struct NamedParent<'a> {
    file: &'a TextFile,
    parent: &'a Field,
    edge: Edge,
}

/// Reports the cycles among present and former parents, each once, in the file of its first member.
pub(super) fn check_tree(
    parsed_files: &[(&str, ParsedFile<'_, Organization>)],
    errors: &mut Vec<ContentError>,
) {
    // The files are sorted by slug, so the numbers have the order of the slugs.
    let numbers: HashMap<&str, Uuid> =
        (1..).zip(parsed_files).map(|(number, (slug, _))| (*slug, Uuid::from_u128(number))).collect();
    let slugs: HashMap<Uuid, &str> = numbers.iter().map(|(slug, number)| (*number, *slug)).collect();
    let named_parents: Vec<NamedParent<'_>> =
        parsed_files.iter().flat_map(|(slug, parsed)| parents(slug, parsed, &numbers)).collect();
    let edges: Vec<Edge> = named_parents.iter().map(|named| named.edge).collect();
    for (slug, _) in parsed_files {
        let Some(child) = numbers.get(slug) else { continue };
        let Some(cycle) = find_cycle(*child, &edges, &edges) else { continue };
        if cycle.iter().min() != Some(child) {
            continue;
        }
        let first = named_parents
            .iter()
            .find(|named| named.edge.child == *child && cycle.get(1) == Some(&named.edge.parent));
        if let Some(first) = first {
            let path: Vec<&str> = cycle.iter().filter_map(|id| slugs.get(id).copied()).collect();
            let message = format!("the parents form a cycle: {}", path.join(" → "));
            FileChecker::new(first.file, errors).report(first.parent, message);
        }
    }
}

fn parents<'a>(
    slug: &str,
    parsed: &'a ParsedFile<'a, Organization>,
    numbers: &HashMap<&str, Uuid>,
) -> Vec<NamedParent<'a>> {
    let Some(organization) = &parsed.data else { return Vec::new() };
    let former = organization.former_parent.iter();
    let former = former.map(|former| (&former.organization, former.since.as_ref(), former.until.as_ref()));
    let present = organization.parent.iter().map(|parent| (parent, organization.parent_since.as_ref(), None));
    let named_parent = |(parent, since, until): (&'a Field, Option<&Field>, Option<&Field>)| {
        let period = period(since, until, None).ok()?;
        let edge = Edge {
            child: *numbers.get(slug)?,
            parent: *numbers.get(parent.as_ref().as_str())?,
            begins: period.begins(),
            ends: period.ends(),
        };
        Some(NamedParent { file: parsed.file, parent, edge })
    };
    former.chain(present).filter_map(named_parent).collect()
}
