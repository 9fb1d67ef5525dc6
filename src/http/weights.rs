//! The weights in `Accept-Encoding` and `Accept-Language`.

/// Returns the name in an element of such a list, and its weight (RFC 9110, section 12.4.2): 1 without one, and 0 if it is not
/// a number. An element is accepted if its weight is greater than 0.
pub(super) fn weighted(element: &str) -> (&str, f32) {
    let mut parts = element.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let weight = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
    (name, weight.map_or(1.0, |weight| weight.parse().unwrap_or(0.0)))
}
