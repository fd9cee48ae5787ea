//! What each worker is to show of its messages, and how much of them it keeps.

use crate::state::connect::Model;
use connack_protocol::{Capacity, Look};

impl Model {
    /// What each worker is to show of its messages: only those of the shown connection have a view.
    pub fn looks(&self) -> Vec<(u32, Look)> {
        let all = self.connections.iter().enumerate();
        all.map(|(at, of)| {
            let look = of.session.list.look.clone();
            let look = match self.shown && at == self.active {
                true => look,
                // With another filter or chart the worker would search all anew; the message that is
                // selected may be dropped before it is looked at again.
                false => Look {
                    rows: 0,
                    topics: false,
                    ..look
                },
            };
            (of.id, look)
        })
        .collect()
    }

    /// How much each worker keeps.
    pub fn capacities(&self) -> Vec<(u32, Capacity)> {
        let all = self.connections.iter();
        all.map(|of| (of.id, of.session.list.tools.capacity))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::connect::{Action, ListAction, PageFacts, SessionAction, TabAction};
    use connack_protocol::{ChartAsk, ToConnectPage};
    use std::rc::Rc;
    use yew::Reducible;

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<Model> {
        let facts = PageFacts {
            https: false,
            any_ws: false,
        };
        let shown = Action::Page(ToConnectPage::Shown(true));
        [shown]
            .into_iter()
            .chain(actions)
            .fold(Rc::new(Model::new(facts)), Reducible::reduce)
    }

    #[test]
    fn a_hidden_one_shows_no_rows() {
        let rows = |model: &Model| -> Vec<bool> {
            let looks = model.looks();
            looks.iter().map(|(_, look)| look.rows > 0).collect()
        };
        let two = after([Action::Tab(TabAction::New)]);
        assert_eq!(rows(&two), [false, true]);
        let elsewhere = after([Action::Page(ToConnectPage::Shown(false))]);
        assert_eq!(rows(&elsewhere), [false]);
    }

    #[test]
    fn a_hidden_one_keeps_what_is_read_and_drawn() {
        let chart = ChartAsk {
            topic: "/t".into(),
            field: Some("/a".into()),
            points: 9,
        };
        let list = |action| Action::Shown(SessionAction::List(action));
        let model = after([
            list(ListAction::Select(Some(7))),
            list(ListAction::Chart(Some(chart.clone()))),
            Action::Tab(TabAction::New),
        ]);
        let hidden = &model.looks()[0].1;
        assert_eq!((hidden.selected, &hidden.chart), (Some(7), &Some(chart)));
    }
}
