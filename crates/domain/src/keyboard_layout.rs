//! The Kazakh and Russian keyboards, key by key beside the Latin one.

/// The letters of the Russian keyboard, with the Latin keys.
const RUSSIAN_KEYS: &str = "й=q ц=w у=e к=r е=t н=y г=u ш=i щ=o з=p х=[ ъ=] \
                            ф=a ы=s в=d а=f п=g р=h о=j л=k д=l ж=; э=' я=z ч=x с=c м=v и=b т=n ь=m б=, ю=. ё=`";
/// The letters of the Kazakh keyboard in the row of digits, with the Latin keys.
const KAZAKH_KEYS: &str = "ә=2 і=3 ң=4 ғ=5 ү=8 ұ=9 қ=0 ө=- һ==";
/// The same keys with Shift, which write capitals.
const KAZAKH_SHIFTED_KEYS: &str = "ә=@ і=# ң=$ ғ=% ү=* ұ=( қ=) ө=_ һ=+";

fn keys(list: &str) -> impl Iterator<Item = (char, char)> {
    list.split_whitespace().filter_map(|key| {
        let mut chars = key.chars();
        Some((chars.next()?, chars.nth(1)?))
    })
}

/// Returns the character on a Latin keyboard's key that has this letter on a Kazakh or Russian one; other characters
/// as they are. In lower case.
pub(crate) fn latin_key(letter: char) -> char {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    let mut keys = keys(RUSSIAN_KEYS).chain(keys(KAZAKH_KEYS));
    keys.find(|(cyrillic, _)| *cyrillic == lower).map_or(lower, |(_, latin)| latin)
}

/// Returns the letter on a Russian keyboard's key that has this character on a Latin one, in lower case. `None` if the
/// key has no Russian letter, as the keys of digits.
pub(crate) fn russian_letter(key: char) -> Option<char> {
    let lower = key.to_ascii_lowercase();
    keys(RUSSIAN_KEYS).find(|(_, latin)| *latin == lower).map(|(cyrillic, _)| cyrillic)
}

/// Returns the letter that a Kazakh keyboard has on a key of the row of digits, with or without Shift, in lower case.
/// `None` for the other keys.
pub(crate) fn kazakh_letter(key: char) -> Option<char> {
    let mut keys = keys(KAZAKH_KEYS).chain(keys(KAZAKH_SHIFTED_KEYS));
    keys.find(|(_, latin)| *latin == key).map(|(cyrillic, _)| cyrillic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_keys_are_rows_of_keys() {
        let typed = |text: &str| text.chars().map(latin_key).collect::<String>();
        assert_eq!(typed("йцукенгшщзхъ"), "qwertyuiop[]");
        assert_eq!(typed("ФЫВАПРОЛДЖЭ"), "asdfghjkl;'");
        assert_eq!(typed("ячсмитьбю"), "zxcvbnm,.");
        assert_eq!(typed("әіңғүұқөһ"), "2345890-=");
        assert_eq!(typed("a1ß "), "a1ß ");
    }

    #[test]
    fn each_key_of_letters_has_a_russian_letter() {
        let typed = |keys: &str| keys.chars().map(russian_letter).collect::<Option<String>>();
        assert_eq!(
            typed("qwertyuiop[]ASDFGHJKL;'zxcvbnm,.`").as_deref(),
            Some("йцукенгшщзхъфывапролджэячсмитьбюё")
        );
        assert_eq!(["2", "=", " ", "й"].map(typed), [None, None, None, None]);
    }

    #[test]
    fn the_row_of_digits_has_kazakh_letters() {
        let typed = |keys: &str| keys.chars().map(kazakh_letter).collect::<Option<String>>();
        for keys in ["2345890-=", "@#$%*()_+"] {
            assert_eq!(typed(keys).as_deref(), Some("әіңғүұқөһ"));
        }
        assert_eq!(["1", "6", "7", "q", "ә"].map(typed), [None, None, None, None, None]);
    }
}
