//! Expressions, values and durations on one line.

use std::borrow::Cow;

use super::name::{escape, is_hidden, quoted};
use crate::board::Literal;
use crate::engine::{duration, expr};

/// An expression as it is written in a document: as it stands, without line breaks. Nothing where it is no expression.
pub(super) fn expression(text: &str) -> Option<Cow<'_, str>> {
    expr::syntax(text).ok()?;
    // Escapes make it longer, and there is a longest.
    Some(one_line(text)).filter(|line| expr::syntax(line).is_ok())
}

/// An expression without blanks around it and without anything a document cannot hold: it says the same.
fn one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains(|c: char| is_hidden(c) || (c.is_whitespace() && c != ' ')) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    let (mut quote, mut escaped) = (None, false);
    for c in text.chars() {
        match quote {
            None if c.is_whitespace() => line.push(' '),
            Some(_) if is_hidden(c) => line.push_str(&escape(c)),
            _ => line.push(c),
        }
        quote = match quote {
            None => Some(c).filter(|c| matches!(c, '"' | '\'')),
            Some(open) => (c != open || escaped).then_some(open),
        };
        escaped = c == '\\' && !escaped;
    }
    Cow::Owned(line)
}

/// Whether a text may stand at the end of a line and come back as it was.
pub(super) fn is_line(text: &str) -> bool {
    !text.is_empty() && text == text.trim() && !text.contains(is_hidden)
}

/// A value.
pub(super) fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Int(int) => int.to_string(),
        Literal::Bool(bool) => bool.to_string(),
        Literal::Text(text) => quoted(text),
    }
}

/// A length of time, as it was written where that is simple. Nothing where it is none.
pub(super) fn length(text: &str) -> Option<Cow<'_, str>> {
    let seconds = duration::parse(text).ok()?;
    let simple = text.split(' ').all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric()));
    Some(if simple { Cow::Borrowed(text) } else { Cow::Owned(duration::format(seconds)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_stays_as_it_is_written() {
        assert_eq!(expression("retry_count  < 2 && 'a' in [\"b\"]").as_deref(), Some("retry_count  < 2 && 'a' in [\"b\"]"));
        assert_eq!(expression(" a\n  && b == \"x\u{1b}\\\"\ty\"\r\n").as_deref(), Some(r#"a   && b == "x\u001b\"\u0009y""#));
        for text in ["", "a +", "a = 1", "}", "a\nb c(", "\"a\nb\""] {
            assert_eq!(expression(text), None, "{text}");
        }
    }

    #[test]
    fn values_and_lengths_of_time() {
        let texts =
            [Literal::Int(i64::MIN), Literal::Bool(true), Literal::Text("24h \"\n".to_owned())].map(|value| literal(&value));
        assert_eq!(texts, ["-9223372036854775808", "true", r#""24h \"\n""#]);
        for (text, written) in [("24h", "24h"), ("three days", "three days"), ("a day, 2 hours", "26h"), (" 1h\n30m", "1h30m")] {
            assert_eq!(length(text).as_deref(), Some(written));
        }
        assert_eq!(length("soon"), None);
    }
}
