//! What is known of types while an expression is checked: some are declared, some follow from use.
//!
//! Must not know operators or names.

use crate::engine::value::Type;

/// A type as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ty {
    /// Never `Unknown`.
    Known(Type),
    /// Still open; equal variables have equal types.
    Var(usize),
    /// Part of something already refused: fits anywhere, so that one mistake is reported once.
    Bad,
}

/// The open types and what became of them.
#[derive(Debug, Default)]
pub(super) struct Vars {
    /// Where each variable leads; itself while it is open.
    to: Vec<Ty>,
}

impl Vars {
    /// A type nothing is known of yet.
    pub fn fresh(&mut self) -> Ty {
        let var = Ty::Var(self.to.len());
        self.to.push(var);
        var
    }

    /// `ty` as declared: open if unknown.
    pub fn declared(&mut self, ty: Type) -> Ty {
        match ty {
            Type::Unknown => self.fresh(),
            known => Ty::Known(known),
        }
    }

    /// What `ty` has become.
    pub fn now(&self, mut ty: Ty) -> Ty {
        while let Ty::Var(var) = ty {
            let next = self.to[var];
            if next == ty {
                break;
            }
            ty = next;
        }
        ty
    }

    /// What `ty` has become, as a plain type: `Unknown` if it is still open.
    pub fn plain(&self, ty: Ty) -> Type {
        match self.now(ty) {
            Ty::Known(ty) => ty,
            Ty::Var(_) | Ty::Bad => Type::Unknown,
        }
    }

    /// Makes both types one. `false`, changing nothing, if they differ.
    pub fn unify(&mut self, a: Ty, b: Ty) -> bool {
        match (self.now(a), self.now(b)) {
            (Ty::Bad, _) | (_, Ty::Bad) => true,
            (Ty::Known(a), Ty::Known(b)) => a == b,
            (Ty::Var(var), other) | (other, Ty::Var(var)) => {
                self.to[var] = other;
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_learnt_of_one_holds_for_all_it_was_unified_with() {
        let mut vars = Vars::default();
        let (a, b, c) = (vars.fresh(), vars.fresh(), vars.fresh());
        assert!(vars.unify(a, b) && vars.unify(b, c) && vars.unify(c, a));
        assert_eq!(vars.plain(a), Type::Unknown);
        assert!(vars.unify(b, Ty::Known(Type::Int)));
        assert_eq!(vars.plain(c), Type::Int);
        assert!(!vars.unify(a, Ty::Known(Type::Text)));
        assert!(vars.unify(a, Ty::Bad));
        assert_eq!(vars.plain(a), Type::Int);
    }
}
