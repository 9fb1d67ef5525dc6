//! The parameters of FSRS-6 and their ranges.

use crate::problem::Problem;

/// The smallest and the largest value of each parameter. The crate `fsrs` clips to the same ranges
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

/// Checks parameters. Returns each problem with the index of the parameter, or with `None` if it concerns the whole
/// list.
pub fn check(parameters: &[f64]) -> Result<Vec<f32>, Vec<(Option<usize>, Problem)>> {
    if parameters.len() != RANGES.len() {
        return Err(vec![(None, Problem::InvalidParameterCount)]);
    }
    let problems: Vec<_> = parameters
        .iter()
        .zip(RANGES)
        .enumerate()
        .filter_map(|(index, (value, (minimum, maximum)))| {
            let problem = if !value.is_finite() {
                Problem::ParameterNotFinite
            } else if (minimum..=maximum).contains(&to_f32(*value)) {
                return None;
            } else {
                Problem::ParameterOutOfRange
            };
            Some((Some(index), problem))
        })
        .collect();
    if problems.is_empty() { Ok(parameters.iter().copied().map(to_f32).collect()) } else { Err(problems) }
}

#[expect(clippy::cast_possible_truncation, reason = "the model's precision; larger values become infinite")]
fn to_f32(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn middle() -> Vec<f64> {
        RANGES.iter().map(|(minimum, maximum)| f64::from(*minimum + *maximum) / 2.0).collect()
    }

    #[test]
    fn parameters_within_the_ranges_are_accepted() {
        assert!(check(&middle()).is_ok());
        for bounds in
            [RANGES.map(|(minimum, _)| f64::from(minimum)), RANGES.map(|(_, maximum)| f64::from(maximum))]
        {
            assert!(check(&bounds).is_ok(), "{bounds:?}");
        }
        let decimal = [0.8; 21].iter().zip(middle()).enumerate();
        let decimal: Vec<f64> =
            decimal.map(|(n, (high, other))| if n == 20 { *high } else { other }).collect();
        assert!(check(&decimal).is_ok(), "0.8 is within a range that ends with 0.8");
    }

    #[test]
    fn each_invalid_parameter_is_reported() {
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
