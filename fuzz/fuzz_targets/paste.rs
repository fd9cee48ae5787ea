//! No text makes the reader panic; places are in the text, on char boundaries, in order.
#![no_main]

use connack_signer::{ClaimField, read_claims};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let read = read_claims(text);
    for device in &read.devices {
        assert!(!device.fields.is_empty());
        assert!(device.fields.is_sorted_by_key(|place| place.span.start));
        for field in ClaimField::ALL {
            assert!(
                device
                    .fields
                    .iter()
                    .filter(|place| place.field == field)
                    .count()
                    <= 1
            );
        }
        for place in &device.fields {
            assert!(text.get(place.span.clone()).is_some());
        }
    }
    let mut end = 0;
    for span in &read.not_understood {
        assert!(end <= span.start && span.start < span.end);
        assert!(text.get(span.clone()).is_some());
        end = span.end;
    }
});
