//! The Kazakh and Russian keyboards, key by key beside the Latin one.

/// The letters of the Russian keyboard, and of the Kazakh one in the row of digits, with the Latin keys.
const KEYS: &str = "й=q ц=w у=e к=r е=t н=y г=u ш=i щ=o з=p х=[ ъ=] ф=a ы=s в=d а=f п=g р=h о=j л=k д=l ж=; э=' \
                    я=z ч=x с=c м=v и=b т=n ь=m б=, ю=. ё=` \
                    ә=2 і=3 ң=4 ғ=5 ү=8 ұ=9 қ=0 ө=- һ==";

fn keys() -> impl Iterator<Item = (char, char)> {
    KEYS.split_whitespace().filter_map(|key| {
        let mut chars = key.chars();
        Some((chars.next()?, chars.nth(1)?))
    })
}

/// Returns the character on a Latin keyboard's key that has this letter on a Kazakh or Russian one; other characters
/// as they are. In lower case.
pub(crate) fn latin_key(letter: char) -> char {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    keys().find(|(cyrillic, _)| *cyrillic == lower).map_or(lower, |(_, latin)| latin)
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
}
