//! The points of a chart as a line in a square of 1,000 by 1,000, and what stands beside it.

use connack_protocol::Point;

/// Width and height of the drawing in its own units.
pub const SIDE: i32 = 1_000;
/// Blank above and below the line, so that its ends are not cut.
const MARGIN: f64 = 20.0;

/// A chart to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// `x,y` of each point, as SVG takes them.
    pub line: String,
    /// The smallest value.
    pub min: f64,
    /// The largest value.
    pub max: f64,
    /// The newest value.
    pub last: f64,
    /// Where the newest point is.
    pub end: (i32, i32),
    /// When the oldest came, ms since 1970.
    pub from_ms: f64,
    /// When the newest came.
    pub to_ms: f64,
}

/// The drawing of these points; `None` without any.
pub fn plot(points: &[Point]) -> Option<Plot> {
    let (first, last) = (points.first()?, points.last()?);
    let values = || points.iter().map(|point| point.value);
    let min = values().fold(f64::INFINITY, f64::min);
    let max = values().fold(f64::NEG_INFINITY, f64::max);
    // Clocks are set back at times: the axis goes on with the later end.
    let times = || points.iter().map(|point| point.epoch_ms);
    let from_ms = times().fold(f64::INFINITY, f64::min);
    let to_ms = times().fold(f64::NEG_INFINITY, f64::max);
    let side = f64::from(SIDE);
    let place = |point: &Point| {
        let x = share(point.epoch_ms, from_ms, to_ms) * side;
        let y = side - MARGIN - share(point.value, min, max) * (side - 2.0 * MARGIN);
        // Both are within the square.
        (x as i32, y as i32)
    };
    let mut line = String::new();
    for (x, y) in points.iter().map(place) {
        line.push_str(&x.to_string());
        line.push(',');
        line.push_str(&y.to_string());
        line.push(' ');
    }
    if first == last {
        // A point alone is a level.
        line = format!("0,{0} {SIDE},{0}", SIDE / 2);
    }
    Some(Plot {
        line,
        min,
        max,
        last: last.value,
        end: place(last),
        from_ms,
        to_ms,
    })
}

/// Where a value is between two bounds, from 0 to 1; in the middle if they are one.
fn share(value: f64, from: f64, to: f64) -> f64 {
    if to > from {
        // Halved, the difference of two finite numbers is finite.
        (value / 2.0 - from / 2.0) / (to / 2.0 - from / 2.0)
    } else {
        0.5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(points: &[(f64, f64)]) -> Option<Plot> {
        let points: Vec<Point> = points
            .iter()
            .map(|(epoch_ms, value)| Point {
                number: 1,
                epoch_ms: *epoch_ms,
                value: *value,
            })
            .collect();
        plot(&points)
    }

    #[test]
    fn from_the_lower_left_to_the_upper_right() {
        let plot = drawn(&[(0.0, -1.0), (50.0, 0.0), (100.0, 1.0)]);
        let plot = plot.map(|plot| (plot.line, plot.min, plot.max, plot.last, plot.end));
        let line = "0,980 500,500 1000,20 ".to_owned();
        assert_eq!(plot, Some((line, -1.0, 1.0, 1.0, (1000, 20))));
    }

    #[test]
    fn none_one_and_extremes() {
        assert_eq!(drawn(&[]), None);
        let one = drawn(&[(5.0, 21.5)]).map(|plot| plot.line);
        assert_eq!(one.as_deref(), Some("0,500 1000,500"));
        let level = drawn(&[(0.0, 3.0), (10.0, 3.0)]).map(|plot| plot.line);
        assert_eq!(level.as_deref(), Some("0,500 1000,500 "));
        let wide = drawn(&[(0.0, f64::MIN), (10.0, f64::MAX)]).map(|plot| plot.line);
        assert_eq!(wide.as_deref(), Some("0,980 1000,20 "));
    }
}
