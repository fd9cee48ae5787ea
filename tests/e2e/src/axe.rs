//! axe-core's judgement of a page.

use std::fs;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::surroundings::{Needed, needed};

/// Fewer rules that found their matter in order mean that the judge looked at nothing.
const LEAST_PASSES: u64 = 10;

/// Every violation that axe-core finds on the page as it is now, each as lines for a reader.
#[track_caller]
pub fn violations(browser: &Browser) -> Vec<String> {
    if browser.read("typeof axe") != "object" {
        let path = needed(Needed::NodeModules).join("axe-core/axe.min.js");
        let source =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        browser.script(&source, json!([]));
    }
    // Colours that are still changing are judged as they are at the moment; those in a closed
    // `details` never get to their end.
    let result = browser.script(
        "const seen = document.getAnimations().filter(({ effect }) => effect.target.checkVisibility());
         await Promise.allSettled(seen.map((running) => running.finished));
         const { violations, passes } = await axe.run(document, { resultTypes: ['violations'] });
         return { passes: passes.length, violations: violations.map(({ id, help, nodes }) => ({
             id, help, nodes: nodes.map(({ target, html, failureSummary }) => ({ target, html, failureSummary })),
         })) };",
        json!([]),
    );
    let passes = result["passes"].as_u64();
    assert!(passes >= Some(LEAST_PASSES), "{result}");
    let violations = result["violations"].as_array().expect("a list").iter();
    violations.map(shown).collect()
}

fn shown(violation: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut lines = vec![format!(
        "{}: {}",
        text(&violation["id"]),
        text(&violation["help"])
    )];
    for node in violation["nodes"].as_array().into_iter().flatten() {
        let why = text(&node["failureSummary"]).replace('\n', " ");
        lines.push(format!(
            "    {} {} {why}",
            node["target"],
            text(&node["html"])
        ));
    }
    lines.join("\n")
}
