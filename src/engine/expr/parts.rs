//! An expression taken apart: what each part comes to, and which parts nobody looked at.
//!
//! Every node of the tree has its code at its own place, so a part is evaluated by the program that gave the whole its value.

use std::ops::Range;

use super::eval::{Code, Expr};
use super::syntax::{Binary, Id, Kind, Tree};
use super::{Env, Stop, parser};
use crate::engine::value::Value;

/// A part of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// How deep it lies: 0 for the whole.
    pub depth: u16,
    /// Where it stands, in bytes of the text, parentheses included.
    pub span: Range<usize>,
    /// What it comes to; nothing where `&&`, `||`, `?:` or a fault before it cut it short.
    pub value: Option<Result<Value, Stop>>,
}

impl Expr {
    /// Its parts with their values: the whole, then each part before the parts of its own. Constants are left out, and what lies
    /// within a part that was not looked at.
    pub fn pieces(&self, env: &impl Env) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if let Ok(tree) = parser::tree(self.text()) {
            Walk { expr: self, env, tree: &tree, pieces: &mut pieces }.part(tree.root(), 0, true);
        }
        pieces
    }

    /// Where its text names a field, in order, and the field's slot.
    pub fn fields(&self) -> Vec<(Range<usize>, u32)> {
        let Ok(tree) = parser::tree(self.text()) else { return Vec::new() };
        let named = tree.nodes.iter().zip(&self.codes).filter_map(|(node, code)| match code {
            Code::Field { slot, .. } => Some((node.span.clone(), *slot)),
            _ => None,
        });
        let mut named: Vec<_> = named.collect();
        named.sort_by_key(|(span, _)| span.start);
        named
    }
}

struct Walk<'a, E> {
    expr: &'a Expr,
    env: &'a E,
    tree: &'a Tree,
    pieces: &'a mut Vec<Piece>,
}

impl<E: Env> Walk<'_, E> {
    /// Enters a part and its parts; returns what it comes to. A tree is only so deep, see the parser.
    fn part(&mut self, id: Id, depth: u16, looked_at: bool) -> Option<Result<Value, Stop>> {
        let value = looked_at.then(|| self.expr.eval_part(id, self.env));
        let kind = self.tree.kind(id);
        if depth == 0 || !matches!(kind, Kind::Literal(_)) {
            self.pieces.push(Piece { depth, span: self.tree.nodes[id].span.clone(), value });
        }
        if looked_at {
            self.within(kind, depth + 1);
        }
        value
    }

    fn within(&mut self, kind: &Kind, depth: u16) {
        match kind {
            Kind::Literal(_) | Kind::Field(_) => {}
            Kind::Binary(operator @ (Binary::And | Binary::Or), left, right) => {
                let decides = Value::Bool(*operator == Binary::Or);
                let open = self.part(*left, depth, true) != Some(Ok(decides));
                self.part(*right, depth, open);
            }
            Kind::If(condition, then, otherwise) => {
                let way = self.part(*condition, depth, true);
                self.part(*then, depth, way == Some(Ok(Value::Bool(true))));
                self.part(*otherwise, depth, way == Some(Ok(Value::Bool(false))));
            }
            Kind::Unary(_, operand) => {
                self.part(*operand, depth, true);
            }
            Kind::Binary(_, left, right) => self.in_a_row(&[*left, *right], depth),
            Kind::In(item, list) => {
                let all: Vec<Id> = std::iter::once(*item).chain(list.iter().copied()).collect();
                self.in_a_row(&all, depth);
            }
        }
    }

    /// Operands one after the other: the first without a value ends it.
    fn in_a_row(&mut self, operands: &[Id], depth: u16) {
        let mut going = true;
        for operand in operands {
            let value = self.part(*operand, depth, going);
            going &= matches!(value, Some(Ok(_)));
        }
    }
}
