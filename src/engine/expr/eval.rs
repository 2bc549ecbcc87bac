//! The compiled expression and its evaluation: allocates nothing, compares no strings, never panics.
//!
//! Must not know texts, names or how an expression was written; types were settled before ([`super::check`]).

use super::syntax::{Arithmetic, Order};
use super::{Env, Fault, Stop};
use crate::engine::duration::LONGEST;
use crate::engine::value::{Type, Value};

/// An instruction, which names its operands by their place. A `ty` of `Unknown` is looked at when it runs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Code {
    Constant(Value),
    Field {
        slot: u32,
        ty: Type,
    },
    Not(u32),
    Negate(u32),
    And(u32, u32),
    Or(u32, u32),
    /// Whether the operands are equal, or with `negated` are not.
    Equal {
        negated: bool,
        left: u32,
        right: u32,
    },
    Order {
        order: Order,
        ty: Type,
        left: u32,
        right: u32,
    },
    Arithmetic {
        operator: Arithmetic,
        ty: Type,
        left: u32,
        right: u32,
    },
    /// A field against a constant of its type, the shape of most guards: `retry_count < 2`.
    OrderConstant {
        order: Order,
        ty: Type,
        slot: u32,
        with: i64,
    },
    /// The same for `==` and `!=`.
    EqualConstant {
        negated: bool,
        ty: Type,
        slot: u32,
        with: Value,
    },
    /// Whether `item` is among the `count` operands that `lists` names from `first` on.
    In {
        item: u32,
        first: u32,
        count: u32,
    },
    If {
        condition: u32,
        then: u32,
        otherwise: u32,
    },
}

/// A compiled expression.
#[derive(Clone, Debug)]
pub struct Expr {
    pub(super) text: Box<str>,
    pub(super) ty: Type,
    pub(super) reads: Box<[(u32, Box<str>)]>,
    /// Operands before what uses them; the last is the whole.
    pub(super) codes: Box<[Code]>,
    pub(super) lists: Box<[u32]>,
}

impl Expr {
    /// Its value where slots hold what `env` says.
    ///
    /// # Errors
    /// [`Stop::Missing`] with a slot that has no value but matters, [`Stop::Fault`] when no value can come of it.
    pub fn eval(&self, env: &impl Env) -> Result<Value, Stop> {
        let run = Run { expr: self, env };
        run.value(self.root())
    }

    /// The value of one of its parts, by the place of the part's node in the tree.
    pub(super) fn eval_part(&self, part: usize, env: &impl Env) -> Result<Value, Stop> {
        let run = Run { expr: self, env };
        run.value(part as u32)
    }

    /// Its type; `Unknown` if that depends on the values.
    pub fn ty(&self) -> Type {
        self.ty
    }

    /// The text it was compiled from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The slots it reads, each once, in order of appearance, with the name to show for it.
    pub fn reads(&self) -> &[(u32, Box<str>)] {
        &self.reads
    }

    fn root(&self) -> u32 {
        // A tree has far fewer nodes than its text has bytes, and that is bounded.
        (self.codes.len() - 1) as u32
    }
}

struct Run<'a, E> {
    expr: &'a Expr,
    env: &'a E,
}

fn fault<T>(fault: Fault) -> Result<T, Stop> {
    Err(Stop::Fault(fault))
}

impl<E: Env> Run<'_, E> {
    fn value(&self, at: u32) -> Result<Value, Stop> {
        match self.expr.codes[at as usize] {
            Code::Constant(value) => Ok(value),
            Code::Field { slot, ty } => self.field(slot, ty),
            Code::If { condition, then, otherwise } => self.value(if self.truth(condition)? { then } else { otherwise }),
            Code::Negate(_) => self.number(at).map(Value::Int),
            Code::Arithmetic { ty, .. } => match ty {
                Type::Int => self.number(at).map(Value::Int),
                Type::Duration => self.number(at).map(Value::Duration),
                _ => self.arithmetic_of_any(at),
            },
            Code::Not(_)
            | Code::And(..)
            | Code::Or(..)
            | Code::Equal { .. }
            | Code::Order { .. }
            | Code::OrderConstant { .. }
            | Code::EqualConstant { .. }
            | Code::In { .. } => self.truth(at).map(Value::Bool),
        }
    }

    /// [`Run::value`], quick for what most operands are.
    #[inline]
    fn operand(&self, at: u32) -> Result<Value, Stop> {
        match self.expr.codes[at as usize] {
            Code::Constant(value) => Ok(value),
            Code::Field { slot, ty } => self.field(slot, ty),
            _ => self.value(at),
        }
    }

    #[inline]
    fn field(&self, slot: u32, ty: Type) -> Result<Value, Stop> {
        let value = self.env.value(slot);
        match Type::of(value) {
            Type::Unknown => Err(Stop::Missing(slot)),
            of if ty == of || ty == Type::Unknown => Ok(value),
            _ => fault(Fault::WrongType),
        }
    }

    fn truth(&self, at: u32) -> Result<bool, Stop> {
        match self.expr.codes[at as usize] {
            Code::Not(operand) => self.truth(operand).map(|value| !value),
            Code::And(left, right) => self.decided_by(false, left, right),
            Code::Or(left, right) => self.decided_by(true, left, right),
            Code::Equal { negated, left, right } => {
                let (left, right) = (self.operand(left)?, self.operand(right)?);
                Ok(equal(left, right)? != negated)
            }
            Code::Order { order, ty, left, right } => {
                let (left, right) = match ty {
                    Type::Unknown => pair(self.value(left)?, self.value(right)?).map(|p| p.0)?,
                    _ => (self.number(left)?, self.number(right)?),
                };
                Ok(holds(order, left, right))
            }
            Code::OrderConstant { order, ty, slot, with } => Ok(holds(order, bare_number(self.field(slot, ty)?)?, with)),
            Code::EqualConstant { negated, ty, slot, with } => Ok((self.field(slot, ty)? == with) != negated),
            Code::In { item, first, count } => self.among(item, first, count),
            _ => match self.value(at)? {
                Value::Bool(value) => Ok(value),
                _ => fault(Fault::WrongType),
            },
        }
    }

    /// `&&` and `||`: whichever side gives `deciding` decides, even when the other has no value or is at fault. Of
    /// what then keeps it from an answer, a missing value is named first: asking it may decide.
    fn decided_by(&self, deciding: bool, left: u32, right: u32) -> Result<bool, Stop> {
        let left = self.truth(left);
        if left == Ok(deciding) {
            return left;
        }
        let right = self.truth(right);
        match (left, right) {
            (Ok(_), right) => right,
            (_, Ok(right)) if right == deciding => Ok(right),
            (Err(Stop::Fault(_)), Err(Stop::Missing(slot))) => Err(Stop::Missing(slot)),
            (left, _) => left,
        }
    }

    /// `in`: the whole list is made before it is looked through, so a fault in it is a fault of the whole.
    fn among(&self, item: u32, first: u32, count: u32) -> Result<bool, Stop> {
        let item = self.operand(item)?;
        let mut found = false;
        for &at in &self.expr.lists[first as usize..(first + count) as usize] {
            found |= equal(item, self.operand(at)?)?;
        }
        Ok(found)
    }

    /// An int or a duration as its bare number.
    fn number(&self, at: u32) -> Result<i64, Stop> {
        match self.expr.codes[at as usize] {
            Code::Negate(operand) => match self.number(operand)?.checked_neg() {
                Some(value) => Ok(value),
                None => fault(Fault::Overflow),
            },
            Code::Arithmetic { operator, ty: ty @ (Type::Int | Type::Duration), left, right } => {
                calculate(operator, ty, self.number(left)?, self.number(right)?)
            }
            // Most operands are one of these two: kept off the long way round.
            Code::Constant(value) => bare_number(value),
            Code::Field { slot, ty } => bare_number(self.field(slot, ty)?),
            _ => bare_number(self.value(at)?),
        }
    }

    fn arithmetic_of_any(&self, at: u32) -> Result<Value, Stop> {
        let Code::Arithmetic { operator, left, right, .. } = self.expr.codes[at as usize] else {
            return fault(Fault::WrongType);
        };
        let ((left, right), ty) = pair(self.value(left)?, self.value(right)?)?;
        let value = calculate(operator, ty, left, right)?;
        Ok(match ty {
            Type::Duration => Value::Duration(value),
            _ => Value::Int(value),
        })
    }
}

fn holds(order: Order, left: i64, right: i64) -> bool {
    match order {
        Order::Less => left < right,
        Order::AtMost => left <= right,
        Order::Greater => left > right,
        Order::AtLeast => left >= right,
    }
}

fn bare_number(value: Value) -> Result<i64, Stop> {
    match value {
        Value::Int(value) | Value::Duration(value) => Ok(value),
        _ => fault(Fault::WrongType),
    }
}

fn equal(left: Value, right: Value) -> Result<bool, Stop> {
    if std::mem::discriminant(&left) != std::mem::discriminant(&right) {
        return fault(Fault::WrongType);
    }
    Ok(left == right)
}

/// Two ints or two durations as bare numbers, and which they are.
fn pair(left: Value, right: Value) -> Result<((i64, i64), Type), Stop> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => Ok(((left, right), Type::Int)),
        (Value::Duration(left), Value::Duration(right)) => Ok(((left, right), Type::Duration)),
        _ => fault(Fault::WrongType),
    }
}

fn calculate(operator: Arithmetic, ty: Type, left: i64, right: i64) -> Result<i64, Stop> {
    let result = match operator {
        Arithmetic::Add => left.checked_add(right),
        Arithmetic::Subtract => left.checked_sub(right),
        Arithmetic::Multiply => left.checked_mul(right),
        Arithmetic::Divide | Arithmetic::Remainder if right == 0 => {
            return fault(Fault::DivisionByZero);
        }
        Arithmetic::Divide => left.checked_div(right),
        Arithmetic::Remainder => left.checked_rem(right),
    };
    match result {
        // CEL's durations are 64 bits of nanoseconds.
        Some(value) if ty == Type::Duration && !(-LONGEST..=LONGEST).contains(&value) => fault(Fault::Overflow),
        Some(value) => Ok(value),
        None => fault(Fault::Overflow),
    }
}
