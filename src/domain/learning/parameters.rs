//! The parameters of FSRS-6: what each may be.

use crate::domain::problem::Problem;

/// The smallest and the largest value of each, those that the crate `fsrs` clips to
/// (<https://github.com/open-spaced-repetition/fsrs-rs/blob/main/src/parameter_clipper.rs>).
pub const RANGES: [(f32, f32); 21] = [
    (0.001, 100.0),
    (0.001, 100.0),
    (0.001, 100.0),
    (0.001, 100.0),
    (1.0, 10.0),
    (0.001, 4.0),
    (0.001, 4.0),
    (0.001, 0.75),
    (0.0, 4.5),
    (0.0, 0.8),
    (0.001, 3.5),
    (0.001, 5.0),
    (0.001, 0.25),
    (0.001, 0.9),
    (0.0, 4.0),
    (0.0, 1.0),
    (1.0, 6.0),
    (0.0, 2.0),
    (0.0, 2.0),
    (0.0, 0.8),
    (0.1, 0.8),
];

/// Checks parameters; what is wrong, of which of them, or of the whole list.
pub fn check(parameters: &[f64]) -> Result<Vec<f32>, Vec<(Option<usize>, Problem)>> {
    if parameters.len() != RANGES.len() {
        return Err(vec![(None, Problem::InvalidParameterCount)]);
    }
    let problems: Vec<_> = parameters
        .iter()
        .zip(RANGES)
        .enumerate()
        .filter_map(|(index, (value, (least, most)))| {
            let problem = if !value.is_finite() {
                Problem::ParameterNotFinite
            } else if (least..=most).contains(&single(*value)) {
                return None;
            } else {
                Problem::ParameterOutOfRange
            };
            Some((Some(index), problem))
        })
        .collect();
    if problems.is_empty() { Ok(parameters.iter().copied().map(single).collect()) } else { Err(problems) }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the model's precision; what is too large becomes infinite"
)]
fn single(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn middle() -> Vec<f64> {
        RANGES.iter().map(|(least, most)| f64::from(*least + *most) / 2.0).collect()
    }

    #[test]
    fn what_lies_within_the_ranges_is_taken() {
        assert!(check(&middle()).is_ok());
        for bounds in [RANGES.map(|(least, _)| f64::from(least)), RANGES.map(|(_, most)| f64::from(most))] {
            assert!(check(&bounds).is_ok(), "{bounds:?}");
        }
        let decimal = [0.8; 21].iter().zip(middle()).enumerate();
        let decimal: Vec<f64> =
            decimal.map(|(n, (high, other))| if n == 20 { *high } else { other }).collect();
        assert!(check(&decimal).is_ok(), "0.8 is within a range that ends with 0.8");
    }

    #[test]
    fn each_that_is_wrong_is_named() {
        let mut parameters = middle();
        parameters[4] = 10.5;
        parameters[7] = f64::NAN;
        parameters[8] = f64::INFINITY;
        parameters[20] = 1e300;
        let problems = check(&parameters).unwrap_err();
        let expected = [
            (Some(4), Problem::ParameterOutOfRange),
            (Some(7), Problem::ParameterNotFinite),
            (Some(8), Problem::ParameterNotFinite),
            (Some(20), Problem::ParameterOutOfRange),
        ];
        assert_eq!(problems, expected);
        assert_eq!(check(&parameters[..19]), Err(vec![(None, Problem::InvalidParameterCount)]));
    }
}
