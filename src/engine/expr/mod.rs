//! Expressions: a strict, typed subset of CEL for guards, assignments and rules.
//!
//! A text is read (`lexer`, `parser`) into a tree (`syntax`), typed (`check`, `infer`) and turned into a flat
//! program over slots (`eval`). What is accepted means what CEL says it means.
//!
//! Must not know boards, worlds or rules: what a name stands for comes in through [`Scope`], values through [`Env`].

mod check;
mod eval;
mod infer;
mod lexer;
mod nearest;
mod parser;
mod parts;
mod syntax;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_types;

use std::fmt;
use std::ops::Range;

use self::syntax::{Kind, Literal};
use super::value::{Sym, Texts, Type, Value};
pub use eval::Expr;
pub use parts::Piece;

/// What a name in an expression may stand for.
pub trait Scope {
    /// What `field`, or `aggregate.field`, stands for. The aggregate is as written, the field's words are joined by `_`.
    /// Called once per distinct name.
    fn resolve(&mut self, aggregate: Option<&str>, field: &str) -> Resolved;

    /// All names that could have been meant, for suggestions: `retry_count`, `Billing.retry_count`.
    fn names(&self) -> Vec<String>;
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A declared field.
    Field {
        /// Where its value will be.
        slot: u32,
        /// Its type; `Unknown` if that is to be seen from its use.
        ty: Type,
        /// For a text field, every text it can ever hold, if known.
        texts: Option<Vec<Sym>>,
    },
    /// A field nobody declares. It has a slot all the same, and its value is asked when needed. Gives a warning.
    Undeclared {
        /// Where its value will be.
        slot: u32,
    },
    /// Nothing it could stand for. Gives an error.
    Refused {
        /// Why.
        message: String,
    },
}

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The expression cannot be compiled.
    Error,
    /// It can, but probably something else was meant.
    Warning,
}

/// Something to say about an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Where, in bytes of the text; always on character boundaries.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    fn error(span: Range<usize>, message: String, hint: Option<String>) -> Self {
        let severity = Severity::Error;
        Diagnostic { severity, span, message, hint }
    }

    fn warning(span: Range<usize>, message: String, hint: Option<String>) -> Self {
        let severity = Severity::Warning;
        Diagnostic { severity, span, message, hint }
    }
}

/// What compiling a text gave.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The expression; `None` if any diagnostic is an error.
    pub expr: Option<Expr>,
    /// What there is to say, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// Each slot once, in order of appearance: its type, as declared or seen from its use, and the constants it is
    /// compared with, in order of appearance: options to offer when its value is asked.
    pub slots: Vec<(u32, Type, Vec<Value>)>,
}

/// Compiles `text`, which has to be of type `expected` (`Bool` for a guard, `Unknown` for any).
pub fn compile(text: &str, expected: Type, scope: &mut dyn Scope, texts: &mut Texts) -> Compiled {
    match parser::tree(text) {
        Ok(tree) => check::check(text, &tree, expected, scope, texts),
        Err(diagnostic) => Compiled { expr: None, diagnostics: vec![diagnostic], slots: Vec::new() },
    }
}

/// The value of a literal that stands alone: `12`, `-3`, `true`, `"S"`, `24h`.
///
/// # Errors
/// Why `text` is none, and what to write.
pub fn literal(text: &str, texts: &mut Texts) -> Result<Value, String> {
    let tree = parser::tree(text).map_err(|diagnostic| match diagnostic.hint {
        Some(hint) => format!("{}: {hint}", diagnostic.message),
        None => diagnostic.message,
    })?;
    match tree.kind(tree.root()) {
        Kind::Literal(literal) => Ok(constant(literal, texts)),
        Kind::Field(name) if name.aggregate.is_none() => {
            let shown = text.trim();
            Err(format!("`{shown}` is not a value: a text is written \"{shown}\""))
        }
        _ => Err(format!("`{}` is not a value: write 12, true, \"active\" or 24h", text.trim())),
    }
}

/// Whether `text` is an expression at all, whatever its names stand for.
///
/// # Errors
/// What is wrong with it, and where.
pub fn syntax(text: &str) -> Result<(), Diagnostic> {
    parser::tree(text).map(|_| ())
}

/// Whether `a` and `b` are the same expression: equal trees, whatever their blanks and redundant parentheses. Texts
/// that are no expressions are the same when they are equal, blanks around them aside.
pub fn same(a: &str, b: &str) -> bool {
    match (parser::tree(a), parser::tree(b)) {
        (Ok(a), Ok(b)) => a.same(&b),
        (Err(_), Err(_)) => a.trim() == b.trim(),
        _ => false,
    }
}

/// What [`same`] compares, as a text to look up by: equal for two texts where they are the same expression.
pub fn canonical(text: &str) -> String {
    match parser::tree(text) {
        Ok(tree) => tree.nodes.iter().map(|node| format!("{:?};", node.kind)).collect(),
        Err(_) => text.trim().to_owned(),
    }
}

fn constant(literal: &Literal, texts: &mut Texts) -> Value {
    match literal {
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Int(value) => Value::Int(*value),
        Literal::Text(text) => Value::Text(texts.intern(text)),
        Literal::Duration(seconds) => Value::Duration(*seconds),
    }
}

/// Where the values of slots come from.
pub trait Env {
    /// The value in `slot`; [`Value::None`] when it has none.
    fn value(&self, slot: u32) -> Value;
}

/// Why an evaluation gave no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// This slot has no value and the result depends on it: ask, and evaluate again.
    Missing(u32),
    /// No value can come of it.
    Fault(Fault),
}

/// What went wrong while evaluating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The result does not fit in 64 bits, or in the longest duration.
    Overflow,
    /// Divided, or took the remainder, by zero.
    DivisionByZero,
    /// A slot holds a value of another type than its use needs.
    WrongType,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Overflow => "the result is too large",
            Fault::DivisionByZero => "division by zero",
            Fault::WrongType => "a value has the wrong type",
        })
    }
}
