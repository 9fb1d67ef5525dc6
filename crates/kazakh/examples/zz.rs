//! Scratch runner: kind|word|code|expected
use kazakh::{conjugation::*, inflection::*, pronunciation::ipa};
use std::io::BufRead;
fn main() {
    let (mut n, mut bad) = (0, 0);
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let c: Vec<&str> = line.split('|').map(str::trim).collect();
        let [kind, word, code, exp, ..] = c[..] else {
            println!("?? {line}");
            continue;
        };
        n += 1;
        let found = match kind {
            "n" => match code.parse() {
                Ok(f) => Noun::look_up(word).form(f),
                Err(_) => format!("bad code {code}"),
            },
            "nn" => match Noun::find(word) {
                Ok(_) => "noun".into(),
                Err(e) => e.0.as_str().to_owned(),
            },
            "v" => match Verb::look_up(word) {
                Err(_) => "NOT A VERB".into(),
                Ok(v) => {
                    let (name, neg) = match code.strip_suffix(".neg") {
                        Some(n) => (n, true),
                        None => (code, false),
                    };
                    match name.parse::<Nonfinite>() {
                        Ok(f) => v.nonfinite(f, neg),
                        Err(_) => match code.parse() {
                            Ok(f) => v.form(f).unwrap_or("none".into()),
                            Err(_) => format!("bad code {code}"),
                        },
                    }
                }
            },
            "p" => {
                if code == "slight" {
                    slight_comparative(word)
                } else if code == "comparative" {
                    comparative(word)
                } else {
                    predicate(word, code.parse().unwrap())
                }
            }
            "i" => ipa(word),
            _ => "??".into(),
        };
        if found != exp {
            bad += 1;
            println!("{line}  => {found}");
        }
    }
    println!("{} of {n} right", n - bad);
}
