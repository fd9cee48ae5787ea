//! The placeholders' names: what each stands for, and how it is written.

/// How each placeholder is written, for a list of them; `X`, `N`, `a` and `b` stand for what a
/// person chooses.
pub const PLACEHOLDERS: &[&str] = &[
    "id",
    "params",
    "params.X",
    "data",
    "data.X",
    "json.X",
    "payload",
    "topic",
    "topic.N",
    "productKey",
    "deviceName",
    "time",
    "counter",
    "random",
    "random:a..b",
    "step",
    "progress",
    "ntpOffset",
];

/// What the placeholders of a template stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Placeholder {
    /// `{id}`: of the JSON request, or of the RRPC's topic.
    Id,
    /// `{params}`, `{params.X}`, `{data}`, `{data.X}`, `{json.X}`: a piece of the JSON payload.
    Piece(Vec<String>),
    /// `{payload}`
    Payload,
    /// `{topic}`
    Topic,
    /// `{topic.N}`: a level, from 1; a leading slash opens none.
    Level(usize),
    /// `{productKey}`
    ProductKey,
    /// `{deviceName}`
    DeviceName,
    /// `{time}`: ms since 1970.
    Time,
    /// `{counter}`: a fresh number, the same within one message.
    Counter,
    /// `{random}`, `{random:a..b}`: both ends included; `decimals` digits after the point.
    Random { from: i64, to: i64, decimals: u32 },
    /// `{step}`: which of several, from 1.
    Step,
    /// `{progress}`: 0 with the first, 100 with the last.
    Progress,
    /// `{ntpOffset}`: how far this clock is behind, in ms, by an NTP response.
    NtpOffset,
    /// None of these.
    Unknown,
}

impl Placeholder {
    /// Whether it says something of a message that came.
    pub(crate) fn needs_message(&self) -> bool {
        match self {
            Self::Id
            | Self::Piece(_)
            | Self::Payload
            | Self::Topic
            | Self::Level(_)
            | Self::NtpOffset => true,
            Self::ProductKey
            | Self::DeviceName
            | Self::Time
            | Self::Counter
            | Self::Random { .. }
            | Self::Step
            | Self::Progress
            | Self::Unknown => false,
        }
    }

    /// The placeholder with this name, which stands between the braces before a `|`.
    pub(crate) fn read(name: &str) -> Option<Self> {
        let (first, path) = match name.split_once('.') {
            Some((first, path)) => (first, Some(path)),
            None => (name, None),
        };
        match (first, path) {
            ("params" | "data" | "json", path) => {
                let steps: Vec<String> = (first != "json")
                    .then_some(first)
                    .into_iter()
                    .chain(path.into_iter().flat_map(|path| path.split('.')))
                    .map(str::to_owned)
                    .collect();
                let named = !steps.is_empty() && steps.iter().all(|step| !step.is_empty());
                return named.then_some(Placeholder::Piece(steps));
            }
            ("topic", Some(level)) => {
                let level = level.parse().ok().filter(|level| *level > 0)?;
                return Some(Placeholder::Level(level));
            }
            _ => {}
        }
        if let Some(range) = name.strip_prefix("random:") {
            return random(range);
        }
        Some(match name {
            "id" => Placeholder::Id,
            "payload" => Placeholder::Payload,
            "topic" => Placeholder::Topic,
            "productKey" => Placeholder::ProductKey,
            "deviceName" => Placeholder::DeviceName,
            "time" => Placeholder::Time,
            "counter" => Placeholder::Counter,
            "random" => Placeholder::Random {
                from: 0,
                to: i64::from(u32::MAX),
                decimals: 0,
            },
            "step" => Placeholder::Step,
            "progress" => Placeholder::Progress,
            "ntpOffset" => Placeholder::NtpOffset,
            _ => return None,
        })
    }
}

/// `1..6`, `-0.5..0.5`: as many decimals as the longer has, at most 6; up to a thousand millions.
fn random(range: &str) -> Option<Placeholder> {
    let (from, to) = range.split_once("..")?;
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, digits)| digits.len());
    let decimals = u32::try_from(decimals(from).max(decimals(to))).ok()?;
    if decimals > 6 {
        return None;
    }
    let scaled = |text: &str| {
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
        let number: f64 = text.parse().ok().filter(|_| text.chars().all(plain))?;
        let fits = number.abs() <= 1e9;
        fits.then(|| (number * f64::from(10_u32.pow(decimals))).round() as i64)
    };
    Some(Placeholder::Random {
        from: scaled(from)?,
        to: scaled(to)?,
        decimals,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Template;

    #[test]
    fn names_are_read() {
        let steps =
            |steps: &[&str]| Placeholder::Piece(steps.iter().map(|s| (*s).to_owned()).collect());
        for (text, expected) in [
            ("{params}", steps(&["params"])),
            ("{params.T}", steps(&["params", "T"])),
            ("{data.a.0}", steps(&["data", "a", "0"])),
            ("{json.a}", steps(&["a"])),
            ("{json}", Placeholder::Unknown),
            ("{params.}", Placeholder::Unknown),
            ("{topic.2}", Placeholder::Level(2)),
            ("{topic.0}", Placeholder::Unknown),
            (
                "{random:1..6}",
                Placeholder::Random {
                    from: 1,
                    to: 6,
                    decimals: 0,
                },
            ),
            (
                "{random:-0.5..1}",
                Placeholder::Random {
                    from: -5,
                    to: 10,
                    decimals: 1,
                },
            ),
            ("{random:1..}", Placeholder::Unknown),
            ("{random:1..1e9}", Placeholder::Unknown),
            ("{random:inf..nan}", Placeholder::Unknown),
            ("{random:0..9999999999}", Placeholder::Unknown),
            ("{Id}", Placeholder::Unknown),
        ] {
            let template = Template::plain(text);
            let names: Vec<&Placeholder> = template.holes().map(|hole| &hole.name).collect();
            assert_eq!(names, [&expected], "{text}");
        }
        let template = Template::plain("温 {data.module|default 1}");
        let hole = template.holes().next().unwrap();
        assert_eq!((hole.fallback.as_deref(), hole.at), (Some("default 1"), 3));
    }

    #[test]
    fn every_listed_placeholder_is_one() {
        for listed in PLACEHOLDERS {
            let example = listed.replace(".N", ".1").replace("a..b", "1..2");
            assert!(Placeholder::read(&example).is_some(), "{listed}");
        }
    }
}
