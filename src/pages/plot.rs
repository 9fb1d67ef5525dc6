//! The bars of a plot. Templates draw them as SVG.

use serde::{Deserialize, Serialize};

use crate::domain::number::saturated;

/// The size of a plot. Its texts have 12 units, which are 12 pixels on the narrowest phone.
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 190.0;
/// The space for the values above the bars, and for the periods below them.
const ABOVE: f64 = 22.0;
const BELOW: f64 = 26.0;
/// The width of a bar: this share of its slot, up to a maximum.
const SHARE: f64 = 0.6;
const MAXIMUM: f64 = 64.0;
/// The space that a character of a label takes, and the space between labels. If the labels do not fit into the slots,
/// only the first and the last bar have one, at the edges of the plot.
const CHARACTER: f64 = 7.0;
const BETWEEN: f64 = 8.0;

/// The maximum number of years in a plot with a slot for each.
const YEARS: u32 = 60;

/// A value to plot, and its period in words.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Point {
    pub value: f64,
    pub label: String,
    pub period: String,
    /// The year of the value, if its period is exactly one.
    pub year: Option<i32>,
}

/// A plot, in units of its view box.
#[derive(Debug, Serialize)]
pub(super) struct Plot {
    width: i32,
    height: i32,
    /// The line of the value 0.
    base: i32,
    bars: Vec<Bar>,
}

#[derive(Debug, Serialize)]
struct Bar {
    x: i32,
    y: i32,
    width: i32,
    height: i32,
    /// Where the label stands, and which part of it is there: `start`, `middle` or `end`. `None` if there is none.
    label: Option<(i32, &'static str)>,
    /// Where the text with the value stands.
    above: i32,
    value: String,
    period: String,
}

/// Returns the plot of a series. The axis always contains 0, so that the lengths of the bars can be compared.
pub(super) fn plot(points: &[Point]) -> Plot {
    let highest = points.iter().map(|point| point.value).fold(0.0, f64::max);
    let lowest = points.iter().map(|point| point.value).fold(0.0, f64::min);
    // A series of zeros has its axis at the bottom, like others without a negative value.
    let highest = if highest > lowest { highest } else { 1.0 };
    let scale = (HEIGHT - ABOVE - BELOW) / (highest - lowest);
    let y = |value: f64| ABOVE + (highest - value) * scale;
    let (places, slots) = places(points);
    let slot = WIDTH / f64::from(slots);
    let width = (slot * SHARE).clamp(1.0, MAXIMUM);
    let characters = points.iter().flat_map(|point| [&point.label, &point.period]);
    let longest = characters.map(|text| text.chars().count()).max().unwrap_or_default();
    let fits = f64::from(saturated(longest)) * CHARACTER + BETWEEN <= slot;
    let bars = places.into_iter().zip(points).map(|(place, point)| {
        let middle = slot * (f64::from(place) + 0.5);
        let (top, bottom) = (y(point.value.max(0.0)), y(point.value.min(0.0)));
        Bar {
            x: whole(middle - width / 2.0),
            y: whole(top),
            width: whole(width),
            height: whole(bottom - top).max(1),
            label: match place {
                _ if fits => Some((whole(middle), "middle")),
                0 => Some((0, "start")),
                last if last + 1 == slots => Some((whole(WIDTH), "end")),
                _ => None,
            },
            above: whole(top - 6.0),
            value: point.label.clone(),
            period: point.period.clone(),
        }
    });
    Plot { width: whole(WIDTH), height: whole(HEIGHT), base: whole(y(0.0)), bars: bars.collect() }
}

/// Returns the slot of each bar, and the number of slots. In a series of years, a year without a value has an empty slot,
/// so that values do not seem to follow one another at once.
fn places(points: &[Point]) -> (Vec<u32>, u32) {
    let years: Option<Vec<i32>> = points.iter().map(|point| point.year).collect();
    let years = years.filter(|years| years.is_sorted_by(|year, next| year < next));
    let since_first = |year: &i32, first: i32| u32::try_from(year - first).ok();
    let by_year: Option<Vec<u32>> = years.and_then(|years| {
        let first = *years.first()?;
        years.iter().map(|year| since_first(year, first).filter(|place| *place < YEARS)).collect()
    });
    let places = by_year.unwrap_or_else(|| (0..).take(points.len()).collect());
    let slots = places.last().map_or(1, |last| last + 1);
    (places, slots)
}

/// Rounds a coordinate; all of them are small.
#[expect(clippy::cast_possible_truncation, reason = "the size of the plot limits coordinates")]
fn whole(value: f64) -> i32 {
    value.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[f64]) -> Vec<Point> {
        let point =
            |&value: &f64| Point { value, label: value.to_string(), period: "2016".into(), year: None };
        values.iter().map(point).collect()
    }

    #[test]
    fn bars_are_as_long_as_their_values() {
        let plot = plot(&points(&[190.0, 110.0, 0.0]));
        let heights: Vec<i32> = plot.bars.iter().map(|bar| bar.height).collect();
        assert_eq!(heights, [142, 82, 1]);
        assert!(plot.bars.iter().all(|bar| bar.y >= 22 && bar.y + bar.height <= plot.base + 1));
        assert!(plot.bars.iter().all(|bar| bar.label.is_some_and(|(_, part)| part == "middle")));
    }

    #[test]
    fn unusual_series_stay_within_the_plot() {
        let many: Vec<f64> = (0..200).map(f64::from).collect();
        for values in [&[][..], &[0.0, 0.0], &[-5.0, 5.0], &[1e300, 1.0], &many] {
            let plot = plot(&points(values));
            for bar in &plot.bars {
                assert!(bar.x >= 0 && bar.x + bar.width <= 320, "{values:?}");
                assert!(bar.y >= 0 && bar.y + bar.height <= 190, "{values:?}");
                assert!(bar.above > 0, "{values:?}: the value is within the plot");
            }
        }
        assert_eq!(plot(&points(&[0.0, 0.0])).base, plot(&points(&[1.0, 0.0])).base);
        let labels: Vec<_> = plot(&points(&many)).bars.iter().filter_map(|bar| bar.label).collect();
        assert_eq!(labels, [(0, "start"), (320, "end")]);
    }

    #[test]
    fn years_without_a_value_leave_a_gap() {
        let middles = |years: [Option<i32>; 3]| {
            let points = points(&[1.0, 2.0, 3.0]).into_iter().zip(years);
            let points: Vec<Point> = points.map(|(point, year)| Point { year, ..point }).collect();
            plot(&points).bars.iter().map(|bar| bar.x + bar.width / 2).collect::<Vec<_>>()
        };
        assert_eq!(middles([Some(2010), Some(2011), Some(2019)]), [15, 47, 303]);
        let even = middles([None; 3]);
        assert_eq!(even, [53, 160, 267]);
        // A period that is no year, two values of one year, and a century.
        for years in [[2010, 2011, 2012], [2010, 2010, 2011], [1900, 2000, 2001]] {
            assert_eq!(middles(years.map(Some)), even, "{years:?}");
        }
        assert_eq!(middles([Some(2010), None, Some(2019)]), even);
    }

    #[test]
    fn long_labels_do_not_overlap() {
        let periods = |period: &str| {
            let points = points(&[90.0, 50.5, 7.0]).into_iter();
            let points: Vec<Point> = points.map(|point| Point { period: period.into(), ..point }).collect();
            plot(&points).bars.iter().filter_map(|bar| bar.label).collect::<Vec<_>>()
        };
        assert_eq!(periods("June 2020"), [(53, "middle"), (160, "middle"), (267, "middle")]);
        assert_eq!(periods("шамамен 2017–2018 жж."), [(0, "start"), (320, "end")]);
    }
}
