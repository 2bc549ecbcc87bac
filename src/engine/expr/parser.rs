//! Tokens → tree, by CEL's grammar less calls, macros, indexing, maps and lists that stand alone.
//!
//! Must not know types, nor what a name stands for. Depth and length are bounded, so no input can exhaust the stack.

use std::ops::Range;

use super::Diagnostic;
use super::lexer::{self, Lexeme, Token};
use super::syntax::{Binary, Id, Kind, Literal, Name, Node, RELATION, Tree, Unary};

/// The longest expression, in bytes.
pub(super) const LENGTH: usize = 4_096;
/// How many parentheses, lists, conditionals and signs may stand inside each other.
pub(super) const NESTING: usize = 64;
/// How deep the tree may become; a row of operators is as deep as it is long.
pub(super) const DEPTH: usize = 256;

type Parsed<T> = Result<T, Diagnostic>;

/// The tree of `text`, or why it is none.
pub(super) fn tree(text: &str) -> Parsed<Tree> {
    if text.len() > LENGTH {
        return Err(Diagnostic::error(
            0..text.len(),
            format!("this expression is longer than {LENGTH} bytes"),
            Some("split it into several".to_string()),
        ));
    }
    let mut parser = Parser { text, lexemes: lexer::tokens(text)?, at: 0, nesting: 0, tree: Tree::default() };
    if parser.lexemes.is_empty() {
        let message = "the expression is empty".to_string();
        return Err(Diagnostic::error(0..text.len(), message, None));
    }
    parser.expression()?;
    match parser.peek() {
        None => Ok(parser.tree),
        Some(_) => Err(parser.leftover()),
    }
}

struct Parser<'a> {
    text: &'a str,
    lexemes: Vec<Lexeme>,
    at: usize,
    nesting: usize,
    tree: Tree,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.lexemes.get(self.at).map(|lexeme| &lexeme.token)
    }

    /// The bytes of the next token; behind the last one, of the end.
    fn span(&self) -> Range<usize> {
        match self.lexemes.get(self.at) {
            Some(lexeme) => lexeme.span.clone(),
            None => self.text.len()..self.text.len(),
        }
    }

    fn next_is(&self, mark: &str) -> bool {
        matches!(self.peek(), Some(Token::Mark(next)) if *next == mark)
    }

    fn skip(&mut self, mark: &str) -> bool {
        let found = self.next_is(mark);
        self.at += usize::from(found);
        found
    }

    fn error<T>(&self, span: Range<usize>, message: String, hint: Option<&str>) -> Parsed<T> {
        Err(Diagnostic::error(span, message, hint.map(str::to_string)))
    }

    fn add(&mut self, kind: Kind, span: Range<usize>) -> Parsed<Id> {
        let depth_of = |id: &Id| self.tree.nodes[*id].depth;
        let below = match &kind {
            Kind::Literal(_) | Kind::Field(_) => 0,
            Kind::Unary(_, x) => depth_of(x),
            Kind::Binary(_, l, r) => depth_of(l).max(depth_of(r)),
            Kind::In(x, list) => list.iter().map(depth_of).fold(depth_of(x), usize::max),
            Kind::If(c, a, b) => depth_of(c).max(depth_of(a)).max(depth_of(b)),
        };
        if below >= DEPTH {
            let message = format!("more than {DEPTH} operators in a row");
            return self.error(span, message, Some("split the expression"));
        }
        let depth = below + 1;
        self.tree.nodes.push(Node { kind, span, depth });
        Ok(self.tree.root())
    }

    fn enter(&mut self) -> Parsed<()> {
        self.nesting += 1;
        if self.nesting > NESTING {
            let message = format!("nested more than {NESTING} deep");
            return self.error(self.span(), message, Some("split the expression"));
        }
        Ok(())
    }

    fn covering(&self, first: Id, last: Id) -> Range<usize> {
        self.tree.nodes[first].span.start..self.tree.nodes[last].span.end
    }

    /// `c ? a : b`, whose middle must not be another conditional unless in parentheses, as in CEL.
    fn expression(&mut self) -> Parsed<Id> {
        self.enter()?;
        let condition = self.binary(1)?;
        let mut whole = condition;
        let question = self.span();
        if self.skip("?") {
            let then = self.binary(1)?;
            if self.next_is("?") {
                let message = "two conditionals run into each other".to_string();
                return self.error(self.span(), message, Some("put the inner one in parentheses"));
            }
            if !self.skip(":") {
                let message = "this `?` has no `:`".to_string();
                return self.error(question, message, Some("write `condition ? this : that`"));
            }
            let otherwise = self.expression()?;
            let span = self.covering(condition, otherwise);
            whole = self.add(Kind::If(condition, then, otherwise), span)?;
        }
        self.nesting -= 1;
        Ok(whole)
    }

    /// A row of operators that bind at least as tightly as `level`, left to right.
    fn binary(&mut self, level: u8) -> Parsed<Id> {
        let mut left = self.unary()?;
        loop {
            match self.peek() {
                Some(Token::In) if RELATION >= level => {
                    self.at += 1;
                    left = self.list(left)?;
                }
                Some(Token::Mark(mark)) => match Binary::written(mark) {
                    Some(operator) if operator.level() >= level => {
                        self.at += 1;
                        let right = self.binary(operator.level() + 1)?;
                        let span = self.covering(left, right);
                        left = self.add(Kind::Binary(operator, left, right), span)?;
                    }
                    _ => return Ok(left),
                },
                _ => return Ok(left),
            }
        }
    }

    /// What follows `in`.
    fn list(&mut self, item: Id) -> Parsed<Id> {
        let open = self.span();
        if !self.skip("[") {
            return self.error(
                open,
                "`in` needs a list".to_string(),
                Some("write `x in [1, 2]`; a field with `in` in its name is written with _, as in `time_in_transit`"),
            );
        }
        let mut list = Vec::new();
        while !self.next_is("]") {
            list.push(self.expression()?);
            if !self.skip(",") {
                break;
            }
        }
        let close = self.span();
        if !self.skip("]") {
            return match self.peek() {
                Some(_) => Err(self.leftover()),
                None => self.error(open, "this `[` has no `]`".to_string(), None),
            };
        }
        if list.is_empty() {
            let message = "this list is empty".to_string();
            return self.error(open.start..close.end, message, Some("nothing is `in []`"));
        }
        let span = self.tree.nodes[item].span.start..close.end;
        self.add(Kind::In(item, list), span)
    }

    /// Signs, then what they apply to.
    fn unary(&mut self) -> Parsed<Id> {
        let mut signs = Vec::new();
        while self.next_is("!") || self.next_is("-") {
            let sign = if self.next_is("!") { Unary::Not } else { Unary::Negate };
            signs.push((sign, self.span().start));
            self.at += 1;
            if signs.len() + self.nesting > NESTING {
                let message = format!("nested more than {NESTING} deep");
                return self.error(self.span(), message, Some("split the expression"));
            }
        }
        let mut inner = match (signs.last(), self.peek()) {
            // The sign belongs to the literal, or the smallest int could not be written.
            (Some(&(Unary::Negate, start)), Some(&Token::Int(value))) => {
                signs.pop();
                let span = start..self.span().end;
                self.at += 1;
                let value = 0_i64.checked_sub_unsigned(value).unwrap_or(i64::MIN);
                self.add(Kind::Literal(Literal::Int(value)), span)?
            }
            _ => self.primary()?,
        };
        for (sign, start) in signs.into_iter().rev() {
            let span = start..self.tree.nodes[inner].span.end;
            // `-(1)` is the literal `-1`: redundant parentheses change nothing.
            let folded = match self.tree.kind(inner) {
                Kind::Literal(Literal::Int(value)) if sign == Unary::Negate => value.checked_neg(),
                _ => None,
            };
            match folded {
                Some(value) => {
                    self.tree.nodes[inner].kind = Kind::Literal(Literal::Int(value));
                    self.tree.nodes[inner].span = span;
                }
                None => inner = self.add(Kind::Unary(sign, inner), span)?,
            }
        }
        Ok(inner)
    }

    /// A literal, a field, or an expression in parentheses.
    fn primary(&mut self) -> Parsed<Id> {
        let span = self.span();
        let Some(token) = self.peek().cloned() else {
            let message = "the expression ends where a value is expected".to_string();
            return self.error(self.before_end(), message, None);
        };
        let literal = match token {
            Token::Word(_) => return self.field(),
            Token::Mark("(") => return self.parentheses(),
            Token::True => Literal::Bool(true),
            Token::False => Literal::Bool(false),
            Token::Text(text) => Literal::Text(text),
            Token::Duration(seconds) => Literal::Duration(seconds),
            Token::Int(value) => match i64::try_from(value) {
                Ok(value) => Literal::Int(value),
                Err(_) => return Err(lexer::too_large(span.clone(), &self.text[span])),
            },
            Token::Null => {
                let hint = "compare with a value; a field without one is asked";
                return self.error(span, "there is no `null` here".to_string(), Some(hint));
            }
            Token::Mark("[") => {
                let hint = "a list may follow `in`, as in `x in [1, 2]`";
                return self.error(span, "a list cannot stand here".to_string(), Some(hint));
            }
            Token::Mark("+") => {
                let message = "`+` has nothing on its left".to_string();
                return self.error(span, message, Some("leave it out"));
            }
            Token::In | Token::Mark(_) => {
                let message = format!("a value is expected before `{}`", &self.text[span.clone()]);
                return self.error(span, message, None);
            }
        };
        self.at += 1;
        self.add(Kind::Literal(literal), span)
    }

    /// Where a missing last value is shown: at the last token, which waits for it.
    fn before_end(&self) -> Range<usize> {
        match self.lexemes.last() {
            Some(lexeme) => lexeme.span.clone(),
            None => self.span(),
        }
    }

    fn parentheses(&mut self) -> Parsed<Id> {
        let open = self.span();
        self.at += 1;
        let inner = self.expression()?;
        let close = self.span();
        if !self.skip(")") {
            return match self.peek() {
                Some(_) => Err(self.leftover()),
                None => self.error(open, "this `(` has no `)`".to_string(), None),
            };
        }
        self.tree.nodes[inner].span = open.start..close.end;
        Ok(inner)
    }

    /// `retry count`, `Aggregate.field`.
    fn field(&mut self) -> Parsed<Id> {
        let start = self.span().start;
        let first = self.words()?;
        let name = if self.skip(".") {
            if !matches!(self.peek(), Some(Token::Word(_))) {
                let message = "a field is expected after `.`".to_string();
                return self.error(self.before(), message, Some("write `Aggregate.field`"));
            }
            Name { aggregate: Some(first.join(" ")), field: self.words()?.join("_") }
        } else {
            Name { aggregate: None, field: first.join("_") }
        };
        let span = start..self.before().end;
        let written = &self.text[span.clone()];
        if self.next_is("(") {
            let hint = match name.field.as_str() {
                "duration" => "a duration is written `24h`",
                _ => "write it with operators, or as a field",
            };
            let message = format!("`{written}(…)`: there are no calls here");
            return self.error(span, message, Some(hint));
        }
        if self.next_is("[") {
            let message = format!("`{written}[…]`: there is no indexing here");
            return self.error(span, message, Some("a field holds one value"));
        }
        if self.next_is(".") {
            let message = format!("`{written}.`: a field has no fields of its own");
            return self.error(span, message, Some("write `field` or `Aggregate.field`"));
        }
        self.add(Kind::Field(name), span)
    }

    /// The bytes of the token before the next one.
    fn before(&self) -> Range<usize> {
        match self.at.checked_sub(1).and_then(|at| self.lexemes.get(at)) {
            Some(lexeme) => lexeme.span.clone(),
            None => 0..0,
        }
    }

    /// All words that stand next to each other here: one name.
    fn words(&mut self) -> Parsed<Vec<String>> {
        let mut words = Vec::new();
        while let Some(Token::Word(word)) = self.peek() {
            if let Some(sign) = operator_word(word) {
                return Err(word_operator(self.span(), word, sign));
            }
            words.push(word.clone());
            self.at += 1;
        }
        Ok(words)
    }

    /// Why the next token cannot stand where it does, behind a value.
    fn leftover(&self) -> Diagnostic {
        let span = self.span();
        let written = &self.text[span.clone()];
        let (message, hint) = match self.peek() {
            Some(Token::Word(word)) if operator_word(word).is_some() => {
                return word_operator(span, word, operator_word(word).unwrap_or_default());
            }
            Some(Token::Mark(")" | "]")) => (format!("this `{written}` closes nothing"), None),
            Some(Token::Mark(":")) => ("this `:` has no `?`".to_string(), Some("write `condition ? this : that`".to_string())),
            Some(Token::Mark("(")) => ("there are no calls here".to_string(), None),
            Some(Token::Mark("[")) => ("there is no indexing here".to_string(), None),
            Some(Token::Mark("//")) => ("there are no comments here".to_string(), None),
            Some(Token::Word(_)) => (format!("an operator is missing before `{written}`"), self.unit_apart(written)),
            _ => (format!("an operator is missing before `{written}`"), None),
        };
        Diagnostic::error(span, message, hint)
    }

    /// "write `3d`" for `3 days`.
    fn unit_apart(&self, word: &str) -> Option<String> {
        let before = self.at.checked_sub(1).map(|at| &self.lexemes[at].token);
        let Some(Token::Int(count)) = before else {
            return None;
        };
        crate::engine::duration::parse(&format!("{count} {word}")).ok()?;
        let unit = word.chars().next()?.to_lowercase();
        Some(format!("write `{count}{unit}`"))
    }
}

/// The sign for an operator that was written as a word.
fn operator_word(word: &str) -> Option<&'static str> {
    match word.to_lowercase().as_str() {
        "and" => Some("&&"),
        "or" => Some("||"),
        "not" => Some("!"),
        _ => None,
    }
}

fn word_operator(span: Range<usize>, word: &str, sign: &str) -> Diagnostic {
    let message = format!("`{word}` is not an operator");
    Diagnostic::error(span, message, Some(format!("write `{sign}`")))
}
