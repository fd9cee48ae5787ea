//! What the engine laid out, as elements. Each text stays a text: nothing in it becomes markup.

use crate::components::View;
use crate::hooks::press;
use crate::state::{Action, FormAction, Intent, Loaded, Pasted, VerifyAction};
use connack_protocol::{Act, Attr, Node, Place, ToEngine};
use connack_signer::{Secret, read_pasted};
use std::rc::Rc;
use yew::html::onclick::Wrapper;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VTag};

/// What the engine shows in a place.
pub fn place(view: View<'_>, place: Place) -> Html {
    element(view, &view.model.verify.shown[place as usize])
}

/// An element with all that is in it.
pub fn element(view: View<'_>, node: &Node) -> Html {
    let mut tag = VTag::new(node.tag.name());
    let mut values = vec![None; Attr::NAMES.len()];
    for (attr, value) in &node.attrs {
        values[*attr as usize] = Some(AttributeOrProperty::Attribute(value.clone().into()));
    }
    tag.set_attributes(Attributes::Dynamic {
        keys: Attr::NAMES,
        values: values.into(),
    });
    let mut said = &*node.text;
    if let Act::Copy(what, _) = &node.act
        && let Some((_, done)) = view.model.copied.filter(|(of, _)| *of == what.name())
    {
        let frame = view.text.frame;
        said = if done {
            frame.copied
        } else {
            frame.copy_failed
        };
    }
    if node.act != Act::None {
        tag.add_listener(Rc::new(Wrapper::new(press(view.send, intent(&node.act)))));
    }
    tag.add_child(Html::from(said));
    for inside in &node.inside {
        tag.add_child(element(view, inside));
    }
    tag.into()
}

/// What pressing an element asks for.
fn intent(act: &Act) -> Intent {
    match act {
        Act::None => Intent::Changes(Vec::new()),
        Act::Copy(what, text) => Intent::Copy {
            what: what.name(),
            text: text.0.clone(),
        },
        Act::Cancel => Intent::Engine(ToEngine::Cancel),
        Act::CaseFile => Intent::Engine(ToEngine::CaseFile),
        Act::Load(text, secret) => {
            let loaded = Loaded {
                text: Pasted(text.0.as_str().into()),
                secret: Secret::new(&*secret.0),
            };
            Intent::Change(Action::Verify(VerifyAction::Load(Rc::new(loaded), None)))
        }
        Act::Fill(text) => {
            let mut actions = vec![Action::Follow];
            if let Some(right) = read_pasted(&text.0) {
                actions.push(Action::Form(FormAction::Fill(Box::new(right))));
            }
            Intent::Changes(actions)
        }
        Act::Device(device) => Intent::Change(Action::Verify(VerifyAction::Device(*device))),
    }
}
