//! Lines → statements: which form a line is, and to which block it belongs.
//!
//! Blocks are told by their first lines and not by indentation: a line belongs to the last block that can take it.

mod workshop;

use super::keyword::{Keyword, is_kind_word, keyword};
use super::lines::{Entry, Sort};
use super::piece::{Line, Piece, outside};
use super::remark::Remarks;
use super::shape::{Arrows, arrow_parts, bracketed, capital, is_sentence, is_titled};
use super::statement::{Section, Statement, What};
use crate::board::Kind;

/// What lines were read as.
#[derive(Debug, Default)]
pub struct Read<'l> {
    /// The forms.
    pub statements: Vec<Statement<'l>>,
    /// The contexts in order; one that is named twice stands twice.
    pub contexts: Vec<Piece<'l>>,
    /// The first level-1 heading.
    pub title: Option<Piece<'l>>,
    /// Lines that are no form: document and number.
    pub prose: Vec<(u32, u32)>,
}

/// Reads the lines of all documents.
pub fn read<'l>(documents: &'l [Vec<Entry>], remarks: &mut Remarks) -> Read<'l> {
    let mut read = Read::default();
    for (index, entries) in documents.iter().enumerate() {
        let mut reader = Reader {
            document: index as u32,
            ahead: entries,
            read: &mut read,
            remarks,
            blocks: Blocks::default(),
            list: None,
            pending: None,
            section: None,
        };
        for (index, entry) in entries.iter().enumerate() {
            reader.ahead = &entries[index + 1..];
            reader.entry(entry);
        }
        reader.end_section();
        reader.end_pending();
    }
    read
}

/// The blocks that are open, by the statements that opened them.
#[derive(Clone, Copy, Default)]
struct Blocks {
    context: Option<usize>,
    aggregate: Option<usize>,
    command: Option<usize>,
    policy: Option<usize>,
    read_model: Option<usize>,
    scenario: Option<usize>,
    agenda: Option<usize>,
    phase: Option<usize>,
}

/// What the items of a list are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Items {
    /// Notes of a kind.
    Notes(Kind),
    /// Topics that were put aside.
    Parked,
}

struct Reader<'l, 'r> {
    document: u32,
    /// The lines behind the one that is being read.
    ahead: &'l [Entry],
    read: &'r mut Read<'l>,
    remarks: &'r mut Remarks,
    blocks: Blocks,
    /// What the items that follow are.
    list: Option<Items>,
    /// A colon with nothing behind it, whose items may follow as a list: the word, the block, the line, whether any came.
    pending: Option<(Keyword, usize, Piece<'l>, bool)>,
    /// The part of a scenario that goes on, and whether anything stands in it yet.
    section: Option<(Section, Piece<'l>, bool)>,
}

impl<'l> Reader<'l, '_> {
    fn entry(&mut self, entry: &'l Entry) {
        let line = match &entry.sort {
            Sort::Blank => return self.end_section(),
            // A list may stand in a fence below its keyword.
            Sort::Fence { opens: true } => return,
            Sort::Fence { opens: false } => {
                self.end_section();
                self.end_pending();
                self.list = None;
                // What stands in a fence ends there; an arrow further down is not about its last command.
                (self.blocks.command, self.blocks.agenda, self.blocks.phase) = (None, None, None);
                return;
            }
            Sort::Prose => return self.prose(entry.number),
            Sort::Heading(line) if self.read.title.is_none() && !line.piece().is_blank() => {
                self.end_section();
                self.list = None;
                self.read.title = Some(line.piece());
                return;
            }
            Sort::Heading(line) | Sort::Line(line) => line,
        };
        if !self.form(line) {
            self.prose(entry.number);
        }
    }

    fn prose(&mut self, number: u32) {
        self.end_section();
        self.end_pending();
        self.list = None;
        self.read.prose.push((self.document, number));
    }

    /// Reads a line as a form; says whether it is one.
    fn form(&mut self, line: &'l Line) -> bool {
        let piece = line.piece().trim();
        // Whatever is no item ends a list.
        self.list = self.list.filter(|_| line.listed);
        let list = self.list;
        if let Some((word, colon)) = keyword(piece.text()) {
            let (note, rest) = (matches!(word, Keyword::One(_) | Keyword::Many(_) | Keyword::Context), piece.from(colon));
            let sentences = matches!(list, Some(Items::Notes(Kind::HotSpot) | Items::Parked));
            if (note || !sentences) && self.counts(word, rest, line.listed) {
                return self.keyword(word, piece, rest);
            }
        }
        match list {
            Some(Items::Notes(Kind::HotSpot)) => return self.declare_item(Kind::HotSpot, piece),
            Some(Items::Parked) => return self.parked(piece),
            _ => {}
        }
        if let Some((word, owner, _, filled)) = self.pending.as_mut().filter(|_| line.listed) {
            *filled = true;
            let (word, owner) = (*word, *owner);
            self.push(said(word, piece), Some(owner));
            return true;
        }
        self.end_pending();
        if let Some(done) = self.on(piece).or_else(|| self.when_then(piece)).or_else(|| self.arrows(piece)) {
            return done;
        }
        if let Some(Items::Notes(kind)) = list {
            return self.declare_item(kind, piece);
        }
        if let Some(inner) = bracketed(piece) {
            let index = self.push(What::Bracketed(inner), None);
            self.open(|blocks| &mut blocks.aggregate, index);
            return true;
        }
        if let Some((section, _, filled)) = &mut self.section {
            *filled = true;
            let part = What::Part(*section, piece);
            self.push(part, self.blocks.scenario);
            return true;
        }
        false
    }

    /// An item of a list: what stands behind a colon or a dash explains the name.
    fn declare_item(&mut self, kind: Kind, piece: Piece<'l>) -> bool {
        let text = piece.text();
        let explains = |at: &usize| [": ", " – ", " — ", " - ", " -- "].iter().any(|mark| text[*at..].starts_with(mark));
        let end = outside(text).find(explains).filter(|at| *at > 0 && kind != Kind::HotSpot);
        self.declare(kind, end.map_or(piece, |end| piece.before(end)))
    }

    /// A colon with nothing behind it ends where no items follow.
    fn end_pending(&mut self) {
        if let Some((_, _, piece, false)) = self.pending.take() {
            self.unfinished(piece, piece.from(piece.text().len()), "what it says");
        }
    }

    fn keyword(&mut self, word: Keyword, piece: Piece<'l>, rest: Piece<'l>) -> bool {
        self.end_pending();
        let blocks = self.blocks;
        let scenario = blocks.scenario;
        // What a policy, an aggregate and a scenario may take goes to the one that was opened last.
        let in_scenario = |other: Option<usize>| scenario.filter(|index| other.is_none_or(|other| other < *index)).is_some();
        match word {
            Keyword::One(kind) | Keyword::Many(kind) if rest.is_blank() => {
                self.end_section();
                self.close(kind);
                self.list = Some(Items::Notes(kind));
                true
            }
            Keyword::One(Kind::Policy) if self.when_then(rest) == Some(true) => true,
            Keyword::One(kind) => {
                self.list = None;
                self.declare(kind, rest)
            }
            Keyword::Many(kind) => {
                self.list = None;
                // `Actors: Customer, Scheduler`, but not `Actors: whoever comes by`.
                let names = rest.commas();
                let are_names = kind != Kind::HotSpot && names.iter().all(|name| is_titled(name.text()));
                are_names && names.into_iter().all(|name| self.declare(kind, name))
            }
            Keyword::Context => self.context(rest),
            Keyword::When if in_scenario(blocks.policy) => self.part(Section::When, rest),
            Keyword::Then if in_scenario(blocks.policy) => self.part(Section::Then, rest),
            Keyword::State if in_scenario(blocks.aggregate) => self.part(Section::State, rest),
            Keyword::Given if scenario.is_some() => self.part(Section::Given, rest),
            Keyword::Never if scenario.is_some() => self.part(Section::Never, rest),
            Keyword::When | Keyword::Then => self.owned(blocks.policy, word, piece, rest, "policy"),
            Keyword::IdentifiedBy | Keyword::State | Keyword::Invariant => {
                self.owned(blocks.aggregate, word, piece, rest, "aggregate")
            }
            Keyword::BuiltFrom | Keyword::Shows | Keyword::KeyedBy => {
                self.owned(blocks.read_model, word, piece, rest, "read model")
            }
            Keyword::Given | Keyword::Never => self.owned(None, word, piece, rest, "scenario"),
            Keyword::Rule | Keyword::Pivotal => self.owned(Some(0), word, piece, rest, ""),
            word if word.is_of_workshop() => self.of_workshop(word, piece, rest),
            _ => {
                // Without a name it is a scenario all the same: its lines are not those of a policy.
                self.unfinished(piece, rest, "a name for the scenario");
                let index = self.push(What::Scenario(rest), None);
                self.open(|blocks| &mut blocks.scenario, index);
                true
            }
        }
    }

    /// `Billing` behind `Context:`; a sentence or a list there is prose, a dash leaves the context.
    fn context(&mut self, rest: Piece<'l>) -> bool {
        if rest.is_blank() || is_sentence(rest.text()) {
            return false;
        }
        self.end_section();
        self.list = None;
        let context = match rest.text() {
            "-" => None,
            _ => {
                self.read.contexts.push(rest);
                Some(self.read.contexts.len() - 1)
            }
        };
        self.blocks = Blocks { context, ..Blocks::default() };
        true
    }

    fn declare(&mut self, kind: Kind, piece: Piece<'l>) -> bool {
        self.end_section();
        let owner = self.blocks.aggregate.filter(|_| kind == Kind::Command);
        let index = self.push(What::Declared(kind, piece), owner);
        match kind {
            Kind::Aggregate => self.open(|blocks| &mut blocks.aggregate, index),
            Kind::Command => self.open(|blocks| &mut blocks.command, index),
            Kind::Policy => self.open(|blocks| &mut blocks.policy, index),
            Kind::ReadModel => self.open(|blocks| &mut blocks.read_model, index),
            Kind::Actor | Kind::Event | Kind::ExternalSystem | Kind::HotSpot => {}
        }
        true
    }

    /// Opens a block. A scenario takes nothing any more that stands behind another block.
    fn open(&mut self, block: impl Fn(&mut Blocks) -> &mut Option<usize>, index: usize) {
        self.end_section();
        self.blocks.scenario = None;
        *block(&mut self.blocks) = Some(index);
    }

    /// A list of a kind begins: what follows it is not about the last note of that kind.
    fn close(&mut self, kind: Kind) {
        match kind {
            Kind::Aggregate => (self.blocks.aggregate, self.blocks.command) = (None, None),
            Kind::Command => self.blocks.command = None,
            Kind::Policy => self.blocks.policy = None,
            Kind::ReadModel => self.blocks.read_model = None,
            Kind::Actor | Kind::Event | Kind::ExternalSystem | Kind::HotSpot => {}
        }
    }

    fn push(&mut self, what: What<'l>, owner: Option<usize>) -> usize {
        if !what.is_of_agenda() {
            (self.blocks.agenda, self.blocks.phase) = (None, None);
        }
        self.read.statements.push(Statement { what, context: self.blocks.context, owner });
        self.read.statements.len() - 1
    }

    /// A line that belongs to a block of some sort, and must have something behind its colon.
    fn owned(&mut self, owner: Option<usize>, word: Keyword, piece: Piece<'l>, rest: Piece<'l>, block: &str) -> bool {
        self.end_section();
        self.list = None;
        let may_follow =
            !matches!(word, Keyword::IdentifiedBy | Keyword::KeyedBy | Keyword::Rule | Keyword::Pivotal | Keyword::Activity);
        if let Some(owner) = owner.filter(|_| may_follow && rest.is_blank()) {
            self.pending = Some((word, owner, piece, false));
        } else if owner.is_none() {
            let message = format!("no {block} stands above this line that it could belong to; it is left out");
            self.remarks.warning(piece.at(), message, format!("write `{}: …` first", capital(block)));
        } else if !self.unfinished(piece, rest, "what it says") {
            self.push(said(word, rest), owner.filter(|_| !block.is_empty()));
        }
        true
    }

    /// Whether nothing stands behind a colon, which is said.
    fn unfinished(&mut self, piece: Piece<'l>, rest: Piece<'l>, missing: &str) -> bool {
        if rest.is_blank() {
            let end = piece.at_byte(piece.text().len());
            self.remarks.error(
                end,
                format!("nothing stands behind `{}`", piece.text()),
                format!("write {missing} behind the colon"),
            );
        }
        rest.is_blank()
    }

    /// A part of a scenario begins.
    fn part(&mut self, section: Section, rest: Piece<'l>) -> bool {
        self.end_section();
        self.list = None;
        let filled = !rest.is_blank();
        if filled {
            let part = match arrow_parts(rest) {
                Some(Arrows { parts, forward: true }) if parts.len() == 2 && matches!(section, Section::Given | Section::When) => {
                    What::Answer(section, parts[0], parts[1])
                }
                _ => What::Part(section, rest),
            };
            self.push(part, self.blocks.scenario);
        }
        if section != Section::State || !filled {
            self.section = Some((section, rest, filled));
        }
        true
    }

    fn end_section(&mut self) {
        if let Some((_, piece, false)) = self.section.take() {
            self.remarks.error(
                piece.at(),
                "nothing stands behind the colon or below it",
                "write it behind the colon or on lines below it",
            );
        }
    }

    /// `On Payment Failed: upsert …` below a read model.
    fn on(&mut self, piece: Piece<'l>) -> Option<bool> {
        let rest = piece.behind_word("on")?;
        let colon = outside(rest.text()).find(|at| rest.text()[*at..].starts_with(':'))?;
        let owner = self.blocks.read_model?;
        let (event, action) = (rest.before(colon), rest.from(colon + 1));
        let word = action.text().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let known = ["upsert", "update", "delete"];
        if !known.iter().any(|name| name.eq_ignore_ascii_case(word)) {
            // Far from any action it is a sentence that begins with "On".
            let near = crate::board::name::nearest(word, known);
            if near.is_none() && !action.is_blank() {
                return Some(false);
            }
            let hint = near.map_or("write upsert, update or delete".to_owned(), |near| format!("did you mean `{near}`?"));
            self.remarks.error(action.at(), "what the event does to the read model is not said", hint);
            return Some(true);
        }
        self.end_section();
        self.push(What::On { event, action }, Some(owner));
        Some(true)
    }

    /// `When … then …`.
    fn when_then(&mut self, piece: Piece<'l>) -> Option<bool> {
        let rest = piece.behind_word("when")?;
        let (at, word) = *rest.words(&["then"]).first()?;
        let when = rest.before(at);
        let when = when.before(when.text().trim_end_matches(',').len());
        let then = rest.from(at + word.len());
        let then = then.before(then.text().trim_end_matches('.').len());
        if when.is_blank() || when.text().ends_with("...") {
            return Some(false);
        }
        if then.is_blank() {
            let end = piece.at_byte(piece.text().len());
            self.remarks.error(end, "nothing stands behind `then`", "write the command that follows by itself");
            return Some(true);
        }
        let whole = piece.before(piece.text().trim_end_matches('.').len());
        let index = self.push(What::WhenThen { whole, when, then }, None);
        self.open(|blocks| &mut blocks.policy, index);
        Some(true)
    }

    /// A line with arrows.
    fn arrows(&mut self, piece: Piece<'l>) -> Option<bool> {
        for arrow in ["->", "-->"] {
            if let Some(rest) = piece.text().strip_prefix(arrow).filter(|rest| rest.starts_with([' ', '\t']) || rest.is_empty()) {
                let rest = piece.from(piece.text().len() - rest.len());
                return Some(self.outcomes(piece, rest));
            }
        }
        let Some(Arrows { parts, forward }) = arrow_parts(piece) else {
            if [" ->", " -->", " <--"].iter().any(|arrow| piece.text().ends_with(arrow)) {
                let end = piece.at_byte(piece.text().len());
                self.remarks.warning(end, "nothing stands behind the arrow; the line is left out", "");
            }
            return None;
        };
        let ends_a_sentence = piece.text().ends_with(['.', ':', ';', '?', '!', '…', '{']);
        // `[Lending] --> [Catalog]` is a map of contexts.
        let is_map = parts.iter().all(|part| bracketed(*part).is_some());
        if ends_a_sentence || is_map || parts.len() > 4 || parts.iter().all(|part| is_kind_word(part.text())) {
            return Some(false);
        }
        if let Some(empty) = parts.iter().find(|part| part.is_blank()) {
            self.remarks.error(empty.at(), "a name is missing beside the arrow", "write `Command -> Aggregate -> Event`");
            return Some(true);
        }
        let what = match (forward, parts.as_slice()) {
            (true, [to, with]) if self.blocks.scenario.is_some() => {
                let section = self.section.as_ref().map_or(Section::When, |(section, ..)| *section);
                if let Some((.., filled)) = &mut self.section {
                    *filled = true;
                }
                self.push(What::Answer(section, *to, *with), self.blocks.scenario);
                return Some(true);
            }
            (true, [command, outcomes]) => What::Mapping { actor: None, command: *command, aggregate: None, outcomes: *outcomes },
            (true, [command, aggregate, outcomes]) => {
                What::Mapping { actor: None, command: *command, aggregate: Some(*aggregate), outcomes: *outcomes }
            }
            (true, [actor, command, aggregate, outcomes]) => {
                What::Mapping { actor: Some(*actor), command: *command, aggregate: Some(*aggregate), outcomes: *outcomes }
            }
            (false, [event, command]) => What::Caused { event: *event, command: *command, issuer: None },
            (false, [event, command, issuer]) => What::Caused { event: *event, command: *command, issuer: Some(*issuer) },
            _ => return Some(false),
        };
        self.end_section();
        let aggregate = self.blocks.aggregate.filter(|_| matches!(what, What::Mapping { aggregate: None, .. }));
        let index = self.push(what, aggregate);
        if matches!(what, What::Mapping { .. }) {
            self.open(|blocks| &mut blocks.command, index);
        }
        Some(true)
    }

    /// `-> Payment Failed when …` below a command.
    fn outcomes(&mut self, piece: Piece<'l>, rest: Piece<'l>) -> bool {
        self.end_section();
        match self.blocks.command {
            Some(command) if !rest.is_blank() => {
                self.push(What::Outcomes(rest), Some(command));
            }
            Some(_) => {
                let end = piece.at_byte(piece.text().len());
                self.remarks.error(end, "nothing stands behind the arrow", "write the events of the outcome");
            }
            None => {
                let message = "no command stands above this line whose outcome it could be; it is left out";
                self.remarks.warning(piece.at(), message, "write `Command: …` first");
            }
        }
        true
    }
}

/// What a line says by the word before its colon.
fn said<'l>(word: Keyword, rest: Piece<'l>) -> What<'l> {
    match word {
        Keyword::When => What::When(rest),
        Keyword::Then => What::Then(rest),
        Keyword::IdentifiedBy => What::IdentifiedBy(rest),
        Keyword::State => What::State(rest),
        Keyword::Invariant => What::Invariant(rest),
        Keyword::BuiltFrom => What::BuiltFrom(rest),
        Keyword::Shows => What::Shows(rest),
        Keyword::KeyedBy => What::KeyedBy(rest),
        Keyword::Pivotal => What::Pivotal(rest),
        Keyword::Activity => What::Activity(rest),
        Keyword::Ask => What::Ask(rest),
        Keyword::LooksFor => What::LooksFor(rest),
        _ => What::Rule(rest),
    }
}
