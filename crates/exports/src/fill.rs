//! Templates with two rules. `{{name}}` is replaced by a value, once: what stands in a value is
//! not looked at again. A line that begins `@word ` stays only where the word holds, without it.

/// Fills a template. Values are ready for their place: quoted, escaped, or numbers.
pub(crate) fn fill(template: &str, holds: &[&str], values: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(template.len() * 2);
    for line in template.split_inclusive('\n') {
        let Some(line) = kept(line, holds) else {
            continue;
        };
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("{{") {
            filled.push_str(before);
            let Some((name, after)) = after.split_once("}}") else {
                filled.push_str("{{");
                rest = after;
                continue;
            };
            let value = values.iter().find(|(known, _)| *known == name);
            debug_assert!(value.is_some(), "no value for {name}");
            filled.extend(value.map(|(_, value)| value.as_str()));
            rest = after;
        }
        filled.push_str(rest);
    }
    filled
}

/// The line without its condition, if that holds.
fn kept<'a>(line: &'a str, holds: &[&str]) -> Option<&'a str> {
    let mut line = line;
    while let Some((word, rest)) = line.strip_prefix('@').and_then(|line| line.split_once(' ')) {
        if !holds.contains(&word) {
            return None;
        }
        line = rest;
    }
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_are_put_in_once_and_lines_kept_where_they_hold() {
        let template = "a {{x}}{{y}}\n@tls  secure\n@web @tls both\n@web web\nend";
        let values = [("x", "{{y}}".to_owned()), ("y", "1".to_owned())];
        assert_eq!(fill(template, &["tls"], &values), "a {{y}}1\n secure\nend");
        assert_eq!(
            fill(template, &["tls", "web"], &values),
            "a {{y}}1\n secure\nboth\nweb\nend"
        );
        assert_eq!(fill("{{", &[], &[]), "{{");
    }
}
