//! Expressions, values, fields and times as they stand on a line.

use std::collections::{HashMap, HashSet};

use super::piece::{Piece, outside};
use super::remark::Remarks;
use super::wording::unquote;
use crate::board::{Argument, FieldName, Literal};
use crate::engine::value::{Texts, Value};
use crate::engine::{duration, expr};

/// An expression as it is written; where it is none, that is said.
pub fn expression(piece: Piece<'_>, remarks: &mut Remarks) -> Option<String> {
    let piece = piece.trim();
    if piece.is_blank() {
        remarks.error(piece.at(), "an expression is missing", "write a condition such as `retry_count < 2`");
        return None;
    }
    if let Err(wrong) = expr::syntax(piece.text()) {
        remarks.error(piece.at_byte(wrong.span.start), wrong.message, wrong.hint.unwrap_or_default());
        return None;
    }
    Some(piece.text().to_owned())
}

/// The name of a field: words standing apart are one, and a type behind a colon is left out.
pub fn field(piece: Piece<'_>, remarks: &mut Remarks) -> Option<FieldName> {
    let piece = piece.trim();
    if let Some(literal) = unquote(piece.text()) {
        return Some(literal);
    }
    let bare = piece.text().split(':').next().unwrap_or_default();
    let name = bare.split_whitespace().collect::<Vec<_>>().join("_");
    if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')) {
        let message = if name.is_empty() { "a field is missing".to_owned() } else { format!("`{}` is no field", piece.text()) };
        remarks.error(piece.at(), message, "write the name of a field such as `retry_count`");
        return None;
    }
    Some(name)
}

/// The parts between commas; nothing where there is nothing at all.
fn items(piece: Piece<'_>) -> Vec<Piece<'_>> {
    if piece.is_blank() { Vec::new() } else { piece.commas() }
}

/// Where the first `=` stands that is no part of `==`, `<=`, `>=` or `!=`.
pub fn equals(text: &str) -> Option<usize> {
    let compares = |at: usize| text[at + 1..].starts_with('=') || text[..at].ends_with(['=', '<', '>', '!']);
    outside(text).find(|at| text[*at..].starts_with('=') && !compares(*at))
}

/// `field = expression, …`.
pub fn assignments(piece: Piece<'_>, remarks: &mut Remarks) -> Vec<(FieldName, String)> {
    let mut set: Vec<(FieldName, String)> = Vec::new();
    let mut known: HashMap<FieldName, usize> = HashMap::new();
    for item in items(piece) {
        let Some(at) = equals(item.text()) else {
            remarks.error(item.at(), format!("`{}` sets nothing", item.text()), "write `field = expression`");
            continue;
        };
        let name = field(item.before(at), remarks);
        let (Some(name), Some(value)) = (name, expression(item.from(at + 1), remarks)) else { continue };
        match known.get(&name) {
            Some(index) if expr::same(&set[*index].1, &value) => {}
            Some(_) => remarks.error(item.at(), format!("`{name}` is set twice"), "leave one of the two out"),
            None => {
                known.insert(name.clone(), set.len());
                set.push((name, value));
            }
        }
    }
    set
}

/// A value as expressions write it.
///
/// # Errors
/// Why it is none, and what to write.
pub fn literal(written: &str) -> Result<Literal, String> {
    let mut texts = Texts::default();
    match expr::literal(written, &mut texts)? {
        Value::Int(int) => Ok(Literal::Int(int)),
        Value::Bool(bool) => Ok(Literal::Bool(bool)),
        Value::Text(text) => Ok(Literal::Text(texts.get(text).to_owned())),
        // A duration keeps its text; the field's type says how it is read.
        Value::Duration(_) | Value::None => Ok(Literal::Text(written.trim().to_owned())),
    }
}

fn value(piece: Piece<'_>, remarks: &mut Remarks) -> Option<Literal> {
    literal(piece.text()).map_err(|wrong| remarks.error(piece.at(), wrong, "")).ok()
}

/// `amount = 2500 | 5000, reason`: the arguments that a command declares.
pub fn arguments(piece: Piece<'_>, remarks: &mut Remarks) -> Vec<Argument> {
    let mut arguments: Vec<Argument> = Vec::new();
    let mut known: HashSet<FieldName> = HashSet::new();
    for item in items(piece) {
        let at = equals(item.text());
        let Some(name) = field(at.map_or(item, |at| item.before(at)), remarks) else { continue };
        let written = at.map_or(Vec::new(), |at| item.from(at + 1).bars());
        let values = written.into_iter().filter_map(|written| value(written, remarks)).collect();
        match known.insert(name.clone()) {
            false => remarks.error(item.at(), format!("the argument `{name}` stands twice"), "leave one of the two out"),
            true => arguments.push(Argument { name, values, listed: false }),
        }
    }
    arguments
}

/// `size = "S", count = 2`: the values with which a command is issued.
pub fn given(piece: Piece<'_>, remarks: &mut Remarks) -> Vec<(FieldName, Literal)> {
    let mut given: Vec<(FieldName, Literal)> = Vec::new();
    let mut known: HashSet<FieldName> = HashSet::new();
    for item in items(piece) {
        let Some(at) = equals(item.text()) else {
            remarks.error(item.at(), format!("`{}` is no argument", item.text()), "write `field = value`");
            continue;
        };
        let name = field(item.before(at), remarks);
        let (Some(name), Some(value)) = (name, value(item.from(at + 1), remarks)) else { continue };
        match known.insert(name.clone()) {
            false => remarks.error(item.at(), format!("the argument `{name}` stands twice"), "leave one of the two out"),
            true => given.push((name, value)),
        }
    }
    given
}

/// `retry_count = 0, status`: fields with their initial values, where they have one; and where each stands.
pub fn state<'l>(piece: Piece<'l>, remarks: &mut Remarks) -> Vec<(FieldName, Option<Literal>, Piece<'l>)> {
    let mut state = Vec::new();
    for item in piece.commas() {
        let at = equals(item.text());
        let Some(name) = field(at.map_or(item, |at| item.before(at)), remarks) else { continue };
        let value = match at {
            None => None,
            Some(at) => match value(item.from(at + 1), remarks) {
                Some(value) => Some(value),
                None => continue,
            },
        };
        state.push((name, value, item));
    }
    state
}

/// The names of the fields that an event carries.
pub fn fields(piece: Piece<'_>, remarks: &mut Remarks) -> Vec<FieldName> {
    let mut fields = Vec::new();
    let mut known: HashSet<FieldName> = HashSet::new();
    for item in items(piece).into_iter().filter(|item| !matches!(item.text(), "…" | "...")) {
        if let Some(name) = field(item, remarks).filter(|name| known.insert(name.clone())) {
            fields.push(name);
        }
    }
    fields
}

/// Whether a text begins as a time does: with a number, in digits or in a word.
pub fn begins_with_a_number(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    word.starts_with(|c: char| c.is_ascii_digit() || c == '-') || duration::parse(&format!("{word} hours")).is_ok()
}

/// A length of time as it is written; where it is none, that is said.
pub fn delay(piece: Piece<'_>, remarks: &mut Remarks) -> Option<String> {
    match duration::parse(piece.text()) {
        Ok(_) => Some(piece.text().to_owned()),
        Err(wrong) => {
            remarks.error(piece.at(), wrong, "");
            None
        }
    }
}
