//! The tree of an expression as it was written: no types, no slots.
//!
//! Must not know how it was read, nor what it evaluates to.

use std::ops::Range;

/// The place of a node in its tree.
pub(super) type Id = usize;

/// A constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Literal {
    Bool(bool),
    Int(i64),
    Text(String),
    Duration(i64),
}

/// A field as written, words joined: `retry_count`, `Billing.retry_count`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub aggregate: Option<String>,
    pub field: String,
}

impl Name {
    /// As messages show it.
    pub fn shown(&self) -> String {
        match &self.aggregate {
            Some(aggregate) => format!("{aggregate}.{}", self.field),
            None => self.field.clone(),
        }
    }
}

/// An operator with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unary {
    Not,
    Negate,
}

/// `+ - * / %`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// `< <= > >=`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// An operator with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binary {
    Or,
    And,
    Equal,
    NotEqual,
    Order(Order),
    Arithmetic(Arithmetic),
}

impl Binary {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Binary::Or => "||",
            Binary::And => "&&",
            Binary::Equal => "==",
            Binary::NotEqual => "!=",
            Binary::Order(Order::Less) => "<",
            Binary::Order(Order::AtMost) => "<=",
            Binary::Order(Order::Greater) => ">",
            Binary::Order(Order::AtLeast) => ">=",
            Binary::Arithmetic(Arithmetic::Add) => "+",
            Binary::Arithmetic(Arithmetic::Subtract) => "-",
            Binary::Arithmetic(Arithmetic::Multiply) => "*",
            Binary::Arithmetic(Arithmetic::Divide) => "/",
            Binary::Arithmetic(Arithmetic::Remainder) => "%",
        }
    }

    const ALL: [Binary; 13] = [
        Binary::Or,
        Binary::And,
        Binary::Equal,
        Binary::NotEqual,
        Binary::Order(Order::Less),
        Binary::Order(Order::AtMost),
        Binary::Order(Order::Greater),
        Binary::Order(Order::AtLeast),
        Binary::Arithmetic(Arithmetic::Add),
        Binary::Arithmetic(Arithmetic::Subtract),
        Binary::Arithmetic(Arithmetic::Multiply),
        Binary::Arithmetic(Arithmetic::Divide),
        Binary::Arithmetic(Arithmetic::Remainder),
    ];

    /// The operator that `mark` writes, if it writes one.
    pub fn written(mark: &str) -> Option<Binary> {
        Self::ALL.into_iter().find(|binary| binary.sign() == mark)
    }

    /// How tightly it binds, as in CEL: 1 is loosest. Relations, `in` among them, share one level.
    pub fn level(self) -> u8 {
        match self {
            Binary::Or => 1,
            Binary::And => 2,
            Binary::Equal | Binary::NotEqual | Binary::Order(_) => RELATION,
            Binary::Arithmetic(Arithmetic::Add | Arithmetic::Subtract) => 4,
            Binary::Arithmetic(_) => 5,
        }
    }
}

/// The level of `in` and all other relations.
pub(super) const RELATION: u8 = 3;

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Literal(Literal),
    Field(Name),
    Unary(Unary, Id),
    Binary(Binary, Id, Id),
    In(Id, Vec<Id>),
    If(Id, Id, Id),
}

/// A part of an expression and where it stands, parentheses included.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    pub span: Range<usize>,
    pub depth: usize,
}

/// A whole expression. Children stand before their parents; the root is last.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
}

impl Tree {
    /// The node of the whole expression.
    pub fn root(&self) -> Id {
        self.nodes.len() - 1
    }

    /// What `id` is.
    pub fn kind(&self, id: Id) -> &Kind {
        &self.nodes[id].kind
    }

    /// Whether both trees are built alike, wherever their parts stand in the text.
    pub fn same(&self, other: &Tree) -> bool {
        self.same_at(self.root(), other, other.root())
    }

    fn same_at(&self, here: Id, other: &Tree, there: Id) -> bool {
        let same = |a: &Id, b: &Id| self.same_at(*a, other, *b);
        match (self.kind(here), other.kind(there)) {
            (Kind::Literal(a), Kind::Literal(b)) => a == b,
            (Kind::Field(a), Kind::Field(b)) => a == b,
            (Kind::Unary(a, x), Kind::Unary(b, y)) => a == b && same(x, y),
            (Kind::Binary(a, l, r), Kind::Binary(b, m, s)) => a == b && same(l, m) && same(r, s),
            (Kind::In(x, list), Kind::In(y, rest)) => {
                same(x, y) && list.len() == rest.len() && list.iter().zip(rest).all(|(a, b)| same(a, b))
            }
            (Kind::If(a, b, c), Kind::If(d, e, f)) => same(a, d) && same(b, e) && same(c, f),
            _ => false,
        }
    }
}
