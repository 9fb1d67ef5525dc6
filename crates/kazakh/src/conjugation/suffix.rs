//! Joins suffixes to stems: vowel harmony, assimilation, and the spelling where й meets a vowel.

use crate::inflection::{Harmony, Sound, sound};

/// Joins a suffix to a text. In the suffix, capitals stand for letters that the text chooses:
///
/// | letter | stands for |
/// |---|---|
/// | A, Y | а or е; ы or і, by harmony |
/// | D | т after a voiceless sound, else д |
/// | G | қ or к after a voiceless sound, else ғ or г |
/// | K | қ or к |
/// | L | т after a voiceless sound, д after м, н, ң, з, ж and a final л, else л |
/// | M | п after a voiceless sound, б after м, н, ң, з, ж, else м: negation, question, -мақ, first person plural |
/// | P | п after a voiceless sound, б after з, ж, else м: first person singular |
pub(crate) fn join(text: &str, suffix: &str, harmony: Harmony) -> String {
    let mut joined = text.to_owned();
    for letter in suffix.chars() {
        let letter = chosen(&joined, letter, harmony);
        push(&mut joined, letter);
    }
    joined
}

fn chosen(text: &str, letter: char, harmony: Harmony) -> char {
    let by_harmony = |back, front| if harmony == Harmony::Back { back } else { front };
    let sound = sound(text);
    match letter {
        'A' => by_harmony('а', 'е'),
        'Y' => by_harmony('ы', 'і'),
        'K' => by_harmony('қ', 'к'),
        'G' if sound == Sound::Voiceless => by_harmony('қ', 'к'),
        'G' => by_harmony('ғ', 'г'),
        'D' | 'L' if sound == Sound::Voiceless => 'т',
        'D' => 'д',
        // A soft sign is no sound: модельдік.
        'L' if matches!(sound, Sound::Nasal | Sound::Hissing)
            || text.trim_end_matches('ь').ends_with('л') =>
        {
            'д'
        }
        'L' => 'л',
        'M' | 'P' if sound == Sound::Voiceless => 'п',
        'M' if matches!(sound, Sound::Nasal | Sound::Hissing) => 'б',
        'P' if sound == Sound::Hissing => 'б',
        'M' | 'P' => 'м',
        other => other,
    }
}

/// Adds a letter. Rules of orthography: йа is written я (қой, қояды), иа ия (қи, қияды), and ый and ій are written и
/// (оқы, оқиды).
fn push(text: &mut String, letter: char) {
    let last = text.chars().next_back();
    match (last, letter) {
        (Some('й'), 'а') => {
            text.pop();
            text.push('я');
        }
        (Some('и'), 'а') => text.push('я'),
        (Some('ы' | 'і'), 'й') => {
            text.pop();
            text.push('и');
        }
        _ => text.push(letter),
    }
}
