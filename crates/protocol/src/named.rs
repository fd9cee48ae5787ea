//! Enums whose variants have a name in the document.

/// Defines an enum with the name of each variant in the document.
macro_rules! named {
    ($(#[$doc:meta])* $of:ident { $($(#[$each:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $of { $($(#[$each])* $variant,)+ }

        impl $of {
            /// The names of all.
            pub const NAMES: &[&str] = &[$($name,)+];

            /// Its name in the document.
            pub fn name(self) -> &'static str {
                Self::NAMES[self as usize]
            }
        }
    };
}

pub(crate) use named;
