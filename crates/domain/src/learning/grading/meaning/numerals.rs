//! The numbers that Kazakh numerals stand for: their meaning may be typed in digits.

/// Returns the number that a Kazakh numeral stands for: 25 for жиырма бес.
pub(super) fn value(numeral: &str) -> Option<u64> {
    let mut total = 0_u64;
    // What is counted before a hundred, a thousand or a million.
    let mut group = 0_u64;
    for word in numeral.split(' ') {
        let (number, multiplies) = match word {
            "нөл" => (0, false),
            "бір" => (1, false),
            "екі" => (2, false),
            "үш" => (3, false),
            "төрт" => (4, false),
            "бес" => (5, false),
            "алты" => (6, false),
            "жеті" => (7, false),
            "сегіз" => (8, false),
            "тоғыз" => (9, false),
            "он" => (10, false),
            "жиырма" => (20, false),
            "отыз" => (30, false),
            "қырық" => (40, false),
            "елу" => (50, false),
            "алпыс" => (60, false),
            "жетпіс" => (70, false),
            "сексен" => (80, false),
            "тоқсан" => (90, false),
            "жүз" => (100, true),
            "мың" => (1_000, true),
            "миллион" => (1_000_000, true),
            "миллиард" => (1_000_000_000, true),
            _ => return None,
        };
        match (number, multiplies) {
            (100, true) => group = group.max(1).checked_mul(number)?,
            (_, true) => {
                total = total.checked_add(group.max(1).checked_mul(number)?)?;
                group = 0;
            }
            (_, false) => group = group.checked_add(number)?,
        }
    }
    total.checked_add(group)
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn numerals_have_their_values() {
        for (numeral, number) in [
            ("нөл", 0),
            ("бес", 5),
            ("он екі", 12),
            ("жиырма бес", 25),
            ("жүз", 100),
            ("екі жүз елу", 250),
            ("мың", 1_000),
            ("екі мың жиырма алты", 2_026),
            ("үш жүз мың", 300_000),
        ] {
            assert_eq!(value(numeral), Some(number), "{numeral}");
        }
        assert_eq!(value("кітап"), None);
        assert_eq!(value(""), None);
        assert_eq!(value(&"миллиард ".repeat(40)), None);
    }
}
