//! What the device did by itself, line by line.

use crate::components::connect::View;
use crate::hooks::{local_time, press};
use crate::state::connect::{Action, BehavesAction, Intent, ToldLine};
use crate::state::whole_ms;
use crate::text::Language;
use connack_behaviour::code_meaning;
use connack_protocol::{Lang, Told};
use std::rc::Rc;
use yew::prelude::*;

/// The log.
pub(super) fn told(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.behaves();
    let behaves = &model.connection().behaves;
    let clear = Intent::Change(Action::Behaves(BehavesAction::ClearLog));
    html! {
        <div class="told-log">
            <div class="told-head">
                <h3 id="told-title">{ text.told }</h3>
                if !behaves.log.is_empty() {
                    <button type="button" class="copy" onclick={press(send, clear)}>
                        { text.clear }
                    </button>
                }
            </div>
            if behaves.log.is_empty() { <p class="hint">{ text.told_empty }</p> }
            if behaves.log_dropped > 0 {
                <p class="hint">{ (text.told_dropped)(behaves.log_dropped) }</p>
            }
            // The newest first: it is in view without scrolling.
            <div class="scroll" role="log" tabindex="0" aria-labelledby="told-title">
                <ol id="told">
                    { for behaves.log.iter().rev().map(|line| html! {
                        <Line key={line.id} language={model.language} line={line.clone()} />
                    }) }
                </ol>
            </div>
        </div>
    }
}

#[derive(Properties)]
struct LineProps {
    language: Language,
    line: Rc<ToldLine>,
}

impl PartialEq for LineProps {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language && Rc::ptr_eq(&self.line, &other.line)
    }
}

#[component]
fn Line(props: &LineProps) -> Html {
    let text = props.language.behaves();
    let lang = match props.language {
        Language::En => Lang::En,
        Language::Zh => Lang::Zh,
    };
    let rule = props.line.rule.as_str();
    let (kind, said) = match &props.line.told {
        Told::Log { text: said, .. } => ("log", format!("{rule}: {said}")),
        Told::Paired(of) => {
            let latency = of.latency_ms.max(0.0);
            let latency = match latency < 10.0 {
                true => format!("{latency:.1}"),
                false => whole_ms(latency).to_string(),
            };
            let said = (text.paired)(of.request, of.reply, &latency);
            let code = of.code.map(|code| {
                let meaning = code_meaning(code).map(|known| known.meaning(lang));
                (text.code)(code, meaning)
            });
            let code = code.map_or_else(String::new, |code| format!(" · {code}"));
            ("paired", format!("{said}{code}"))
        }
        Told::Unanswered { request, waited_ms } => {
            let waited = whole_ms(*waited_ms).to_string();
            ("unanswered", (text.unanswered)(*request, &waited))
        }
        Told::Storm { limit, .. } => ("storm", (text.storm)(rule, *limit)),
        Told::OwnMessage { .. } => ("own-message", (text.own_message)(rule)),
        Told::Skipped { by, reason } => {
            let by = (text.source)(*by, rule);
            ("skipped", (text.skipped)(&by, *reason))
        }
        Told::Repeating { .. } => return html! {},
    };
    let time = local_time(props.line.epoch_ms);
    html! { <li data-told={kind}><time>{ time }</time>{ " " }{ said }</li> }
}
