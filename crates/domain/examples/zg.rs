//! Scratch.
use domain::learning::grading::*;
use std::io::BufRead;
fn main() {
    let content = std::fs::read_to_string("/tmp/kz/content.tsv").unwrap();
    let rows: Vec<Vec<&str>> = content.lines().map(|l| l.split('\t').collect()).collect();
    let (mut n, mut bad) = (0, 0);
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let c: Vec<&str> = line.split('|').map(str::trim).collect();
        if c.len() < 4 {
            println!("?? {line}");
            continue;
        }
        let (head, lang, answers, exp) = (c[0], c[1], c[2], c[3]);
        for answer in answers.split(';').map(str::trim) {
            n += 1;
            let g = if lang == "kk" || lang == "kk-ru" {
                let kb = if lang == "kk" { Keyboard::Kazakh } else { Keyboard::Russian };
                grade_kazakh(answer, &head.split('/').collect::<Vec<_>>(), kb, |t| {
                    rows.iter().any(|r| kazakh::fold::fold_kazakh(r[0]) == t)
                })
            } else {
                let Some(r) = rows.iter().find(|r| r[0] == head && r[2] == lang) else {
                    println!("no {head} {lang}");
                    continue;
                };
                let m = |text| Meaning { language: lang, text };
                let e = ExpectedMeanings {
                    headword: head,
                    part_of_speech: r[1].parse().unwrap(),
                    accepted: r[3].split('/').map(m).collect(),
                    blocked: r
                        .get(4)
                        .filter(|b| !b.is_empty())
                        .map(|b| b.split('/').map(m).collect())
                        .unwrap_or_default(),
                };
                let is_other = |text: &str| {
                    rows.iter().any(|o| {
                        o[0] != head
                            && o[2] == lang
                            && o[3].split('/').any(|g| meaning_key(g, lang) == meaning_key(text, lang))
                    })
                };
                grade_meaning(answer, &e, is_other)
            };
            let v = g.verdict.as_str();
            let rating = format!("{:?}", g.rating).to_lowercase();
            let ok = match exp {
                "no" => matches!(v, "wrong" | "another-word"),
                "good" => v == "slip" && rating == "good",
                _ => v == exp,
            };
            if !ok {
                bad += 1;
                println!("{head}|{lang}|{answer}|{exp} => {v} {:?}", g.slip);
            }
        }
    }
    println!("{} of {n} right", n - bad);
}
