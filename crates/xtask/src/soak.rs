//! `cargo xtask soak`: the place of tests that take minutes. There are none yet, and it says so.

/// Says that there is nothing to do.
pub(crate) fn soak() {
    println!("no test takes minutes yet: everything there is runs in `cargo xtask test`");
}
