//! What the page knows, kept in step with the address, the document and the session worker.

use crate::browser::{address, document, input, requests, storage};
use crate::components::SHORTCUTS;
use crate::hooks::connect_module::{self, Connect};
use crate::hooks::engine::{self, Engine};
use crate::hooks::intents::carry_out;
use crate::route::{Address, Route, read_fragment};
use crate::state::{Action, ConnectModule, Intent, Model, Surroundings, Theme};
use crate::text::Language;
use std::time::Duration;
use yew::platform::spawn_local;
use yew::platform::time::sleep;
use yew::prelude::*;

/// How long the first view has the network and the processor to itself; then Connect's module comes,
/// so that Connect opens at once.
const BEFORE_CONNECT: Duration = Duration::from_millis(500);

/// What the address says; what a link says is gone from it then, secrets above all.
fn taken() -> Address {
    let said = read_fragment(&address::fragment());
    if let Some(cleaned) = &said.cleaned {
        address::replace_fragment(cleaned);
    }
    said
}

/// The page as it opens in this browser.
fn opened() -> Model {
    // Before anything else, even before anything is shown.
    let said = taken();
    let tag = address::lang().or_else(document::preferred_language);
    let language = tag
        .and_then(|tag| Language::from_tag(&tag))
        .unwrap_or_default();
    let theme = storage::theme().map_or(Theme::Auto, |name| Theme::from_name(&name));
    let build = document::meta("connack-build").unwrap_or_default();
    let surroundings = Surroundings {
        https: document::facts().https,
        build,
        base: address::base(),
        practice: document::meta("connack-practice").unwrap_or_default(),
        origin: address::origin(),
    };
    let mut model = Model::new(language, theme, surroundings);
    model.open(said);
    model
}

/// What the page knows, and where its views send their intents.
#[hook]
pub fn use_model() -> (UseReducerHandle<Model>, Callback<Intent>) {
    let model = use_reducer(opened);
    let connect: Connect = use_mut_ref(Default::default);
    let engine: Engine = use_mut_ref(Default::default);

    let dispatcher = model.dispatcher();
    use_effect_with((), move |()| {
        let open = {
            let dispatcher = dispatcher.clone();
            move || dispatcher.dispatch(Action::Opened(taken()))
        };
        let listeners = (
            address::on_fragment(open),
            input::on_key(|key| {
                // The second is what a Chinese keyboard may type.
                let asks = matches!(key, "?" | "？");
                if asks {
                    document::turn_dialog(SHORTCUTS);
                }
                asks
            }),
        );
        spawn_local(async move {
            let mut count = 0;
            loop {
                sleep(Duration::from_secs(2)).await;
                let counted = requests::to_other_hosts();
                if counted != count {
                    count = counted;
                    dispatcher.dispatch(Action::Requests(count));
                }
            }
        });
        move || drop(listeners)
    });
    let small = (model.use_in.asked, model.use_in.opened, model.flow.asked);
    let share = (model.share.asked, model.share.opened);
    let asked = (model.verify.asked, small, share);
    let shown = (model.language, model.theme, model.route, asked);
    let (asking, shows) = (engine.clone(), model.clone());
    use_effect_with(shown, move |(language, theme, route, _)| {
        let title = language.text().frame.title_of(*route);
        document::set_language(language.tag(), &title);
        document::set_theme(theme.name());
        match route {
            Route::Verify => engine::ask(&asking, &shows, shows.dispatcher()),
            Route::Compute => {
                engine::write(&asking, &shows, shows.dispatcher());
                engine::lay_out(&asking, &shows, shows.dispatcher());
            }
            Route::Connect | Route::About => {}
        }
        engine::share(&asking, &shows);
    });

    let page = (model.route, model.flow.flow);
    let before = use_mut_ref(|| page);
    use_effect_with(page, move |page| {
        // The page as it opens leaves the focus where the browser put it.
        if before.replace(*page) != *page {
            document::focus_instead("body, [hidden] *", "main");
        }
    });

    let send = {
        let (model, connect) = (model.clone(), connect.clone());
        Callback::from(move |intent| carry_out(intent, &model, &connect, &engine))
    };
    let on_connect = model.route == Route::Connect;
    let (loading, sends) = (connect.clone(), send.clone());
    let (unloaded, dispatcher) = (
        model.connect == ConnectModule::NotLoaded,
        model.dispatcher(),
    );
    use_effect_with(on_connect, move |on_connect| {
        if unloaded {
            let wait = if *on_connect {
                Duration::ZERO
            } else {
                BEFORE_CONNECT
            };
            connect_module::load(&loading, wait, dispatcher, sends);
        }
    });
    let told = model.clone();
    use_effect(move || connect_module::tell(&connect, &told, on_connect));
    (model, send)
}
