//! A list that keeps its end in view, as long as the reader has not scrolled away from it.

use crate::browser::document;
use yew::prelude::*;

/// Put the returned reference on the scrolling element; `last` identifies the newest entry, and is
/// `None` while the element is not shown.
#[hook]
pub fn use_end_in_view(last: Option<u64>) -> NodeRef {
    let node = use_node_ref();
    let follows = use_mut_ref(|| true);
    {
        let (node, follows) = (node.clone(), follows.clone());
        use_effect_with(last.is_some(), move |_| {
            *follows.borrow_mut() = true;
            let listener = document::on_scroll(&node, move |at_end| *follows.borrow_mut() = at_end);
            move || drop(listener)
        });
    }
    {
        let node = node.clone();
        use_effect_with(last, move |_| {
            if *follows.borrow() {
                document::scroll_to_end(&node);
            }
        });
    }
    node
}
