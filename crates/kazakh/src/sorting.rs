//! Sort keys of names. They remove only quotation marks and apostrophes; compare them with a collation for the language of
//! the list, such as ICU's `kk`, `ru` or `en`.

/// Returns a name without quotation marks, so that «Парасат» is sorted under П. English and Latin quotation marks are
/// also apostrophes, so these are removed, too: O’Brien is sorted as Obrien, however the apostrophe is typed.
pub fn sort_key(name: &str) -> String {
    name.replace(is_quotation_mark, "").trim().to_owned()
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '«' | '»' | '‹' | '›' | '„' | '“' | '”' | '‟' | '"' | '‚' | '‘' | '’' | '‛' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_sorted_without_its_quotation_marks() {
        assert_eq!(sort_key("«Парасат» клубы"), "Парасат клубы");
        assert_eq!(sort_key("„Birlik“ “x” \"y\""), "Birlik x y");
        assert_eq!(sort_key("‘Justice’ ‹Club›"), "Justice Club");
    }

    #[test]
    fn a_name_is_sorted_without_its_apostrophes() {
        assert_eq!(["O’Brien", "O'Brien"].map(sort_key), ["OBrien", "OBrien"]);
    }
}
