//! `dostyq kazakh conjugate`

use kazakh::conjugation::{Nonfinite, Verb, VerbForm};

use super::table::{Row, Transform};

/// The columns after the stem are named by the codes of the forms, with _ for the point.
pub(super) const TRANSFORM: Transform = Transform {
    required: &["verb"],
    optional: &["form"],
    #[rustfmt::skip]
    added: &[
        "stem",
        "pres_1sg", "pres_2sg", "pres_2pol", "pres_3", "pres_1pl", "pres_2pl", "pres_2polpl", "pres_3_neg", "pres_2pol_q",
        "past_1sg", "past_2sg", "past_2pol", "past_3", "past_1pl", "past_2pl", "past_2polpl", "past_3_neg", "past_2pol_q",
        "perf_1sg", "perf_3", "perf_1pl", "perf_1sg_neg", "perf_1sg_joq",
        "evid_1sg", "evid_2pol", "evid_3", "evid_1pl", "evid_3_neg",
        "jatyr_1sg", "jatyr_3", "jatyr_1sg_joq", "otyr_1sg", "jur_1sg", "tur_1sg",
        "fut_1sg", "fut_3", "fut_1sg_neg", "purp_1sg", "int_1sg", "int_1sg_neg",
        "cond_1sg", "cond_2sg", "cond_2pol", "cond_3", "cond_1pl", "cond_2pl", "cond_2polpl", "cond_3_neg",
        "imp_1sg", "imp_2sg", "imp_2pol", "imp_3", "imp_1pl", "imp_2pl", "imp_2polpl", "imp_2sg_neg", "imp_2pol_neg",
        "part_past", "part_pres", "part_fut", "part_purp", "conv_past", "conv_past_neg", "conv_pres", "conv_purp",
        "conjugated", "not_a_verb",
    ],
    row,
};

fn row(row: &Row<'_>) -> Result<Vec<String>, String> {
    let infinitive = row.cell("verb");
    if infinitive.is_empty() {
        return Err("verb is empty".to_owned());
    }
    let verb = Verb::look_up(infinitive).ok();
    TRANSFORM.added.iter().map(|name| cell(verb.as_ref(), name, row.cell("form"))).collect()
}

/// Returns the cell of a column. The column `conjugated` has the form that the table asks for.
fn cell(verb: Option<&Verb>, name: &str, asked: &str) -> Result<String, String> {
    let Some(verb) = verb else { return Ok(String::from(if name == "not_a_verb" { "1" } else { "" })) };
    match name {
        "stem" => Ok(verb.stem()),
        "not_a_verb" => Ok(String::new()),
        "conjugated" if asked.is_empty() => Ok(String::new()),
        "conjugated" => form(verb, asked),
        column => form(verb, &column.replace('_', ".")),
    }
}

fn form(verb: &Verb, code: &str) -> Result<String, String> {
    let (name, is_negative) = match code.strip_suffix(".neg") {
        Some(name) => (name, true),
        None => (code, false),
    };
    if let Ok(form) = name.parse::<Nonfinite>() {
        return Ok(verb.nonfinite(form, is_negative));
    }
    let form = code.parse::<VerbForm>().map_err(|error| format!("form is {code:?}, {error}"))?;
    Ok(verb.form(form).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::table::transform;
    use super::*;

    #[test]
    fn every_column_is_filled() {
        let mut output = Vec::new();
        let input = "verb,form\nоқу,pres.1pl.neg.q\nмектеп,\n";
        transform(&TRANSFORM, input.as_bytes(), &mut output).unwrap();
        let output = String::from_utf8(output).unwrap();
        let rows: Vec<Vec<&str>> = output.lines().map(|line| line.split(',').collect()).collect();
        let [header, verb, noun] = &rows[..] else { panic!("{output}") };
        assert_eq!(header.len(), verb.len());
        for (name, value) in header.iter().zip(verb) {
            assert_eq!(value.is_empty(), *name == "not_a_verb", "{name} {value}");
        }
        assert!(verb.contains(&"оқымаймыз ба") && verb.contains(&"оқимын"));
        assert!(noun.iter().skip(2).rev().skip(1).all(|value| value.is_empty()));
        assert_eq!(noun.last(), Some(&"1"));
    }
}
