//! Text from notes inside a Markdown document: escaped so that it shows as it was written, and no more than it must be, since the
//! document is also read as plain text.

/// A text as it stands in a paragraph, a list item or a cell; line breaks become `<br>`.
pub fn text(raw: &str) -> String {
    raw.split('\n').map(one).collect::<Vec<_>>().join("<br>")
}

/// A text in one line, for a heading.
pub fn heading(raw: &str) -> String {
    one(&raw.replace('\n', " "))
}

/// A text that stands out.
pub fn bold(raw: &str) -> String {
    format!("**{}**", text(raw))
}

fn one(raw: &str) -> String {
    let mut escaped = String::with_capacity(raw.len());
    let chars: Vec<char> = raw.chars().collect();
    let word = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
    for (at, c) in chars.iter().enumerate() {
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '$' => true,
            // Inside a word it emphasises nothing.
            '_' => !word(at.checked_sub(1)) || !word(Some(at + 1)),
            // An entity such as `&amp;` would show as what it stands for.
            '&' => word(Some(at + 1)) || chars.get(at + 1) == Some(&'#'),
            '#' => at == 0 || at + 1 == chars.len() || chars[at - 1] == ' ',
            '-' | '+' | '=' | '>' => at == 0,
            '.' | ')' => at > 0 && chars[..at].iter().all(char::is_ascii_digit),
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(*c);
    }
    escaped
}

/// An expression or a field, in one line.
pub fn code(raw: &str) -> String {
    let raw = raw.replace('\n', " ");
    if raw.is_empty() {
        return raw;
    }
    if raw.contains('|') {
        // A pipe in backticks ends the cell, and escaped it would show its backslash outside a table.
        let raw = raw.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\\', "&#92;").replace('|', "&#124;");
        let raw = raw.replace('*', "&#42;").replace('_', "&#95;").replace('`', "&#96;").replace('[', "&#91;").replace('$', "&#36;");
        return format!("<code>{}</code>", raw.replace('~', "&#126;"));
    }
    let fence = "`".repeat(longest_run(&raw) + 1);
    let pad = if raw.starts_with('`') || raw.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{raw}{pad}{fence}")
}

/// The fence that a block of text needs: longer than any in it.
pub fn fence(block: &str) -> String {
    "`".repeat((longest_run(block) + 1).max(3))
}

fn longest_run(raw: &str) -> usize {
    raw.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Several expressions or fields, with commas between them; a dash for none.
pub fn codes(raw: &[String]) -> String {
    or_dash(raw.iter().map(|raw| code(raw)).filter(|code| !code.is_empty()).collect::<Vec<_>>().join(", "))
}

/// Several texts, with commas between them; a dash for none.
pub fn texts(raw: &[String]) -> String {
    or_dash(raw.iter().map(|raw| text(raw)).collect::<Vec<_>>().join(", "))
}

/// A dash for a cell without text, so that it does not look forgotten.
pub fn or_dash(cell: String) -> String {
    if cell.is_empty() { "–".to_owned() } else { cell }
}

/// Puts a table at the end of a page, with a blank line behind it. Columns are not padded: a longer name shall change its own row only.
pub fn table(page: &mut String, headings: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    let mut row = |cells: &[String]| {
        page.push_str("| ");
        page.push_str(&cells.join(" | "));
        page.push_str(" |\n");
    };
    row(&headings.iter().map(|heading| (*heading).to_owned()).collect::<Vec<_>>());
    row(&vec!["---".to_owned(); headings.len()]);
    rows.into_iter().for_each(|cells| row(&cells));
    page.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_do_something_is_escaped() {
        for plain in ["Payment Failed", "retry_count", "What if it fails? (timeout)", "A & B", "24h - later", "C#4"] {
            assert_eq!(text(plain), plain);
        }
        assert_eq!(text("a|b *c* <b> _d_ `e` [f](g)"), r"a\|b \*c\* \<b> \_d\_ \`e\` \[f\](g)");
        assert_eq!(text("1. one\n- two\n&amp;"), r"1\. one<br>\- two<br>\&amp;");
        assert_eq!(heading("# C #"), r"\# C \#");
    }

    #[test]
    fn code_holds_backticks_and_pipes() {
        assert_eq!(code("a < 2"), "`a < 2`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a < 1 || b"), "<code>a &lt; 1 &#124;&#124; b</code>");
    }
}
