//! The frame of the page: state, providers, header, and the page of the route.

use crate::components::{NoticeKind, header, notice};
use crate::hooks::{
    forget_traces, practice_url, use_language, use_requests, use_route, use_session, use_theme,
};
use crate::pages::{Connect, about_page, compute_page};
use crate::route::{Address, Route};
use crate::state::{ConnectAction, ConnectForm, FormAction, FormState, compute, self_check};
use crate::text::Language;
use yew::prelude::*;

/// The app. Its state lives here, so that it survives a change of route.
#[component]
pub fn App() -> Html {
    let form = use_reducer(FormState::default);
    let connect = use_reducer(ConnectForm::default);
    let session = use_session();
    let language = use_language();
    let theme = use_theme();
    let requests = use_requests();
    let forgotten = use_state_eq(|| false);

    let on_address = {
        let dispatcher = form.dispatcher();
        Callback::from(move |address: Address| {
            let had_secret = address.cleaned.is_some();
            let prefill = Box::new(address.prefill);
            dispatcher.dispatch(FormAction::Link {
                prefill,
                had_secret,
            });
        })
    };
    let route = use_route(on_address);
    let checked = use_memo((), |()| self_check());
    let computed = use_memo(form.form.clone(), compute);

    let onpractice = {
        let (form, connect) = (form.dispatcher(), connect.dispatcher());
        Callback::from(move |()| {
            form.dispatch(FormAction::Practice {
                url: practice_url(),
            });
            connect.dispatch(ConnectAction::FollowCredentials);
        })
    };
    let onforget = {
        let (form, connect) = (form.dispatcher(), connect.dispatcher());
        let (session, theme, forgotten) = (
            session.forget.clone(),
            theme.choose.clone(),
            forgotten.setter(),
        );
        Callback::from(move |()| {
            form.dispatch(FormAction::Forget);
            connect.dispatch(ConnectAction::Forget);
            session.emit(());
            theme.emit(crate::hooks::Theme::Auto);
            forget_traces();
            forgotten.set(true);
        })
    };
    let text = language.language.text();
    html! {
        <ContextProvider<Language> context={language.language}>
            { header(route, &language, &theme, requests, &onforget) }
            <main id="main" tabindex="-1">
                if *forgotten {
                    { notice(NoticeKind::Info, "forgotten", text.frame.forgotten, html! {}) }
                }
                { match route {
                    Route::Compute => compute_page(text, &form, &computed, *checked, &onpractice),
                    Route::Connect => html! {
                        <Connect {form} {computed} {connect} {session} {onpractice} />
                    },
                    Route::About => about_page(text),
                } }
            </main>
        </ContextProvider<Language>>
    }
}
