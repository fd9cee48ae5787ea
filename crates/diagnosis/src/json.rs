//! A claim and a diagnosis as JSON: the shapes of the command line. Behind a feature, since the
//! page's first view needs neither.

mod answer;
mod claim;
mod claim_error;

pub use answer::diagnosis_to_json;
pub use claim::case_from_json;
pub use claim_error::{ClaimError, FoundValue};
