//! The values a running board holds, and the texts they are made of.
//!
//! Must not know what an expression or a board is.

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use super::duration;

/// A text of the model, interned: equal texts have equal `Sym`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Sym(pub(crate) u32);

/// The texts of a model, each held once. Only ever grows, so a [`Sym`] stays good in every later clone.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    list: Vec<Arc<str>>,
    index: HashMap<Arc<str>, Sym>,
}

impl Texts {
    /// The `Sym` of `text`, taken up now if it is new.
    pub fn intern(&mut self, text: &str) -> Sym {
        if let Some(&sym) = self.index.get(text) {
            return sym;
        }
        let sym = Sym(u32::try_from(self.list.len()).expect("fewer texts than 2^32"));
        let text: Arc<str> = text.into();
        self.list.push(Arc::clone(&text));
        self.index.insert(text, sym);
        sym
    }

    /// The `Sym` of `text`, or `None` if it was never taken up.
    pub fn find(&self, text: &str) -> Option<Sym> {
        self.index.get(text).copied()
    }

    /// The text behind `sym`.
    ///
    /// # Panics
    /// If `sym` comes from other `Texts` that hold more.
    pub fn get(&self, sym: Sym) -> &str {
        &self.list[sym.0 as usize]
    }
}

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Value {
    /// Nothing yet: it has to be asked.
    #[default]
    None,
    /// True or false.
    Bool(bool),
    /// A whole number, 64 bits.
    Int(i64),
    /// A text.
    Text(Sym),
    /// A length of time, in seconds.
    Duration(i64),
}

impl Value {
    /// A view of the value as an expression writes it: `"active"`, `12`, `true`, `24h`; `(no value)` for none.
    pub fn show(self, texts: &Texts) -> impl fmt::Display + '_ {
        Shown { value: self, texts }
    }
}

struct Shown<'a> {
    value: Value,
    texts: &'a Texts,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Value::None => f.write_str("(no value)"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Int(value) => write!(f, "{value}"),
            Value::Text(sym) => f.write_str(&quote(self.texts.get(sym))),
            Value::Duration(seconds) => f.write_str(&duration::format(seconds)),
        }
    }
}

/// `text` between double quotes, escaped so that reading it as a literal gives `text` back and no control
/// character is left in it.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                // Every control character is in the basic plane, so four digits always do.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The type of a value or an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    /// A whole number.
    Int,
    /// True or false.
    Bool,
    /// A text.
    Text,
    /// A length of time.
    Duration,
    /// Not known.
    Unknown,
}

impl Type {
    /// The type of `value`; `Unknown` for no value.
    pub fn of(value: Value) -> Type {
        match value {
            Value::None => Type::Unknown,
            Value::Bool(_) => Type::Bool,
            Value::Int(_) => Type::Int,
            Value::Text(_) => Type::Text,
            Value::Duration(_) => Type::Duration,
        }
    }

    /// Its name with an article, for messages: "an int", "a text".
    pub fn a_name(self) -> &'static str {
        match self {
            Type::Int => "an int",
            Type::Bool => "a bool",
            Type::Text => "a text",
            Type::Duration => "a duration",
            Type::Unknown => "of unknown type",
        }
    }

    /// Its bare name: "int", "bool", "text", "duration", "unknown".
    pub fn name(self) -> &'static str {
        match self {
            Type::Int => "int",
            Type::Bool => "bool",
            Type::Text => "text",
            Type::Duration => "duration",
            Type::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_one_sym_and_clones_keep_it() {
        let mut texts = Texts::default();
        let active = texts.intern("active");
        assert_eq!(texts.intern("active"), active);
        assert_ne!(texts.intern("paused"), active);
        assert_eq!(texts.find("active"), Some(active));
        assert_eq!(texts.find("gone"), None);
        assert_eq!(texts.clone().get(active), "active");
    }

    #[test]
    fn a_value_is_sixteen_bytes() {
        assert_eq!(size_of::<Value>(), 16);
    }

    #[test]
    fn values_show_as_an_expression_writes_them() {
        let mut texts = Texts::default();
        let text = Value::Text(texts.intern("a \"b\" \\ \n\t\r\u{1b}"));
        let shown: Vec<String> = [Value::None, Value::Bool(true), Value::Int(i64::MIN), Value::Duration(90_000), text]
            .into_iter()
            .map(|value| value.show(&texts).to_string())
            .collect();
        assert_eq!(shown, ["(no value)", "true", "-9223372036854775808", "25h", r#""a \"b\" \\ \n\t\r\u001B""#]);
    }

    #[test]
    fn types_name_themselves() {
        assert_eq!(Type::of(Value::Int(1)).a_name(), "an int");
        assert_eq!(Type::of(Value::Duration(1)).name(), "duration");
        assert_eq!(Type::of(Value::None), Type::Unknown);
    }
}
