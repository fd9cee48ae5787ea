//! The route, from the fragment of the address.

use crate::browser::address;
use crate::route::{Address, Route, read_fragment};
use yew::prelude::*;

/// The route; `on_address` gets each address that is opened, with its secrets already gone from
/// the address bar.
#[hook]
pub fn use_route(on_address: Callback<Address>) -> Route {
    let route = use_state_eq(|| read_fragment(&address::fragment()).route);
    let setter = route.setter();
    use_effect_with((), move |()| {
        let open = move || {
            let opened = read_fragment(&address::fragment());
            if let Some(cleaned) = &opened.cleaned {
                address::replace_fragment(cleaned);
            }
            setter.set(opened.route);
            on_address.emit(opened);
        };
        open();
        let listener = address::on_fragment(open);
        move || drop(listener)
    });
    *route
}
