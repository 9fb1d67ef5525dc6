//! A page as a tree of elements, and what is true of every page.
//!
//! The templates write HTML that is also well-formed XML, so an XML parser finds every unclosed element, unescaped
//! character and repeated attribute.

use std::collections::BTreeSet;

use roxmltree::{Document, Node, ParsingOptions};
use serde_json::Value;

/// Elements that cannot be within a paragraph: HTML would end the paragraph before them.
const BLOCKS: [&str; 14] =
    ["p", "ul", "ol", "dl", "div", "section", "article", "table", "form", "nav", "h1", "h2", "h3", "main"];

pub(super) fn parse(html: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(html, options).unwrap_or_else(|error| panic!("{error}:\n{html}"))
}

/// Returns the elements with a name, in order.
pub(super) fn elements<'a, 'input>(
    document: &'a Document<'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    document.descendants().filter(move |node| node.has_tag_name(name))
}

/// Returns the text within an element.
pub(super) fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect()
}

pub(super) fn has_class(node: Node<'_, '_>, class: &str) -> bool {
    node.attribute("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
}

/// Returns the ids of a page.
pub(super) fn ids<'a>(document: &'a Document<'_>) -> BTreeSet<&'a str> {
    document.descendants().filter_map(|node| node.attribute("id")).collect()
}

/// Returns the page's data for search engines.
pub(super) fn json_ld(document: &Document<'_>) -> Option<Value> {
    let script = elements(document, "script").next()?;
    Some(serde_json::from_str(&text_of(script)).unwrap())
}

/// Checks what is true of every page: a title, one `h1`, headings without gaps, ids, labels, and no code.
pub(super) fn check(path: &str, language: &str, document: &Document<'_>) {
    assert_eq!(document.root_element().attribute("lang"), Some(language), "{path}");
    for single in ["title", "main", "h1"] {
        let found: Vec<_> = elements(document, single).collect();
        assert_eq!(found.len(), 1, "{path}: {single}");
        assert!(!text_of(found[0]).trim().is_empty(), "{path}: {single}");
    }
    check_headings(path, document);
    let ids = ids(document);
    let all = document.descendants().filter(|node| node.has_attribute("id")).count();
    assert_eq!(ids.len(), all, "{path}: an id is there twice");
    for node in document.descendants() {
        for reference in ["aria-labelledby", "for"] {
            let target = node.attribute(reference);
            assert!(target.is_none_or(|id| ids.contains(id)), "{path}: {reference} {target:?}");
        }
        for attribute in node.attributes() {
            let name = attribute.name();
            assert!(name != "style" && !name.starts_with("on"), "{path}: {name}");
        }
        if BLOCKS.iter().any(|block| node.has_tag_name(*block)) {
            let is_in_paragraph = node.ancestors().skip(1).any(|outer| outer.has_tag_name("p"));
            assert!(!is_in_paragraph, "{path}: {:?} in a paragraph", node.tag_name());
        }
        if node.has_tag_name("script") {
            assert_eq!(node.attribute("type"), Some("application/ld+json"), "{path}");
        }
        if node.has_tag_name("a") {
            assert!(!text_of(node).trim().is_empty(), "{path}: a link without text");
            check_link(path, node.attribute("href").unwrap());
        }
    }
    json_ld(document);
    for input in elements(document, "input") {
        let id = input.attribute("id").unwrap();
        assert!(elements(document, "label").any(|label| label.attribute("for") == Some(id)), "{path}: {id}");
    }
}

fn check_headings(path: &str, document: &Document<'_>) {
    let mut before = 0;
    for node in document.descendants() {
        if let Some(level) = ["h1", "h2", "h3", "h4"].iter().position(|name| node.has_tag_name(*name)) {
            let level = level + 1;
            assert!(level <= before + 1, "{path}: h{level} after h{before}");
            before = level;
        }
    }
}

fn check_link(path: &str, href: &str) {
    let is_allowed = ["/", "#", "http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|start| href.to_ascii_lowercase().starts_with(start));
    assert!(is_allowed, "{path}: {href}");
}
