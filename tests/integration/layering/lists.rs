//! A field that returns a list returns `ListOf`, because the program grows with each type of item in a `Vec`.

use std::fs;

use super::paths::tokens;
use crate::support::service::{root, walk};

#[test]
fn no_field_returns_a_vec() {
    let mut problems = Vec::new();
    for file in walk(&root().join("src/graphql")) {
        let lines = vecs(&fs::read_to_string(&file).unwrap());
        problems.extend(lines.iter().map(|line| format!("{}:{line}: return a ListOf", file.display())));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_vec_is_found_in_outputs_only() {
    let object = "#[Object]\nimpl A {\nfn a(&self, b: Vec<C>) -> Option<Vec<D>> { let e: Vec<F>; }\n}";
    assert_eq!(vecs(object), [3]);
    assert_eq!(vecs("#[derive(SimpleObject)]\nstruct A {\nb: ListOf<B>,\nc: Option<Vec<C>>,\n}"), [4]);
    assert_eq!(
        vecs("#[derive(InputObject)] struct A { b: Vec<B> } fn c() -> Vec<C> { d }"),
        Vec::<usize>::new()
    );
}

/// Returns the lines of a file where the value of a field is a `Vec`.
fn vecs(text: &str) -> Vec<usize> {
    let (mut found, mut depth, mut output, mut is_returned) = (Vec::new(), 0, None, false);
    for next in tokens(text).windows(3) {
        match [0, 1, 2].map(|index| next[index].1.as_str()) {
            ["#", "[", kind @ ("Object" | "ComplexObject" | "Subscription")]
            | ["derive", "(", kind @ "SimpleObject"] => output = Some((depth, kind == "SimpleObject")),
            ["-", ">", _] => is_returned = true,
            ["{", ..] => (depth, is_returned) = (depth + 1, false),
            ["}", ..] => {
                depth -= 1;
                output = output.filter(|(outside, _)| *outside < depth);
            }
            ["Vec", ..] if output.is_some_and(|(_, is_struct)| is_struct || is_returned) => {
                found.push(next[0].0);
            }
            _ => {}
        }
    }
    found
}
