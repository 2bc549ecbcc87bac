//! Text from notes inside a Mermaid diagram.
//!
//! A label stands in double quotes, and is then read as Markdown and as HTML; besides, directives, comments and styles are looked
//! for in the raw text of the diagram. Whatever one of these could take for its own is written as a character code (`#35;`, `#quot;`),
//! which Mermaid turns back when all of them are done.

use std::fmt::Write;

/// A text as a label, in its quotes.
pub fn quoted(lines: &str) -> String {
    format!("\"{}\"", escaped(lines))
}

/// A text where the language takes no quotes.
pub fn escaped(lines: &str) -> String {
    let mut label = String::with_capacity(lines.len() + 2);
    for (index, line) in lines.split('\n').enumerate() {
        if index > 0 {
            label.push_str("<br/>");
        }
        push(&mut label, line);
    }
    label
}

fn push(label: &mut String, line: &str) {
    let chars: Vec<char> = line.chars().collect();
    let word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
    // Addresses would become links.
    let address = line.contains("www.") || line.contains('@');
    for (at, c) in chars.iter().enumerate() {
        let special = match c {
            '#' | '`' | '*' | '~' | '|' | '[' | ']' | '{' | '}' | '\\' | '$' | '%' | ':' | ';' | '@' | '^' => true,
            '.' | ')' => address || (at > 0 && chars[..at].iter().all(char::is_ascii_digit)),
            '-' | '+' | '=' => at == 0,
            '_' => !word(at.checked_sub(1)) || !word(Some(at + 1)),
            // With these Mermaid writes its character codes while it works.
            'ﬂ' | '¶' => true,
            _ => false,
        };
        match c {
            '"' => label.push_str("#quot;"),
            '&' => label.push_str("#amp;"),
            '<' => label.push_str("#lt;"),
            '>' => label.push_str("#gt;"),
            c if special => write!(label, "#{};", *c as u32).expect("a string takes everything"),
            c => label.push(*c),
        }
    }
}

/// A text as a string of YAML, for the title.
pub fn yaml(line: &str) -> String {
    format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_stay_readable_and_others_do_nothing() {
        assert_eq!(quoted("Payment Failed (twice), retry_count"), "\"Payment Failed (twice), retry_count\"");
        assert_eq!(quoted("a \"b\"\n1. c"), "\"a #quot;b#quot;<br/>1#46; c\"");
        assert_eq!(quoted("%%{init}%% #35;"), "\"#37;#37;#123;init#125;#37;#37; #35;35#59;\"");
        assert_eq!(quoted("retry_count < 2"), "\"retry_count #lt; 2\"");
        assert_eq!(yaml(r#"a "b" \"#), r#""a \"b\" \\""#);
    }
}
