//! Statistical disclosure control: which numbers about groups may be shown without revealing a single person. A group
//! needs at least three people (the threshold rule of statistical offices:
//! <https://ec.europa.eu/eurostat/cros/content/handbook-statistical-disclosure-control>). Parts of a whole are shown
//! only if the rest, too, has at least three people, or nobody.

/// The minimum size of a group whose totals may be shown.
pub const MINIMUM_GROUP: u32 = 3;

/// Whether a total over this many people may be shown.
pub fn may_be_disclosed(people: u32) -> bool {
    people >= MINIMUM_GROUP
}

/// Returns which parts of a whole may be shown alongside it. `people` are the sizes of disjoint parts; `others` is the
/// number of people in the whole who are in none of these parts. If the withheld people together are too few,
/// subtraction would reveal them. Then the smallest part that is still shown is withheld, too.
pub fn disclosable_parts(people: &[u32], others: u32) -> Vec<bool> {
    let mut shown: Vec<bool> = people.iter().map(|people| may_be_disclosed(*people)).collect();
    loop {
        let hidden: u32 =
            people.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(people, _)| people).sum();
        let withheld = others + hidden;
        if withheld == 0 || may_be_disclosed(withheld) {
            return shown;
        }
        let smallest =
            people.iter().zip(&mut shown).filter(|(_, shown)| **shown).min_by_key(|(people, _)| **people);
        match smallest {
            Some((_, shown)) => *shown = false,
            None => return shown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_withheld_rest_is_empty_or_has_three_people() {
        assert_eq!(disclosable_parts(&[3, 4, 5], 0), [true; 3]);
        assert_eq!(disclosable_parts(&[3, 4, 5], 3), [true; 3]);
        assert_eq!(disclosable_parts(&[3, 4, 5], 2), [false, true, true]);
        assert_eq!(disclosable_parts(&[8, 2], 0), [false, false], "8 of 10 would reveal the 2");
        assert_eq!(disclosable_parts(&[8, 2, 1], 0), [true, false, false], "3 are left");
        assert_eq!(disclosable_parts(&[8, 3, 2], 0), [true, false, false], "the smaller one hides the 2");
        assert_eq!(disclosable_parts(&[2], 0), [false]);
        assert_eq!(disclosable_parts(&[], 1), [false; 0]);
    }

    proptest! {
        #[test]
        fn subtraction_reveals_nobody(
            people in proptest::collection::vec(0u32..12, 0..8),
            others in 0u32..5,
        ) {
            let shown = disclosable_parts(&people, others);
            let withheld: u32 = others + people.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(people, _)| people).sum::<u32>();
            prop_assert!(people.iter().zip(&shown).all(|(people, shown)| !shown || *people >= MINIMUM_GROUP));
            prop_assert!(withheld == 0 || withheld >= MINIMUM_GROUP || shown.iter().all(|shown| !shown));
        }
    }
}
