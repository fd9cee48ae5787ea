//! What the engine laid out, as elements. Each text stays a text: nothing in it becomes markup.

use crate::components::View;
use crate::hooks::{press, typed_named};
use crate::state::{Action, FormAction, Intent, Loaded, Pasted, VerifyAction};
use connack_protocol::{Act, Attr, Node, Place, Tag, ToEngine};
use connack_signer::{Secret, read_pasted};
use std::rc::Rc;
use yew::html::{onchange, onclick, oninput};
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
    if let Act::Field(name) = &node.act {
        // What stands in a field is the page's, and newer than what was laid out.
        let value = view.model.named(name).to_owned();
        let typed = oninput::Wrapper::new(typed_named(view.send, name));
        tag.add_listener(Rc::new(typed));
        if node.tag == Tag::Select {
            values[Attr::Value as usize] = Some(AttributeOrProperty::Property(value.into()));
            let chosen = onchange::Wrapper::new(typed_named(view.send, name));
            tag.add_listener(Rc::new(chosen));
        } else {
            tag.set_value(Some(AttrValue::from(value)));
        }
    } else if node.act != Act::None {
        let pressed = press(view.send, intent(view, &node.act));
        tag.add_listener(Rc::new(onclick::Wrapper::new(pressed)));
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
    tag.add_child(Html::from(said));
    for inside in &node.inside {
        tag.add_child(element(view, inside));
    }
    tag.into()
}

/// What pressing an element asks for.
fn intent(view: View<'_>, act: &Act) -> Intent {
    match act {
        Act::None | Act::Field(_) => Intent::Changes(Vec::new()),
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
        Act::Set(fields) => {
            let values = fields.iter();
            let values = values.map(|(name, value)| (name.clone(), Secret::new(&*value.0)));
            Intent::Change(Action::Named(values.collect()))
        }
        Act::Now => Intent::Now,
        Act::Random(name) => Intent::Random(name.clone()),
        Act::Reveal => view.reveal().1,
        Act::Send { url, body, into } => Intent::Send {
            url: url.clone(),
            body: body.clone(),
            into: into.clone(),
        },
        Act::Connect(credentials) => {
            Intent::Changes(vec![Action::Given(credentials.clone()), Action::Follow])
        }
        Act::Device(device) => Intent::Change(Action::Verify(VerifyAction::Device(*device))),
    }
}
