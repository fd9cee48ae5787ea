//! About: what this is, why it can be trusted, what is not verified.

use crate::components::View;
use yew::prelude::*;

/// The page About.
pub fn about_page(view: View<'_>) -> Html {
    let text = view.text.about;
    let list = |items: &'static [&'static str]| {
        html! { <ul>{ for items.iter().map(|item| html! { <li>{ *item }</li> }) }</ul> }
    };
    html! {
        <article class="panel about">
            <h1>{ text.title }</h1>
            <h2>{ text.what }</h2>
            <p>{ text.what_body }</p>
            <h2>{ text.private }</h2>
            { list(text.private_body) }
            <h2>{ text.unverified }</h2>
            { list(text.unverified_body) }
            <h2>{ text.commands }</h2>
            <p>{ text.commands_body }</p>
            <h2>{ text.build }</h2>
            <p><code class="wire">{ &view.model.surroundings.build }</code></p>
        </article>
    }
}
