//! The simulated thing: its properties and their generators.

use crate::components::connect::View;
use crate::components::connect::entry::{Entry, choice};
use crate::hooks::press;
use crate::state::connect::{
    Action, BehavesAction, FieldDraft, FieldField, GeneratorKind, Intent, ThingField,
};
use connack_behaviour::{Place, RuleProblem};
use yew::prelude::*;

fn set(field: ThingField, text: String) -> Action {
    Action::Behaves(BehavesAction::Thing(field, text))
}

fn set_property((at, field): (usize, FieldField), text: String) -> Action {
    Action::Behaves(BehavesAction::Property(at, field, text))
}

/// The thing.
pub(super) fn thing(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.behaves();
    let behaves = &model.connection().behaves;
    let draft = &behaves.thing;
    let (made, problems) = (draft.thing(), draft.problems());
    let said = |place| said(view, &problems, place);
    let every = Entry {
        problems: said(Place::Time),
        ..Entry::new(
            "thing-every".into(),
            text.every_s,
            &draft.every_s,
            ThingField::Every,
            set,
        )
    };
    let topic = Entry {
        problems: said(Place::Topic),
        hint: text.thing_topic_hint,
        ..Entry::new(
            "thing-topic".into(),
            text.thing_topic,
            &draft.topic,
            ThingField::Topic,
            set,
        )
    };
    let act = |action| press(send, Intent::Change(Action::Behaves(action)));
    let simulated = behaves.simulated.as_deref();
    let state = if simulated.is_some() {
        "running"
    } else {
        "stopped"
    };
    html! {
        <details id="thing">
            <summary>{ text.thing }</summary>
            <p class="hint">{ text.thing_hint }</p>
            <div class="field-pair">{ every.show(view) }{ topic.show(view) }</div>
            { for draft.fields.iter().enumerate().map(|(at, field)| {
                property(view, at, field, said(Place::Field(at)))
            }) }
            <div class="actions tight">
                <button type="button" id="thing-add" class="quiet"
                    onclick={act(BehavesAction::AddProperty)}>{ text.add_property }</button>
                <button type="button" id="thing-start" class="quiet"
                    disabled={made.is_none() || !problems.is_empty()}
                    onclick={act(BehavesAction::StartThing)}>{ text.start }</button>
                <button type="button" id="thing-stop" class="quiet" disabled={simulated.is_none()}
                    onclick={act(BehavesAction::StopThing)}>{ text.stop }</button>
            </div>
            <p class="hint" id="thing-state" role="status" data-state={state}>
                if let Some(simulated) = simulated {
                    { if made.as_ref() == Some(simulated) { text.running } else { text.running_changed } }
                }
            </p>
        </details>
    }
}

fn said(view: View<'_>, problems: &[RuleProblem], place: Place) -> Vec<String> {
    let text = view.model.language.behaves();
    let there = problems.iter().filter(|problem| problem.place == place);
    let said = |problem: &RuleProblem| {
        let at = problem.at.map(text.at_character).unwrap_or_default();
        format!("{at}{}", (text.wrong)(&problem.what))
    };
    there.map(said).collect()
}

fn property(view: View<'_>, at: usize, of: &FieldDraft, problems: Vec<String>) -> Html {
    let text = view.model.language.behaves();
    let kinds = GeneratorKind::ALL.map(GeneratorKind::name);
    let kinds: Vec<(&str, &str)> = kinds.into_iter().zip(text.generator_kind).collect();
    let field = |name: &str, label, value, field| {
        let id = format!("property-{at}-{name}");
        Entry::new(id, label, value, (at, field), set_property).show(view)
    };
    let bounds = |label| {
        html! {
            <>
                { field("min", text.min, &of.min, FieldField::Min) }
                { field("max", text.max, &of.max, FieldField::Max) }
                { field("step", label, &of.step, FieldField::Step) }
                { field("decimals", text.decimals, &of.decimals, FieldField::Decimals) }
            </>
        }
    };
    let remove = Intent::Change(Action::Behaves(BehavesAction::RemoveProperty(at)));
    html! {
        <fieldset>
            <legend>
                { text.property }{ format!(" {} ", at + 1) }
                <button type="button" class="copy"
                    aria-label={(text.remove)(&of.name)} onclick={press(view.send, remove)}>
                    { "✕" }
                </button>
            </legend>
            <div class="field-pair">
                { field("name", text.name, &of.name, FieldField::Name) }
                { choice(view, format!("property-{at}-kind"), text.generator, of.kind.name(), &kinds,
                    ((at, FieldField::Kind), set_property)) }
                { match of.kind {
                    GeneratorKind::Constant => field("values", text.value, &of.values, FieldField::Values),
                    GeneratorKind::List => field("values", text.values, &of.values, FieldField::Values),
                    GeneratorKind::Sine => bounds(text.period),
                    GeneratorKind::Walk => bounds(text.step),
                } }
            </div>
            <div aria-live="polite">
                { for problems.into_iter().map(|said| html! {
                    <p class="problem" data-kind="bad">{ said }</p>
                }) }
            </div>
        </fieldset>
    }
}
