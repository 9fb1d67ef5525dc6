//! Organizations that would be part of themselves.

use std::collections::HashMap;

use uuid::Uuid;

use super::Notes;
use crate::domain::directory::tree::{Edge, closes_cycle};
use crate::import::folder::TextFile;
use crate::import::format::{Field, Organization};
use crate::import::mistake::Mistake;
use crate::import::read::Sheet;
use crate::import::records::term;

/// A parent that a file names: where it stands, and what it means.
struct Named<'a> {
    file: &'a TextFile,
    parent: &'a Field,
    edge: Edge,
}

/// Notes the cycles among the parents of all times: each once, in the file of the first of its members.
pub(super) fn tree(sheets: &[(&str, Sheet<'_, Organization>)], mistakes: &mut Vec<Mistake>) {
    // The slugs come in their order, and so do the numbers that stand for them.
    let numbers: HashMap<&str, Uuid> =
        (1..).zip(sheets).map(|(number, (slug, _))| (*slug, Uuid::from_u128(number))).collect();
    let slugs: HashMap<Uuid, &str> = numbers.iter().map(|(slug, number)| (*number, *slug)).collect();
    let named: Vec<Named<'_>> =
        sheets.iter().flat_map(|(slug, sheet)| parents(slug, sheet, &numbers)).collect();
    let edges: Vec<Edge> = named.iter().map(|named| named.edge).collect();
    for (slug, _) in sheets {
        let Some(child) = numbers.get(slug) else { continue };
        let Some(cycle) = closes_cycle(*child, &edges, &edges) else { continue };
        if cycle.iter().min() != Some(child) {
            continue;
        }
        let first =
            named.iter().find(|named| named.edge.child == *child && cycle.get(1) == Some(&named.edge.parent));
        if let Some(first) = first {
            let line: Vec<&str> = cycle.iter().filter_map(|id| slugs.get(id).copied()).collect();
            let message = format!("the parents form a cycle: {}", line.join(" → "));
            Notes::new(first.file, mistakes).at(first.parent, message);
        }
    }
}

fn parents<'a>(
    slug: &str,
    sheet: &'a Sheet<'a, Organization>,
    numbers: &HashMap<&str, Uuid>,
) -> Vec<Named<'a>> {
    let Some(organization) = &sheet.data else { return Vec::new() };
    let former = organization.former_parent.iter();
    let former = former.map(|former| (&former.organization, former.since.as_ref(), former.until.as_ref()));
    let present = organization.parent.iter().map(|parent| (parent, organization.parent_since.as_ref(), None));
    let named = |(parent, since, until): (&'a Field, Option<&Field>, Option<&Field>)| {
        let term = term(since, until, None).ok()?;
        let edge = Edge {
            child: *numbers.get(slug)?,
            parent: *numbers.get(parent.as_ref().as_str())?,
            begins: term.begins(),
            ends: term.ends(),
        };
        Some(Named { file: sheet.file, parent, edge })
    };
    former.chain(present).filter_map(named).collect()
}
