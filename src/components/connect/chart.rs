//! A numeric field of a topic's messages over time, as a line, with the same in words and numbers.

use crate::components::connect::View;
use crate::components::{SelectField, select_field};
use crate::hooks::connect::{escape, number_text};
use crate::hooks::{local_time, press};
use crate::state::connect::{
    Action, Intent, ListAction, Plot, SIDE, SessionAction, ToolsAction, counted, plot,
};
use connack_protocol::{ChartAsk, ChartSeen, Point};
use std::rc::Rc;
use yew::prelude::*;

/// Values in the table below the line.
const IN_TABLE: usize = 20;

fn list(action: ListAction) -> Intent {
    Intent::Change(Action::Shown(SessionAction::List(action)))
}

fn tools(action: ToolsAction) -> Intent {
    list(ListAction::Tools(action))
}

/// The chart, if one is shown.
pub(super) fn chart(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let of = &model.connection().session.list;
    let Some(ask) = &of.look.chart else {
        return html! {};
    };
    let text = model.language.messages();
    let seen = of.seen.as_ref().and_then(|seen| seen.chart.as_ref());
    let seen = seen.filter(|chart| chart.topic == ask.topic);
    let drawn = of.tools.paused.as_deref().or(seen);
    let pause = match (&of.tools.paused, seen) {
        (Some(_), _) | (None, None) => None,
        (None, Some(seen)) => Some(Rc::new(seen.clone())),
    };
    let is_paused = of.tools.paused.is_some();
    let newest = seen.and_then(|seen| seen.points.last());
    let close = Intent::All(vec![
        list(ListAction::Chart(None)),
        Intent::Focus("messages"),
    ]);
    let clear = newest.map(|point| tools(ToolsAction::ClearChart(point.number)));
    html! {
        <section class="panel chart" id="chart" aria-labelledby="chart-title"
            onkeydown={escape(send, close.clone())}>
            <div class="messages-head">
                <h2 id="chart-title">
                    { text.chart }{ " " }<code class="wire">{ &ask.topic }</code>
                    if is_paused { <span class="tag">{ text.paused }</span> }
                </h2>
                { field(view, ask, seen) }
                <button type="button" id="chart-pause" class="quiet" disabled={drawn.is_none()}
                    onclick={press(send, tools(ToolsAction::Pause(pause)))}>
                    { if is_paused { text.resume } else { text.pause } }
                </button>
                <button type="button" id="chart-clear" class="quiet" disabled={clear.is_none()}
                    onclick={press(send, clear.unwrap_or(Intent::Changes(Vec::new())))}>
                    { text.clear }
                </button>
                <button type="button" id="chart-close" class="quiet"
                    onclick={press(send, close)}>
                    { text.close }
                </button>
            </div>
            { match drawn {
                None => html! { <p class="hint" role="status">{ text.chart_looking }</p> },
                Some(chart) => {
                    let points = counted(chart, &of.tools);
                    match plot(points) {
                        Some(plot) => drawing(view, points, &plot),
                        None if !chart.complete => html! {
                            <p class="hint" role="status">{ text.chart_looking }</p>
                        },
                        None if chart.fields.is_empty() => html! {
                            <p class="hint" role="status">{ text.chart_no_field }</p>
                        },
                        None => html! { <p class="hint" role="status">{ text.chart_no_points }</p> },
                    }
                }
            } }
        </section>
    }
}

fn field(view: View<'_>, ask: &ChartAsk, seen: Option<&ChartSeen>) -> Html {
    let text = view.model.language.messages();
    let fields = seen.map(|seen| &*seen.fields).unwrap_or_default();
    if fields.is_empty() {
        return html! {};
    }
    let choices: Vec<(&str, &str)> = fields
        .iter()
        .map(|field| match field.as_str() {
            "" => ("", text.chart_whole),
            field => (field, field),
        })
        .collect();
    let select = SelectField {
        id: "chart-field",
        label: text.chart_field,
        mark: None,
        value: ask.field.as_deref().unwrap_or_default(),
        choices: &choices,
        hint: "",
        action: |field| Action::Shown(SessionAction::List(ListAction::ChartField(field))),
    };
    select_field(view, select)
}

fn drawing(view: View<'_>, points: &[Point], plot: &Plot) -> Html {
    let text = view.model.language.messages();
    let (min, max, last) = (
        number_text(plot.min),
        number_text(plot.max),
        number_text(plot.last),
    );
    let said = (text.chart_said)(points.len(), &min, &max, &last);
    let side = format!("0 0 {SIDE} {SIDE}");
    let rows = points.iter().rev().take(IN_TABLE);
    html! {
        <>
            <dl class="chart-facts" id="chart-facts" data-points={points.len().to_string()}>
                <dt>{ text.last }</dt><dd id="chart-last">{ last }</dd>
                <dt>{ text.min }</dt><dd id="chart-min">{ min }</dd>
                <dt>{ text.max }</dt><dd id="chart-max">{ max }</dd>
            </dl>
            <svg role="img" aria-label={said} viewBox={side} preserveAspectRatio="none">
                <line x1="0" x2="1000" y1="20" y2="20" class="grid" />
                <line x1="0" x2="1000" y1="500" y2="500" class="grid" />
                <line x1="0" x2="1000" y1="980" y2="980" class="grid" />
                <polyline points={plot.line.clone()} />
            </svg>
            <p class="chart-axis">
                <time>{ local_time(plot.from_ms) }</time>
                <time>{ local_time(plot.to_ms) }</time>
            </p>
            <details>
                <summary>{ text.last_values }</summary>
                <table id="chart-values">
                    <thead><tr><th scope="col">{ text.time }</th><th scope="col">{ text.value }</th></tr></thead>
                    <tbody>
                        { for rows.map(|point| html! {
                            <tr key={point.number}>
                                <td>{ local_time(point.epoch_ms) }</td>
                                <td>{ number_text(point.value) }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            </details>
        </>
    }
}
