//! Conversions of numbers.

/// Converts a count; one that is too large becomes the largest number.
pub fn saturated(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Converts a single-precision number to its shortest decimal: 2.3065, not 2.30649995803833.
pub fn shortest_decimal(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_decimals_are_converted() {
        assert_eq!(saturated(7), 7);
        assert_eq!(saturated(usize::MAX), u32::MAX);
        assert_eq!(shortest_decimal(2.3065).to_string(), "2.3065");
        assert!(shortest_decimal(f32::NAN).is_nan());
    }
}
