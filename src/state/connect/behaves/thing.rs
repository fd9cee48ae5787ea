//! The simulated thing, as it is written. Numbers stay texts until they are used.

use connack_behaviour::{RuleProblem, check_thing};
use connack_protocol::{Field, Generator, Qos, Thing};

/// The thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThingDraft {
    /// The time between two posts, in s.
    pub every_s: String,
    /// Where; empty: the device's property post.
    pub topic: String,
    /// What is posted.
    pub fields: Vec<FieldDraft>,
}

/// A property. What the texts mean depends on the generator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDraft {
    /// Its identifier.
    pub name: String,
    /// Where its values come from.
    pub kind: GeneratorKind,
    /// The value, or the values with commas between them.
    pub values: String,
    /// The least.
    pub min: String,
    /// The greatest.
    pub max: String,
    /// The period in s, or the most that it changes.
    pub step: String,
    /// Digits after the point.
    pub decimals: String,
}

/// Where values come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeneratorKind {
    /// Always the same.
    Constant,
    /// Up and down.
    Sine,
    /// By a step each time.
    Walk,
    /// One after the other, again and again.
    List,
}

/// A field of the thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThingField {
    /// See [`ThingDraft::every_s`].
    Every,
    /// See [`ThingDraft::topic`].
    Topic,
}

/// A field of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldField {
    /// See [`FieldDraft::name`].
    Name,
    /// See [`FieldDraft::kind`].
    Kind,
    /// See [`FieldDraft::values`].
    Values,
    /// See [`FieldDraft::min`].
    Min,
    /// See [`FieldDraft::max`].
    Max,
    /// See [`FieldDraft::step`].
    Step,
    /// See [`FieldDraft::decimals`].
    Decimals,
}

impl GeneratorKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Constant, Self::Sine, Self::Walk, Self::List];

    /// Stable, for choices.
    pub fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Sine => "sine",
            Self::Walk => "walk",
            Self::List => "list",
        }
    }
}

impl Default for FieldDraft {
    fn default() -> Self {
        Self {
            name: "Temperature".into(),
            kind: GeneratorKind::Sine,
            values: "21.5".into(),
            min: "18".into(),
            max: "25".into(),
            step: "60".into(),
            decimals: "1".into(),
        }
    }
}

impl Default for ThingDraft {
    fn default() -> Self {
        Self {
            every_s: "5".into(),
            topic: String::new(),
            fields: vec![FieldDraft::default()],
        }
    }
}

impl FieldDraft {
    /// It with a field typed or chosen.
    pub fn set(&mut self, field: FieldField, text: String) {
        match field {
            FieldField::Name => self.name = text,
            FieldField::Kind => {
                let kind = GeneratorKind::ALL
                    .into_iter()
                    .find(|kind| kind.name() == text);
                self.kind = kind.unwrap_or(self.kind);
            }
            FieldField::Values => self.values = text,
            FieldField::Min => self.min = text,
            FieldField::Max => self.max = text,
            FieldField::Step => self.step = text,
            FieldField::Decimals => self.decimals = text,
        }
    }

    /// The property. What is no number becomes one that no generator takes.
    fn field(&self) -> Field {
        let number = |text: &str| text.trim().parse().unwrap_or(f64::NAN);
        let (min, max) = (number(&self.min), number(&self.max));
        let generator = match self.kind {
            GeneratorKind::Constant => Generator::Constant(self.values.clone()),
            GeneratorKind::Sine => Generator::Sine {
                min,
                max,
                period_ms: ms(&self.step).unwrap_or(0),
            },
            GeneratorKind::Walk => Generator::RandomWalk {
                start: min + (max - min) / 2.0,
                step: number(&self.step),
                min,
                max,
            },
            GeneratorKind::List => Generator::List {
                values: list(&self.values),
                repeat: true,
            },
        };
        Field {
            name: self.name.clone(),
            generator,
            decimals: self.decimals.trim().parse().unwrap_or(0),
        }
    }
}

impl ThingDraft {
    /// It with a field typed.
    pub fn set(&mut self, field: ThingField, text: String) {
        match field {
            ThingField::Every => self.every_s = text,
            ThingField::Topic => self.topic = text,
        }
    }

    /// The thing, unless it has nothing to post.
    pub fn thing(&self) -> Option<Thing> {
        (!self.fields.is_empty()).then(|| Thing {
            every_ms: ms(&self.every_s).unwrap_or(0),
            topic: self.topic.trim().to_owned(),
            method: String::new(),
            qos: Qos::AtMostOnce,
            fields: self.fields.iter().map(FieldDraft::field).collect(),
        })
    }

    /// What is wrong with it.
    pub fn problems(&self) -> Vec<RuleProblem> {
        self.thing().as_ref().map(check_thing).unwrap_or_default()
    }
}

/// Seconds, with a point if need be, as ms.
fn ms(seconds: &str) -> Option<u32> {
    let ms = seconds.trim().parse::<f64>().ok()? * 1_000.0;
    (1.0..=f64::from(u32::MAX))
        .contains(&ms)
        .then_some(ms as u32)
}

fn list(values: &str) -> Vec<String> {
    let values = values
        .split([',', '，'])
        .map(|value| value.trim().to_owned());
    values.filter(|value| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use connack_behaviour::Place;

    fn with(changes: &[(FieldField, &str)]) -> ThingDraft {
        let mut draft = ThingDraft::default();
        for (field, text) in changes {
            draft.fields[0].set(*field, (*text).into());
        }
        draft
    }

    #[test]
    fn what_is_written_becomes_a_thing() {
        let thing = with(&[]).thing().unwrap();
        assert_eq!(thing.every_ms, 5_000);
        let sine = Generator::Sine {
            min: 18.0,
            max: 25.0,
            period_ms: 60_000,
        };
        assert_eq!(thing.fields[0].generator, sine);
        let list = with(&[
            (FieldField::Kind, "list"),
            (FieldField::Values, "1, on，,2"),
        ]);
        let expected = Generator::List {
            values: vec!["1".into(), "on".into(), "2".into()],
            repeat: true,
        };
        assert_eq!(list.thing().unwrap().fields[0].generator, expected);
        assert_eq!(list.problems(), []);
    }

    #[test]
    fn what_is_no_number_is_a_problem() {
        for (field, text) in [
            (FieldField::Min, "a"),
            (FieldField::Max, "1"),
            (FieldField::Step, "0"),
            (FieldField::Step, ""),
        ] {
            let problems = with(&[(field, text)]).problems();
            assert_eq!(problems[0].place, Place::Field(0), "{field:?} {text}");
        }
        let mut draft = with(&[]);
        draft.set(ThingField::Every, "x".into());
        assert_eq!(draft.problems()[0].place, Place::Time);
        draft.fields.clear();
        assert_eq!(draft.thing(), None);
    }
}
