//! Messages with names, kept in this browser.

use crate::components::connect::View;
use crate::components::connect::entry::Entry;
use crate::components::copy_button;
use crate::hooks::press;
use crate::state::connect::{Action, Intent, PublishAction, SnippetAction};
use std::rc::Rc;
use yew::prelude::*;

/// The messages that are kept, and the way to keep another.
pub(super) fn snippets(view: View<'_>) -> Html {
    let View { model, send, .. } = view;
    let text = model.language.publish();
    let kept = &model.snippets;
    let act = |action| press(send, Intent::Change(Action::Snippets(action)));
    let written = Rc::new(model.connection().written(model.in_use()));
    let name = Entry::new(
        "snippet-name".into(),
        text.snippet_name,
        &kept.name,
        (),
        |(), text| Action::Snippets(SnippetAction::Name(text)),
    );
    let name = name.wrong(Some(text.snippet_secret).filter(|_| kept.secret));
    let error = kept.error.as_ref().map(text.import_error);
    let file = Entry {
        rows: 3,
        ..Entry::new(
            "snippets-file".into(),
            text.file,
            &kept.file,
            (),
            |(), text| Action::Snippets(SnippetAction::File(text)),
        )
    };
    let file = file.wrong(error.as_deref());
    html! {
        <details id="snippets">
            <summary>{ text.snippets }{ format!(" ({})", kept.list.len()) }</summary>
            <p class="hint">{ text.snippets_hint }</p>
            <ul class="kept" id="snippet-list">
                { for kept.list.iter().enumerate().map(|(at, snippet)| {
                    let take = Action::Publish(PublishAction::Take(snippet.clone()));
                    html! {
                        <li>
                            <button type="button" class="chip" data-snippet={snippet.name.clone()}
                                aria-label={(text.take)(&snippet.name)}
                                onclick={press(send, Intent::Change(take))}>
                                { &snippet.name }
                            </button>
                            <code class="wire">{ &snippet.message.topic }</code>
                            <button type="button" class="copy"
                                aria-label={(text.remove)(&snippet.name)}
                                onclick={act(SnippetAction::Remove(at))}>
                                { "✕" }
                            </button>
                        </li>
                    }
                }) }
            </ul>
            <div class="template-row">
                { name.show(view) }
                <button type="button" id="snippet-keep" class="quiet"
                    disabled={kept.name.trim().is_empty()}
                    onclick={act(SnippetAction::Keep(written))}>
                    { text.keep }
                </button>
            </div>
            { file.show(view) }
            <div class="actions tight">
                <button type="button" id="snippets-export" class="quiet"
                    onclick={act(SnippetAction::Export)}>{ text.export }</button>
                <button type="button" id="snippets-import" class="quiet"
                    disabled={kept.file.is_empty()}
                    onclick={act(SnippetAction::Import)}>{ text.import }</button>
                { copy_button(view, "snippets-file", "quiet", view.text.frame.copy, text.file, kept.file.clone()) }
            </div>
        </details>
    }
}
