//! Which numbers may be told of groups without telling of one person: those of three people or more (as statistical offices
//! do: the threshold rule of <https://ec.europa.eu/eurostat/cros/content/handbook-statistical-disclosure-control>), and of
//! parts of a whole only so that what is left of it is of nobody, or again of three or more.

/// Of fewer people no sum is told.
pub const LEAST_MEMBERS: u32 = 3;

/// Whether a sum over so many people may be told.
pub fn may_be_told(people: u32) -> bool {
    people >= LEAST_MEMBERS
}

/// Which parts of a whole may be told beside it: the people of each part, of whom nobody is in two, and how many people of the
/// whole are in none that could be told. Where too few are left untold, they could be had by subtraction: then the smallest
/// part that might be told is kept back, too.
pub fn disclosed(people: &[u32], others: u32) -> Vec<bool> {
    let mut told: Vec<bool> = people.iter().map(|people| may_be_told(*people)).collect();
    loop {
        let kept: u32 = people.iter().zip(&told).filter(|(_, told)| !**told).map(|(people, _)| people).sum();
        let untold = others + kept;
        if untold == 0 || may_be_told(untold) {
            return told;
        }
        let smallest =
            people.iter().zip(&mut told).filter(|(_, told)| **told).min_by_key(|(people, _)| **people);
        match smallest {
            Some((_, told)) => *told = false,
            None => return told,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_left_is_of_nobody_or_of_three() {
        assert_eq!(disclosed(&[3, 4, 5], 0), [true; 3]);
        assert_eq!(disclosed(&[3, 4, 5], 3), [true; 3]);
        assert_eq!(disclosed(&[3, 4, 5], 2), [false, true, true]);
        assert_eq!(disclosed(&[8, 2], 0), [false, false], "8 of 10 would tell of 2");
        assert_eq!(disclosed(&[8, 2, 1], 0), [true, false, false], "3 are left");
        assert_eq!(disclosed(&[8, 3, 2], 0), [true, false, false], "the smaller one hides the 2");
        assert_eq!(disclosed(&[2], 0), [false]);
        assert_eq!(disclosed(&[], 1), [false; 0]);
    }

    proptest! {
        #[test]
        fn nobody_is_told_of_by_subtraction(
            people in proptest::collection::vec(0u32..12, 0..8),
            others in 0u32..5,
        ) {
            let told = disclosed(&people, others);
            let untold: u32 = others + people.iter().zip(&told).filter(|(_, told)| !**told).map(|(people, _)| people).sum::<u32>();
            prop_assert!(people.iter().zip(&told).all(|(people, told)| !told || *people >= LEAST_MEMBERS));
            prop_assert!(untold == 0 || untold >= LEAST_MEMBERS || told.iter().all(|told| !told));
        }
    }
}
