//! `dostyq kazakh`: the program's knowledge of Kazakh, for people who write and check words. CSV in, CSV out.

mod conjugate;
mod grade;
mod inflect;
mod table;

use std::io;

use kazakh::latin_draft::{Script, in_script};
use kazakh::{fold, search_fold, stem};

use crate::config::{KazakhArgs, KazakhCommand};
use table::{Row, TableError, Transform};

/// Reads a table from standard input, line by line, and writes it with additional columns.
pub(super) fn kazakh(args: &KazakhArgs) -> Result<(), TableError> {
    let transform = match args.command {
        KazakhCommand::Inflect => inflect::TRANSFORM,
        KazakhCommand::Conjugate => conjugate::TRANSFORM,
        KazakhCommand::Stem => STEM,
        KazakhCommand::Fold => FOLD,
        KazakhCommand::Latin => LATIN,
        KazakhCommand::Grade => grade::TRANSFORM,
    };
    table::transform(&transform, io::stdin().lock(), io::stdout().lock())
}

const STEM: Transform = Transform {
    required: &["word"],
    optional: &[],
    added: &["candidates"],
    row: |row: &Row<'_>| {
        let candidates = search_fold::words(row.cell("word"))
            .iter()
            .flat_map(|word| stem::candidates(&search_fold::keyboard_form(word)))
            .collect::<Vec<_>>();
        Ok(vec![candidates.join(" ")])
    },
};

const FOLD: Transform = Transform {
    required: &["text"],
    optional: &[],
    added: &["folded"],
    row: |row: &Row<'_>| Ok(vec![fold::fold_kazakh(row.cell("text"))]),
};

const LATIN: Transform = Transform {
    required: &["text"],
    optional: &[],
    added: &["latin"],
    row: |row: &Row<'_>| Ok(vec![in_script(row.cell("text"), Script::Latin).into_owned()]),
};
