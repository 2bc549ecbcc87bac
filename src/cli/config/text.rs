//! A text in TOML, and what is wrong in it: everything at once, each with its place.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::{Fault, list};
use crate::board::name::nearest;

/// Where in the text a name and its value stand.
pub type Span = (Range<usize>, Range<usize>);

/// A text in TOML while it is being read.
pub struct Text<'a> {
    path: PathBuf,
    text: &'a str,
    table: DeTable<'a>,
    /// Whether a fault is one of the form, behind which the rest of its line means little.
    faults: Vec<(bool, Fault)>,
}

impl<'a> Text<'a> {
    /// Reads the form of a text.
    pub fn new(path: &Path, text: &'a str) -> Text<'a> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut it = Text { path: path.to_owned(), text, table: table.into_inner(), faults: Vec::new() };
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let hint = "the form is that of TOML: `name = \"text\"`, `name = [\"one\", \"two\"]`, `[heading]`";
            let fault = it.told(span, error.message().to_owned(), hint.to_owned());
            it.faults.push((true, fault));
        }
        it
    }

    /// What stands in it at the outermost, in the order of the text.
    pub fn entries(&mut self) -> Vec<(String, Span, DeValue<'a>)> {
        entries(&std::mem::take(&mut self.table))
    }

    /// Says what is wrong at a place.
    pub fn fault(&mut self, span: Range<usize>, message: String, hint: String) {
        let fault = self.told(span, message, hint);
        self.faults.push((false, fault));
    }

    /// Says what is odd at a place; it is used all the same.
    pub fn odd(&mut self, span: Range<usize>, message: String, hint: String) {
        let fault = Fault { odd: true, ..self.told(span, message, hint) };
        self.faults.push((false, fault));
    }

    /// Says that something of a name is not known, and which name was probably meant.
    pub fn unknown<'n>(&mut self, what: &str, name: &str, known: impl IntoIterator<Item = &'n str> + Clone, span: Range<usize>) {
        let hint = match nearest(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", list(known)),
        };
        self.fault(span, format!("there is no {what} `{name}`"), hint);
    }

    /// Says that a value is none of those there are.
    pub fn not_among<'n>(&mut self, name: &str, value: &str, known: impl IntoIterator<Item = &'n str> + Clone, span: Range<usize>) {
        let near = nearest(value, known.clone()).map_or(String::new(), |near| format!("did you mean \"{near}\"? "));
        self.fault(span, format!("`{name}` cannot be `{value}`"), format!("{near}write {}", list(known)));
    }

    /// Says that a value is of another type than it should be.
    pub fn wrong_type(&mut self, name: &str, wanted: &str, value: &DeValue<'_>, span: Range<usize>) {
        let found = match value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a truth value",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.fault(span, format!("`{name}` is {found}"), format!("write {wanted}"));
    }

    fn told(&self, span: Range<usize>, message: String, hint: String) -> Fault {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Fault { path: self.path.clone(), place: Some((line, column)), message, hint, odd: false }
    }

    /// Everything that is wrong, in the order of the text.
    pub fn faults(self) -> Vec<Fault> {
        let line = |fault: &Fault| fault.place.map(|(line, _)| line);
        let broken: Vec<_> = self.faults.iter().filter(|(form, _)| *form).map(|(_, fault)| line(fault)).collect();
        let mut kept: Vec<Fault> = Vec::new();
        for (form, fault) in self.faults {
            // What does not even have the form is said once a line, and nothing is concluded from what is left of it.
            let said = kept.iter().any(|other| line(other) == line(&fault));
            if !broken.contains(&line(&fault)) || (form && !said) {
                kept.push(fault);
            }
        }
        kept.sort_by_key(|fault| fault.place);
        kept
    }
}

/// What stands in a table, in the order of the text.
pub fn entries<'a>(table: &DeTable<'a>) -> Vec<(String, Span, DeValue<'a>)> {
    let entry = |(name, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'a>>)| {
        let name: &toml::Spanned<std::borrow::Cow<'_, str>> = name;
        (name.get_ref().to_string(), (name.span(), value.span()), value.get_ref().clone())
    };
    let mut all: Vec<_> = table.iter().map(entry).collect();
    all.sort_by_key(|(_, span, _)| span.0.start);
    all
}
