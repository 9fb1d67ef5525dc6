//! What names are sorted by. The order of the letters is the database's collation `kk`.

/// A name without quotation marks: «Парасат» stands under П.
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
