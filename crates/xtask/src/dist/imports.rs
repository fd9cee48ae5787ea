//! Names by which a module's script and wasm know each other. wasm-bindgen ends each with a hash of
//! sixteen digits, which no compression makes smaller: two kilobytes of a first view. They become
//! numbers of the same length, so that nothing in the wasm moves.

use std::collections::BTreeSet;

/// Digits of a hash.
const DIGITS: usize = 16;

/// The script and the wasm with numbers in place of hashes.
pub(super) fn numbered(script: Vec<u8>, wasm: Vec<u8>) -> (Vec<u8>, Vec<u8>) {
    let hashes = hashes(&script);
    (replaced(script, &hashes), replaced(wasm, &hashes))
}

/// The hashes at the ends of names in a script.
fn hashes(script: &[u8]) -> BTreeSet<Vec<u8>> {
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let names = script.split(|byte| !word(byte));
    let ends = names.filter_map(|name| name.split_last_chunk::<DIGITS>());
    let hashes = ends.filter(|(name, end)| {
        let hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        name.starts_with(b"__wbg_") && name.ends_with(b"_") && end.iter().all(hex)
    });
    hashes.map(|(_, end)| end.to_vec()).collect()
}

fn replaced(mut content: Vec<u8>, hashes: &BTreeSet<Vec<u8>>) -> Vec<u8> {
    let mut at = 1;
    while let Some(window) = content.get(at..at + DIGITS) {
        // The underscore before it: no other digits are taken for a hash, and few places of a
        // megabyte are held against all of them.
        let follows = content[at - 1] == b'_';
        let number = follows.then(|| hashes.iter().position(|hash| hash == window));
        if let Some(number) = number.flatten() {
            let number = format!("{number:0DIGITS$}");
            content[at..at + DIGITS].copy_from_slice(number.as_bytes());
            at += DIGITS;
        } else {
            at += 1;
        }
    }
    content
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn the_same_hash_gets_the_same_number_in_both() {
        let script =
            b"__wbg_b_00000000000000ff: f(), __wbg_a_0123456789abcdef(), x_0123456789abcdee";
        let wasm = b"\x17__wbg_a_0123456789abcdef\x00 0123456789abcdef_00000000000000ff";
        let (script, wasm) = numbered(script.to_vec(), wasm.to_vec());
        assert_eq!(
            String::from_utf8(script).unwrap(),
            "__wbg_b_0000000000000000: f(), __wbg_a_0000000000000001(), x_0123456789abcdee"
        );
        assert_eq!(
            String::from_utf8(wasm).unwrap(),
            "\x17__wbg_a_0000000000000001\x00 0123456789abcdef_0000000000000000"
        );
    }
}
