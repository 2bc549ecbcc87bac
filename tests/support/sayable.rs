//! Boards that hold only what storm notation has words for, under names that try to be anything but names.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use proptest::prelude::*;
use squall::board::name::fold;
use squall::board::{
    Action, Answer, AnswerTo, AnswerWith, Board, Command, Detail, FieldName, Guard, Heading, Issue, Kind, Note, NoteId, Outcome,
    Policy, ReadModel, Scenario, Workshop,
};
use squall::engine::expr;
use unicode_normalization::UnicodeNormalization;

use super::boards::boards;

/// Names that are something else if they are not quoted, and some that are just names.
pub const NAMES: &[&str] = &[
    "Payment Failed",
    "Payment Succeeded",
    "Failed",
    "Invoice Payment Failed",
    "Attempt",
    "Attempt Payment",
    "Retry Scheduled",
    "Billing",
    "Pause",
    "Pause After Retries",
    "Pause After Retries Exhausted",
    "PaymentFailed",
    "VIPOrder",
    "VIP",
    "iOS",
    "payment_retried",
    "sign-off",
    "A -> B",
    "A --> B",
    "<-- A",
    "A <-- B <-- C",
    "-> A",
    "A ->",
    "->",
    "Wait when Ready",
    "a | b",
    "a || b",
    "|",
    "| A | B |",
    "{ a = 1 }",
    "{",
    "}",
    "[Billing]",
    "[x]",
    "x",
    "X",
    "[x] y",
    "[ ] y",
    "(a)",
    "A (b)",
    "A (b = 1)",
    "A (against B aggregate)",
    "(",
    ")",
    "# A",
    "#",
    "## Context: B",
    "- A",
    "* A",
    "+ A",
    "1. A",
    "2) A",
    "*A*",
    "_A_",
    "__",
    "`A`",
    "**A** b",
    "a *b* c",
    "\"A\"",
    "A \"b\" c",
    "\"",
    "\\",
    "\\n",
    "\\u0041",
    "A\\",
    "A @ B",
    "@ B",
    "@",
    "Event: A",
    "Rule: x",
    "Context: A",
    "Policy: B",
    "State: a = 1",
    "When A then B",
    "When A, then B",
    "On A: upsert",
    "On A: delete",
    "A + B",
    "A, B",
    ",",
    "A or B",
    "A and B",
    "or",
    "and",
    "A by B",
    "by",
    "A via B",
    "A after 24h",
    "A unless B",
    "A at 12h",
    "at 12h",
    "A otherwise",
    "Otherwise",
    "When",
    "Then",
    "If",
    "Where",
    "yes",
    "No",
    "true",
    "12",
    "24h",
    "-3",
    "1.5",
    "Billing Aggregate",
    "Billing aggregate",
    "Retry Policy",
    "Command",
    "Event",
    "Actor",
    "Payment System",
    "Payment External System",
    "Sales Read Model",
    "Issue Pause Command",
    "Schedule X with 24h delay",
    "",
    " ",
    "  A  B ",
    "A\nB",
    "A\r\nB",
    "\t",
    "\n",
    "\u{1b}[2J",
    "\u{0}",
    "\u{7f}\u{85}",
    "\u{2028}",
    "a\u{2029}b",
    "支払い 失敗",
    "支払い失敗",
    "🎈👩‍👩‍👧",
    "שלום \u{202e}abc",
    "É",
    "ﬀ",
    "İstanbul",
    "Straße",
    "A.",
    "A?",
    "A!",
    "A: B",
    "A;",
    "it's",
    "'tis",
    "'quoted'",
    "the 'x' thing",
    "dogs' bones",
    "…",
    "...",
    "-",
    "--",
    "---",
    "_",
    "A_B",
    "a-b",
    "A-",
    "-A",
    "<!-- A",
    "-->",
    "```",
    "~~~",
    "===",
    "outcome of A",
    "(outcome of A)",
    "https://x.y/z?a=b",
    "50%",
    "A & B",
    "A/B",
    "$x",
    "\u{feff}A",
    "a\u{a0}b",
    "What if the gateway is unreachable? (timeout vs failure)",
    "Why not, then?",
    "Open question: who pays?",
    "a sentence of more than eight words that goes on and on",
    "When it rains, who decides?",
    "size",
    "free_small",
];

/// Names of which one begins or ends with another, or is another with a guard, an issuer or a time.
const FAMILY: &[&str] = &[
    "Pay",
    "Paid",
    "Fee Paid",
    "Late Fee Paid",
    "Paid when Late",
    "Paid where Late",
    "Late",
    "Paid or Late",
    "Paid and Late",
    "Paid otherwise",
    "Pay by Card",
    "Pay via Bank",
    "Pay at 12h",
    "Pay after 24h",
    "Pay unless Paid",
    "Pay After",
    "Pay After Fee",
    "pay_late",
    "PayLate Now",
    "Card",
    "Bank",
    "Paid + Late",
    "Paid, Late",
    "Paid (late)",
    "Event: Paid",
    "Paid Event",
];

/// Fields, of which some are none.
const FIELDS: &[&str] = &[
    "size",
    "amount_cents",
    "retry",
    "state",
    "é",
    "a b",
    "true",
    "in",
    "upsert",
    "when",
    "_a_",
    "a.b",
    "a-b",
    "Größe",
    "数",
    "a = b",
    "a, b",
    "(",
    "\"",
    "",
    "\u{1b}",
    "x\ny",
    "otherwise",
    "payment",
    "failed",
    "1a",
    "a:int",
    "*a*",
    "`a`",
];

const EXPRESSIONS: &[&str] = &[
    "late",
    "0",
    "retry_count < 2",
    "a || b && !c",
    "x in [1, 2, -3]",
    "s == \"a | b\" ",
    "s == 'it\\'s -> \"x\"'",
    "a ? b : (c ? d : e)",
    "24h",
    "retry count + 1",
    "Billing.retry_count * 2 - 1",
    "s == \"{ a = 1 }, (b] @ \\n\"",
    "a *b* c",
    "_a_ > 1",
    "x\n  && y\t|| z",
    "s == \"\u{1b}\u{85}\\\\\"",
    "s == \"支払い 🎈\"",
    "a when b",
    "otherwise",
    "x == 1 || otherwise",
    "s in ['a,b', \"c\"]",
    "((a))",
    "-9223372036854775808 < a",
    "s == \"-> B otherwise\"",
    "s != ''",
    "s == \"`a` *b* _c_\"",
    "after == 24h",
    "a unless b",
    "true",
    "a>=b",
    "s == \"unclosed ( [ {\"",
    "s == \"\\\"\"",
    "s == '\"'",
    "w == \"//\"",
];

const LENGTHS: &[&str] =
    &["24h", "90s", "1h30m", "three days", "24 hours", "1 hour and 30 minutes", "a day, 2 hours", " 1h\n30m", "0s", "2w"];

const RULES: &[&str] = &[
    "never A after B",
    "A only after B",
    "after A always eventually B",
    "always x > 0 && y == \"a\"",
    "always a *b* c > _d_",
    "\"A\" only after \"B -> C\"",
];

/// Chooses by what it is asked for and how often.
struct Choice(u64);

/// The names to choose from.
fn pool(choice: &mut Choice) -> &'static [&'static str] {
    choice.of(&[NAMES, NAMES, FAMILY])
}

impl Choice {
    fn of<T: Copy>(&mut self, from: &[T]) -> T {
        let mut hasher = DefaultHasher::new();
        self.0.hash(&mut hasher);
        self.0 = hasher.finish();
        from[(self.0 >> 8) as usize % from.len()]
    }

    /// A text from a list, or now and then the one that is there.
    fn text(&mut self, from: &[&str], there: &str) -> String {
        if self.of(&[true, true, true, false]) { self.of(from).nfc().collect() } else { there.to_owned() }
    }

    fn expression(&mut self) -> String {
        self.of(EXPRESSIONS).to_owned()
    }

    fn length(&mut self) -> String {
        self.of(LENGTHS).to_owned()
    }

    fn set(&mut self, set: &mut Vec<(FieldName, String)>) {
        for (field, expression) in set.iter_mut() {
            (*field, *expression) = (self.text(FIELDS, field), self.expression());
        }
        unique(set, |(field, _)| field.clone());
    }
}

/// Keeps the first of those that are alike.
fn unique<T, K: Hash + Eq>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let mut seen = HashSet::new();
    items.retain(|item| seen.insert(key(item)));
}

/// Keeps the first of expressions that say the same.
fn unlike<T>(items: &mut Vec<T>, same: impl Fn(&T, &T) -> bool) {
    let mut kept: Vec<T> = Vec::new();
    for item in items.drain(..) {
        if !kept.iter().any(|other| same(other, &item)) {
            kept.push(item);
        }
    }
    *items = kept;
}

/// A name that none of those that were taken is like.
fn own_name(name: String, taken: &mut HashSet<String>) -> String {
    let mut own = name.clone();
    for number in 2.. {
        if taken.insert(fold(&own)) {
            break;
        }
        own = format!("{name} {number}");
    }
    own
}

/// Arbitrary boards of up to so many notes that notation can say all about.
pub fn sayable_boards(most: usize) -> impl Strategy<Value = Board> {
    (boards(most), any::<u64>()).prop_map(|(board, seed)| sayable(&board, Choice(seed)))
}

fn sayable(board: &Board, mut choice: Choice) -> Board {
    let old = board.heading();
    let mut heading = Heading::new("", choice.text(NAMES, &old.title), None);
    let names = pool(&mut choice);
    let mut taken = HashSet::new();
    heading.contexts.clone_from(&old.contexts);
    for context in &mut heading.contexts {
        context.name = own_name(choice.text(names, &context.name), &mut taken);
        context.unknown.clear();
        context.colour = None;
    }
    heading.rules = old.rules.iter().map(|_| choice.of(RULES).to_owned()).collect();
    unique(&mut heading.rules, Clone::clone);
    let mut taken: HashMap<Kind, HashSet<String>> = HashMap::new();
    let mut notes: Vec<Note> = board.notes().iter().map(|note| Note::clone(note)).collect();
    for note in &mut notes {
        note.text = own_name(choice.text(names, &note.text), taken.entry(note.kind()).or_default());
        (note.author, note.created_at) = (None, None);
        note.tags.clear();
        note.silenced.clear();
        note.unknown.clear();
        detail(&mut note.detail, &mut choice);
    }
    heading.workshop = workshop(&old.workshop, &mut choice);
    heading.scenarios.clone_from(&old.scenarios);
    for one in &mut heading.scenarios {
        scenario(one, &notes, &mut choice);
    }
    unlike(&mut heading.scenarios, PartialEq::eq);
    Board::assemble(heading, notes, HashMap::new()).expect("a valid board")
}

/// Names of phases that say how long they are, or nearly.
const PHASES: &[&str] = &[
    "Warm Up",
    "Time for Tea",
    "Time for 5m",
    "Lunch with Events",
    "Talk for 5m with events",
    "for 5m",
    "with events",
    "Q&A",
    "Phase: A",
    "Agenda: Big Picture",
    "Ask: what?",
    "Activity: all",
    "Looks for: event-not-past",
    "Feature: it",
    "Parked: it",
    "Who pays? (3 dots)",
    "event-not-past",
];

fn workshop(old: &Workshop, choice: &mut Choice) -> Workshop {
    let mut workshop = old.clone();
    let mut sentence = |text: &mut String| *text = choice.text(if text.len().is_multiple_of(2) { PHASES } else { NAMES }, text);
    workshop.agenda.iter_mut().for_each(&mut sentence);
    for phase in &mut workshop.phases {
        phase.unknown.clear();
        sentence(&mut phase.name);
        phase.questions.iter_mut().chain(&mut phase.looks_for).for_each(&mut sentence);
        if !phase.activity.is_empty() {
            sentence(&mut phase.activity);
        }
    }
    if let Some(request) = &mut workshop.request {
        (request.taken, request.unknown) = (Vec::new(), Vec::new());
        sentence(&mut request.text);
    }
    for topic in &mut workshop.parked {
        (topic.by, topic.unknown) = (None, Vec::new());
        sentence(&mut topic.text);
    }
    unique(&mut workshop.parked, |topic| topic.text.clone());
    (workshop.session, workshop.unknown) = (None, Vec::new());
    if workshop.phases.is_empty() && workshop.agenda.is_some() {
        workshop.agenda = Some(choice.of(&["big picture", "Session Guide", "DESIGN", "pro-cess"]).to_owned());
    }
    workshop
}

fn detail(detail: &mut Detail, choice: &mut Choice) {
    match detail {
        Detail::Actor | Detail::ExternalSystem => {}
        Detail::Event(event) => {
            event.fields.iter_mut().for_each(|field| *field = choice.text(FIELDS, field));
            unique(&mut event.fields, Clone::clone);
        }
        Detail::Command(command) => self::command(command, choice),
        Detail::Aggregate(aggregate) => {
            aggregate.state.iter_mut().for_each(|(field, _)| *field = choice.text(FIELDS, field));
            unique(&mut aggregate.state, |(field, _)| field.clone());
            aggregate.invariants.iter_mut().for_each(|invariant| *invariant = choice.expression());
            unlike(&mut aggregate.invariants, |a, b| expr::same(a, b));
            aggregate.identified_by.iter_mut().for_each(|field| *field = choice.text(FIELDS, field));
        }
        Detail::Policy(policy) => self::policy(policy, choice),
        Detail::ReadModel(model) => read_model(model, choice),
        Detail::HotSpot(spot) => {
            spot.run = None;
            for (who, dots) in &mut spot.votes {
                (*who, *dots) = (choice.text(NAMES, who), (*dots).min(99));
            }
            unique(&mut spot.votes, |(who, _)| who.clone());
        }
    }
}

fn command(command: &mut Command, choice: &mut Choice) {
    unique(&mut command.actors, |id| *id);
    unique(&mut command.systems, |id| *id);
    for argument in &mut command.fields {
        argument.name = choice.text(FIELDS, &argument.name);
        argument.listed = false;
    }
    unique(&mut command.fields, |argument| argument.name.clone());
    for outcome in &mut command.outcomes {
        outcome.unknown.clear();
        choice.set(&mut outcome.set);
        if let Guard::When(guard) = &mut outcome.guard {
            *guard = choice.expression();
        }
    }
    command.outcomes.retain(|outcome| !outcome.events.is_empty());
    let said = |outcome: &Outcome| (outcome.events.clone(), outcome.set.len());
    unlike(&mut command.outcomes, |a, b| said(a) == said(b));
}

fn policy(policy: &mut Policy, choice: &mut Choice) {
    unique(&mut policy.when, |id| *id);
    policy.guard = policy.guard.as_ref().filter(|_| !policy.when.is_empty()).map(|_| choice.expression());
    for reaction in &mut policy.then {
        reaction.unknown.clear();
        unique(&mut reaction.unless, |id| *id);
        choice.set(&mut reaction.with);
        reaction.after = reaction.after.as_ref().map(|_| choice.length());
    }
    policy.choose &= policy.then.len() > 1;
}

fn read_model(model: &mut ReadModel, choice: &mut Choice) {
    model.audience = model.audience.as_ref().map(|audience| choice.text(NAMES, audience));
    unique(&mut model.built_from, |id| *id);
    model.shows.iter_mut().for_each(|shown| *shown = choice.text(NAMES, shown));
    unique(&mut model.shows, Clone::clone);
    model.keyed_by = model.keyed_by.as_ref().map(|field| choice.text(FIELDS, field));
    for projection in &mut model.on {
        projection.unknown.clear();
        choice.set(&mut projection.set);
        if projection.action == Action::Delete {
            projection.set.clear();
        }
    }
    unlike(&mut model.on, PartialEq::eq);
}

fn scenario(scenario: &mut Scenario, notes: &[Note], choice: &mut Choice) {
    scenario.name = choice.text(NAMES, &scenario.name);
    scenario.unknown.clear();
    scenario.state.iter_mut().for_each(|state| *state = choice.expression());
    let named =
        |name: &str, kinds: &[Kind]| notes.iter().any(|note| kinds.contains(&note.kind()) && fold(&note.text) == fold(name));
    let is_policy = |id: NoteId| notes.iter().any(|note| note.id == id && note.kind() == Kind::Policy);
    let text_of = |id: NoteId| notes.iter().find(|note| note.id == id).map_or("", |note| &note.text);
    // What is asked is looked for among commands, then among policies, then it is a field.
    let is_clear = |answer: &Answer| match &answer.to {
        AnswerTo::Note(id) => !is_policy(*id) || !named(text_of(*id), &[Kind::Command]),
        AnswerTo::Field(field) => !named(field, &[Kind::Command, Kind::Policy]),
    };
    for Issue { at, with, answers, unknown, .. } in scenario.given.iter_mut().chain(&mut scenario.when) {
        *at = at.as_ref().map(|_| choice.length());
        with.iter_mut().for_each(|(field, _)| *field = choice.text(FIELDS, field));
        unique(with, |(field, _)| field.clone());
        unknown.clear();
        for Answer { to, with, unknown } in answers.iter_mut() {
            unknown.clear();
            if let (AnswerTo::Field(field), AnswerWith::Value(_)) = (to, with) {
                *field = choice.text(FIELDS, field);
            }
        }
        answers.retain(is_clear);
    }
}
