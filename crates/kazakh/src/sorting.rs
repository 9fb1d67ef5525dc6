//! Sort keys of names. They remove only quotation marks; compare them with a collation for Kazakh, such as ICU's `kk`.

/// Returns a name without quotation marks, so that «Парасат» is sorted under П.
pub fn sort_key(name: &str) -> String {
    name.replace(['«', '»', '„', '“', '”', '"'], "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_sorted_without_its_quotation_marks() {
        assert_eq!(sort_key("«Парасат» клубы"), "Парасат клубы");
        assert_eq!(sort_key("„Birlik“ “x” \"y\""), "Birlik x y");
    }
}
