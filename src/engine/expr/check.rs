//! Tree → typed program: resolves names, settles types, says what does not fit.
//!
//! Must not know how a text was read, nor evaluate anything.

use std::ops::Range;

use super::eval::{Code, Expr};
use super::infer::{Ty, Vars};
use super::nearest::nearest;
use super::syntax::{Arithmetic, Binary, Id, Kind, Literal, Name, Tree, Unary};
use super::{Compiled, Diagnostic, Resolved, Scope, Severity, constant};
use crate::engine::value::{Sym, Texts, Type, Value, quote};

/// Checks `tree`, read from `text`, and compiles it if nothing is wrong.
pub(super) fn check(text: &str, tree: &Tree, expected: Type, scope: &mut dyn Scope, texts: &mut Texts) -> Compiled {
    let mut check = Check {
        text,
        tree,
        scope,
        texts,
        vars: Vars::default(),
        types: Vec::with_capacity(tree.nodes.len()),
        fields: Vec::new(),
        field_of: vec![None; tree.nodes.len()],
        slots: Vec::new(),
        pending: Vec::new(),
        diagnostics: Vec::new(),
    };
    // Children stand before their parents: one pass, no recursion.
    for id in 0..tree.nodes.len() {
        let ty = check.node(id);
        check.types.push(ty);
    }
    check.whole(expected);
    check.finish()
}

struct Field {
    name: Name,
    /// Its place among the slots; `None` if it was refused.
    slot: Option<usize>,
    /// Every text it can hold, if known.
    texts: Option<Vec<Sym>>,
    /// Where the warning about it stands, if nobody declares it.
    warning: Option<usize>,
}

struct Slot {
    number: u32,
    name: Box<str>,
    ty: Ty,
    options: Vec<Value>,
}

struct Check<'a> {
    text: &'a str,
    tree: &'a Tree,
    scope: &'a mut dyn Scope,
    texts: &'a mut Texts,
    vars: Vars,
    types: Vec<Ty>,
    fields: Vec<Field>,
    field_of: Vec<Option<usize>>,
    slots: Vec<Slot>,
    /// Operators that need ints or durations, of which neither side had a type yet.
    pending: Vec<(Binary, Id, Id)>,
    diagnostics: Vec<Diagnostic>,
}

impl Check<'_> {
    fn node(&mut self, id: Id) -> Ty {
        let tree = self.tree;
        match tree.kind(id) {
            Kind::Literal(Literal::Bool(_)) => Ty::Known(Type::Bool),
            Kind::Literal(Literal::Int(_)) => Ty::Known(Type::Int),
            Kind::Literal(Literal::Text(_)) => Ty::Known(Type::Text),
            Kind::Literal(Literal::Duration(_)) => Ty::Known(Type::Duration),
            Kind::Field(name) => self.field(id, name),
            &Kind::Unary(Unary::Not, x) => {
                self.needs("'!' needs a bool", None, Type::Bool, &[x]);
                Ty::Known(Type::Bool)
            }
            &Kind::Unary(Unary::Negate, x) => {
                let hint = (self.plain(x) == Type::Duration).then(|| format!("write `0s - {}`", self.snippet(x)));
                match self.needs("'-' needs an int", hint, Type::Int, &[x]) {
                    true => Ty::Known(Type::Int),
                    false => Ty::Bad,
                }
            }
            &Kind::Binary(operator, left, right) => self.binary(operator, left, right),
            Kind::In(item, list) => {
                for &element in list {
                    self.alike("'in' needs one type throughout", *item, element);
                    self.compared(*item, element);
                }
                Ty::Known(Type::Bool)
            }
            &Kind::If(condition, then, otherwise) => {
                let message = "the condition of '?:' needs a bool";
                self.needs(message, None, Type::Bool, &[condition]);
                match self.alike("'?:' needs results of one type", then, otherwise) {
                    true => self.types[then],
                    false => Ty::Bad,
                }
            }
        }
    }

    fn binary(&mut self, operator: Binary, left: Id, right: Id) -> Ty {
        let sign = operator.sign();
        match operator {
            Binary::And | Binary::Or => {
                let message = format!("'{sign}' needs a bool on both sides");
                self.needs(&message, None, Type::Bool, &[left, right]);
                Ty::Known(Type::Bool)
            }
            Binary::Equal | Binary::NotEqual => {
                let message = format!("'{sign}' needs the same type on both sides");
                self.alike(&message, left, right);
                self.compared(left, right);
                Ty::Known(Type::Bool)
            }
            Binary::Order(_) => {
                self.measures(operator, left, right);
                self.compared(left, right);
                Ty::Known(Type::Bool)
            }
            Binary::Arithmetic(Arithmetic::Add | Arithmetic::Subtract) => match self.measures(operator, left, right) {
                true => self.types[left],
                false => Ty::Bad,
            },
            Binary::Arithmetic(_) => {
                let message = format!("'{sign}' needs an int on both sides");
                match self.needs(&message, None, Type::Int, &[left, right]) {
                    true => Ty::Known(Type::Int),
                    false => Ty::Bad,
                }
            }
        }
    }

    /// Each of `operands` has to be of type `ty`; the first that is not is reported.
    fn needs(&mut self, message: &str, hint: Option<String>, ty: Type, operands: &[Id]) -> bool {
        for &id in operands {
            if !self.vars.unify(self.types[id], Ty::Known(ty)) {
                let message = format!("{message}; {}", self.described(id));
                self.error(id, message, hint);
                return false;
            }
        }
        true
    }

    /// Both operands have to be of one type, whichever.
    fn alike(&mut self, message: &str, left: Id, right: Id) -> bool {
        let fits = self.vars.unify(self.types[left], self.types[right]);
        if !fits {
            let sides = (self.described(left), self.described(right));
            self.error(right, format!("{message}; {}, {}", sides.0, sides.1), None);
        }
        fits
    }

    /// Both operands have to be ints or both durations.
    fn measures(&mut self, operator: Binary, left: Id, right: Id) -> bool {
        let sign = operator.sign();
        let types = (self.plain(left), self.plain(right));
        let measure = |ty| matches!(ty, Type::Int | Type::Duration);
        let (wrong, needed) = match types {
            (Type::Unknown, Type::Unknown) => {
                self.pending.push((operator, left, right));
                return self.vars.unify(self.types[left], self.types[right]);
            }
            (l, r) if measure(l) && measure(r) && l != r => {
                let message =
                    format!("'{sign}' needs two ints or two durations; {}, {}", self.described(left), self.described(right));
                self.error(right, message, None);
                return false;
            }
            (l, r) if measure(l) || measure(r) => {
                if self.vars.unify(self.types[left], self.types[right]) {
                    return true;
                }
                let needed = if measure(l) { l } else { r };
                let wrong = if measure(l) { right } else { left };
                (wrong, needed.a_name())
            }
            (Type::Unknown, _) => (right, "an int or a duration"),
            _ => (left, "an int or a duration"),
        };
        let text = self.plain(wrong) == Type::Text;
        let hint = match operator {
            Binary::Order(_) if text => Some("compare texts with `==` or `!=`".to_string()),
            Binary::Arithmetic(Arithmetic::Add) if text => Some("texts cannot be joined".to_string()),
            _ => None,
        };
        let message = format!("'{sign}' needs {needed} on both sides; {}", self.described(wrong));
        self.error(wrong, message, hint);
        false
    }

    fn field(&mut self, id: Id, name: &Name) -> Ty {
        let known = self.fields.iter().position(|field| field.name == *name);
        let at = known.unwrap_or_else(|| self.resolve(id, name));
        self.field_of[id] = Some(at);
        match self.fields[at].slot {
            Some(slot) => self.slots[slot].ty,
            None => Ty::Bad,
        }
    }

    fn resolve(&mut self, id: Id, name: &Name) -> usize {
        let shown = name.shown();
        let span = self.span(id);
        let mut field = Field { name: name.clone(), slot: None, texts: None, warning: None };
        match self.scope.resolve(name.aggregate.as_deref(), &name.field) {
            Resolved::Field { slot, ty, texts } => {
                field.texts = texts;
                field.slot = Some(self.slot(slot, ty, &shown));
                if let Some(at) = field.slot
                    && !self.unify_declared(at, ty)
                {
                    let message = format!("`{shown}` has two types");
                    self.error(id, message, None);
                }
            }
            Resolved::Undeclared { slot } => {
                field.slot = Some(self.slot(slot, Type::Unknown, &shown));
                field.warning = Some(self.diagnostics.len());
                let message = match nearest(&shown, &self.scope.names()) {
                    Some(near) => format!("unknown field `{shown}`: did you mean `{near}`?"),
                    None => format!("unknown field `{shown}`"),
                };
                let hint = "declare it; until then its value is asked".to_string();
                let warning = Diagnostic::warning(span, message, Some(hint));
                self.diagnostics.push(warning);
            }
            Resolved::Refused { message } => {
                let names = self.scope.names();
                let hint = nearest(&shown, &names).map(|near| format!("did you mean `{near}`?"));
                self.error(id, message, hint);
            }
        }
        self.fields.push(field);
        self.fields.len() - 1
    }

    /// The place of slot `number`, which two names may share.
    fn slot(&mut self, number: u32, ty: Type, name: &str) -> usize {
        if let Some(at) = self.slots.iter().position(|slot| slot.number == number) {
            return at;
        }
        self.slots.push(Slot { number, name: name.into(), ty: self.vars.declared(ty), options: Vec::new() });
        self.slots.len() - 1
    }

    fn unify_declared(&mut self, at: usize, ty: Type) -> bool {
        ty == Type::Unknown || self.vars.unify(self.slots[at].ty, Ty::Known(ty))
    }

    /// What a comparison of `a` with `b` tells of a field on either side.
    fn compared(&mut self, a: Id, b: Id) {
        for (id, other) in [(a, b), (b, a)] {
            let Some(at) = self.field_of[id] else {
                continue;
            };
            match self.tree.kind(other) {
                Kind::Literal(literal) => self.compared_with(at, other, literal),
                Kind::Field(name) if name.aggregate.is_none() && self.plain(id) == Type::Text => {
                    self.forgotten_quotes(other, name);
                }
                _ => {}
            }
        }
    }

    fn compared_with(&mut self, at: usize, literal_id: Id, literal: &Literal) {
        let value = constant(literal, self.texts);
        if let Some(slot) = self.fields[at].slot {
            let fits = self.vars.plain(self.slots[slot].ty) == Type::of(value);
            let options = &mut self.slots[slot].options;
            if fits && !options.contains(&value) {
                options.push(value);
            }
        }
        let (Value::Text(sym), Some(known)) = (value, &self.fields[at].texts) else {
            return;
        };
        if known.contains(&sym) {
            return;
        }
        let known: Vec<String> = known.iter().map(|&sym| self.texts.get(sym).to_string()).collect();
        let written = self.texts.get(sym);
        let message = format!("`{}` is never {}: it is {}", self.fields[at].name.shown(), quote(written), either(&known));
        let hint = nearest(written, &known).map(|near| format!("did you mean {}?", quote(near)));
        let warning = Diagnostic::warning(self.span(literal_id), message, hint);
        self.diagnostics.push(warning);
    }

    /// `status == active`: a name nobody declares, next to a text, was probably meant as one.
    fn forgotten_quotes(&mut self, id: Id, name: &Name) {
        let warning = self.field_of[id].and_then(|at| self.fields[at].warning);
        if let Some(warning) = warning.and_then(|at| self.diagnostics.get_mut(at)) {
            let text = name.field.replace('_', " ");
            warning.hint = Some(format!("a text is written {}", quote(&text)));
        }
    }

    fn whole(&mut self, expected: Type) {
        let root = self.tree.root();
        if expected != Type::Unknown && !self.vars.unify(self.types[root], Ty::Known(expected)) {
            let described = self.described(root);
            let message = format!("{} is needed here; {described}", expected.a_name());
            let hint = (expected == Type::Bool).then(|| "compare it with something, using `==` or `<`".to_string());
            self.error(root, message, hint);
        }
        // What was open when it was seen may have become a text or a bool since.
        for (operator, left, right) in std::mem::take(&mut self.pending) {
            if self.plain(left) != Type::Unknown || self.plain(right) != Type::Unknown {
                self.measures(operator, left, right);
            }
        }
    }

    fn finish(mut self) -> Compiled {
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
        let wrong = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
        let expr = (!self.diagnostics.iter().any(wrong)).then(|| self.program());
        let vars = &self.vars;
        Compiled {
            expr,
            slots: self.slots.into_iter().map(|slot| (slot.number, vars.plain(slot.ty), slot.options)).collect(),
            diagnostics: self.diagnostics,
        }
    }

    /// The program: node by node, each at its own place.
    fn program(&mut self) -> Expr {
        let mut lists = Vec::new();
        let codes: Box<[Code]> = (0..self.tree.nodes.len()).map(|id| self.code(id, &mut lists)).collect();
        let read = |slot: &Slot| (slot.number, slot.name.clone());
        Expr {
            text: self.text.into(),
            ty: self.plain(self.tree.root()),
            reads: self.slots.iter().map(read).collect(),
            codes,
            lists: lists.into(),
        }
    }

    fn code(&mut self, id: Id, lists: &mut Vec<u32>) -> Code {
        // Places fit: a text of bounded length has far fewer nodes.
        let at = |id: Id| id as u32;
        match self.tree.kind(id) {
            Kind::Literal(literal) => Code::Constant(constant(literal, self.texts)),
            Kind::Field(_) => {
                let slot = self.field_of[id].and_then(|at| self.fields[at].slot);
                Code::Field { slot: slot.map_or(0, |slot| self.slots[slot].number), ty: self.plain(id) }
            }
            &Kind::Unary(Unary::Not, x) => Code::Not(at(x)),
            &Kind::Unary(Unary::Negate, x) => Code::Negate(at(x)),
            &Kind::Binary(operator, l, r) => {
                let (left, right, ty) = (at(l), at(r), self.plain(l));
                if let Some(code) = self.against_constant(operator, l, r) {
                    return code;
                }
                match operator {
                    Binary::And => Code::And(left, right),
                    Binary::Or => Code::Or(left, right),
                    Binary::Equal | Binary::NotEqual => Code::Equal { negated: operator == Binary::NotEqual, left, right },
                    Binary::Order(order) => Code::Order { order, ty, left, right },
                    Binary::Arithmetic(operator) => Code::Arithmetic { operator, ty, left, right },
                }
            }
            Kind::In(item, list) => {
                let first = lists.len() as u32;
                lists.extend(list.iter().map(|&id| at(id)));
                Code::In { item: at(*item), first, count: list.len() as u32 }
            }
            &Kind::If(condition, then, otherwise) => {
                Code::If { condition: at(condition), then: at(then), otherwise: at(otherwise) }
            }
        }
    }

    /// The short form of a field compared with a literal on its right.
    fn against_constant(&mut self, operator: Binary, field: Id, literal: Id) -> Option<Code> {
        let Kind::Literal(literal) = self.tree.kind(literal) else {
            return None;
        };
        let slot = self.slots[self.fields[self.field_of[field]?].slot?].number;
        let (ty, value) = (self.plain(field), constant(literal, self.texts));
        match (operator, value) {
            (Binary::Order(order), Value::Int(with) | Value::Duration(with)) => Some(Code::OrderConstant { order, ty, slot, with }),
            (Binary::Equal | Binary::NotEqual, with) => {
                Some(Code::EqualConstant { negated: operator == Binary::NotEqual, ty, slot, with })
            }
            _ => None,
        }
    }

    fn plain(&self, id: Id) -> Type {
        self.vars.plain(self.types[id])
    }

    fn span(&self, id: Id) -> Range<usize> {
        self.tree.nodes[id].span.clone()
    }

    fn error(&mut self, id: Id, message: String, hint: Option<String>) {
        let diagnostic = Diagnostic::error(self.span(id), message, hint);
        self.diagnostics.push(diagnostic);
    }

    /// "`status` is a text"
    fn described(&self, id: Id) -> String {
        format!("`{}` is {}", self.snippet(id), self.plain(id).a_name())
    }

    /// How a message shows the part at `id`: on one line, and short.
    fn snippet(&self, id: Id) -> String {
        const SHOWN: usize = 40;
        if let Kind::Field(name) = self.tree.kind(id) {
            return name.shown();
        }
        let written = &self.text[self.span(id)];
        let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= SHOWN {
            return line;
        }
        line.chars().take(SHOWN - 1).chain(['…']).collect()
    }
}

/// `"a", "b" or "c"`, cut where it gets long.
fn either(texts: &[String]) -> String {
    const SHOWN: usize = 6;
    let mut quoted: Vec<String> = texts.iter().take(SHOWN).map(|text| quote(text)).collect();
    if texts.len() > SHOWN {
        quoted.push(format!("one of {} others", texts.len() - SHOWN));
    }
    match quoted.as_slice() {
        [] => "never given a text".to_string(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
