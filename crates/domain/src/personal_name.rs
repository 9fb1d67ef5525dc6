//! The parts of a personal name that is written as one text, as Kazakhs and Russians write it: the family name in either
//! place, and a patronymic after the given name.

/// The endings of patronymics, in Cyrillic and Latin letters.
const PATRONYMICS: [&str; 28] = [
    "ұлы", "қызы", "улы", "кызы", "оглы", "оғлы", "ович", "евич", "ьич", "кич", "мич", "тич", "овна", "евна",
    "ична", "uly", "qyzy", "kyzy", "ogly", "ovich", "evich", "lyich", "kich", "mich", "tich", "ovna", "evna",
    "ichna",
];
/// The endings of family names that no given name has, apart from [`GIVEN_NAMES`].
const FAMILY_NAMES: [&str; 17] = [
    "ов", "ова", "ев", "ева", "ёв", "ёва", "ский", "ская", "цкий", "цкая", "енко", "чук", "ov", "ova", "ev",
    "eva", "enko",
];
/// Given names with the ending of a family name.
const GIVEN_NAMES: [&str; 6] = ["лев", "ева", "яков", "lev", "eva", "yakov"];

/// A personal name in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalName<'a> {
    /// The given name.
    pub given: &'a str,
    /// The patronymic; none if it takes the place of the family name, as in «Дана Серікқызы».
    pub patronymic: Option<&'a str>,
    /// The family name.
    pub family: Option<&'a str>,
}

impl<'a> PersonalName<'a> {
    /// Reads the parts from a name whose words are separated by single spaces. A family name before the given name is
    /// recognized by its ending, or by the patronymic after the given name.
    pub fn read(name: &'a str) -> Self {
        let (words, patronymic) = words(name);
        let (given, patronymic, family) = match (words.as_slice(), patronymic) {
            ([family, given, patronymic], Some(2)) | ([given, patronymic, family], Some(1)) => {
                (*given, Some(*patronymic), Some(*family))
            }
            ([first, second], _) if is_family_name(first) && !is_family_name(second) => {
                (*second, None, Some(*first))
            }
            ([first], _) => (*first, None, None),
            _ => {
                let (given, family) = name.split_once(' ').unwrap_or((name, ""));
                (given, None, Some(family).filter(|family| !family.is_empty()))
            }
        };
        Self { given, patronymic, family }
    }
}

/// Splits a name into words, of which a patronymic in two words is one («Асан ұлы»). Also returns the place of the
/// patronymic.
fn words(name: &str) -> (Vec<&str>, Option<usize>) {
    let mut words: Vec<&str> = Vec::new();
    let mut patronymic = None;
    let mut begin = 0;
    for part in name.split(' ') {
        let end = begin + part.len();
        let lower = part.to_lowercase();
        if PATRONYMICS.contains(&lower.as_str())
            && let Some(last) = words.last_mut()
        {
            let joined = begin - 1 - last.len();
            *last = name.get(joined..end).unwrap_or(part);
            patronymic = Some(words.len() - 1);
        } else {
            words.push(part);
            if words.len() > 1 && PATRONYMICS.iter().any(|ending| lower.ends_with(ending)) {
                patronymic = Some(words.len() - 1);
            }
        }
        begin = end + 1;
    }
    (words, patronymic)
}

fn is_family_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    FAMILY_NAMES.iter().any(|ending| lower.ends_with(ending)) && !GIVEN_NAMES.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_name_are_recognized() {
        for (name, given, patronymic, family) in [
            ("Құрбанов Эмиль Рашидұлы", "Эмиль", "Рашидұлы", "Құрбанов"),
            ("Эмиль Рашидұлы Құрбанов", "Эмиль", "Рашидұлы", "Құрбанов"),
            ("Құрбанов Эмиль", "Эмиль", "", "Құрбанов"),
            ("Эмиль Құрбанов", "Эмиль", "", "Құрбанов"),
            ("Кущ Лилия Ивановна", "Лилия", "Ивановна", "Кущ"),
            ("Петров Иван Кузьмич", "Иван", "Кузьмич", "Петров"),
            ("Иван Лукич Кущ", "Иван", "Лукич", "Кущ"),
            ("Кущ Иван Фомич", "Иван", "Фомич", "Кущ"),
            ("Добрыня Никитич Кущ", "Добрыня", "Никитич", "Кущ"),
            ("Кущ Анна Ильинична", "Анна", "Ильинична", "Кущ"),
            ("Kushch Ivan Kuzmich", "Ivan", "Kuzmich", "Kushch"),
            ("Максим Лукич", "Максим", "", "Лукич"),
            ("Лилия Кущ", "Лилия", "", "Кущ"),
            ("Баймадиева Несіпжамал Асан қызы", "Несіпжамал", "Асан қызы", "Баймадиева"),
            ("Berik Asanuly Qurbanov", "Berik", "Asanuly", "Qurbanov"),
            ("Қанат Әбдіғаппар", "Қанат", "", "Әбдіғаппар"),
            ("Лев Толстой", "Лев", "", "Толстой"),
            ("Дана Серікқызы", "Дана", "", "Серікқызы"),
            ("Берік Асан ұлы", "Берік", "", "Асан ұлы"),
            ("Mary Ann Smith Jones", "Mary", "", "Ann Smith Jones"),
            ("Ерлан", "Ерлан", "", ""),
            ("", "", "", ""),
            ("ұлы", "ұлы", "", ""),
        ] {
            let read = PersonalName::read(name);
            let found = (read.given, read.patronymic.unwrap_or(""), read.family.unwrap_or(""));
            assert_eq!(found, (given, patronymic, family), "{name}");
        }
    }
}
