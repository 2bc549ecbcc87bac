//! Whatever expression is accepted means what CEL says it means: evaluated side by side with the `cel` crate on
//! expressions made up at random, printed with as few parentheses as CEL's precedence allows, or fewer.

use std::cell::Cell;
use std::collections::HashMap;

use cel::{Context, Program};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use squall::engine::duration;
use squall::engine::expr::{Env, Resolved, Scope, compile};
use squall::engine::value::{Texts, Type, Value};

/// An expression to print; `u8` is the level CEL's grammar gives its operator.
#[derive(Clone, Debug)]
enum Tree {
    /// As we write it, as CEL does.
    Leaf(String, String),
    Unary(&'static str, Box<Tree>),
    Binary(&'static str, u8, Box<Tree>, Box<Tree>),
    In(Box<Tree>, Vec<Tree>),
    If(Box<Tree>, Box<Tree>, Box<Tree>),
}

/// The loosest level of each place; a tree that binds more loosely gets parentheses there.
const ANY: u8 = 0;
const CONDITION: u8 = 1;
const RELATION: u8 = 3;
const UNARY: u8 = 6;
const PRIMARY: u8 = 7;

impl Tree {
    fn level(&self) -> u8 {
        match self {
            // `-5` may stand where an operand of `-` or `!` may not.
            Tree::Leaf(ours, _) if ours.starts_with('-') => UNARY,
            Tree::Leaf(..) => PRIMARY,
            Tree::Unary(..) => UNARY,
            Tree::Binary(_, level, ..) => *level,
            Tree::In(..) => RELATION,
            Tree::If(..) => ANY,
        }
    }

    /// As we write it and as CEL does. With `sloppy`, binary operators are printed without any parentheses.
    fn print(&self, sloppy: bool) -> (String, String) {
        let (mut ours, mut cel) = (String::new(), String::new());
        self.write(sloppy, &mut ours, &mut cel);
        (ours, cel)
    }

    fn write(&self, sloppy: bool, ours: &mut String, cel: &mut String) {
        let both = |text: &str, ours: &mut String, cel: &mut String| {
            ours.push_str(text);
            cel.push_str(text);
        };
        let at = |tree: &Tree, place: u8, ours: &mut String, cel: &mut String| {
            // The cel crate lets pairs of `-` cancel, so that `--x` cannot overflow; CEL has no such rule. Such a pair
            // never reaches it: `-(-x)` does. What `--x` means here has a test of its own beside the evaluator.
            let lax = sloppy && matches!(tree, Tree::Binary(..)) && place < UNARY;
            if tree.level() >= place || lax {
                return tree.write(sloppy, ours, cel);
            }
            both("(", ours, cel);
            tree.write(sloppy, ours, cel);
            both(")", ours, cel);
        };
        match self {
            Tree::Leaf(written, meant) => {
                ours.push_str(written);
                cel.push_str(meant);
            }
            Tree::Unary(sign, operand) => {
                both(sign, ours, cel);
                at(operand, PRIMARY, ours, cel);
            }
            Tree::Binary(sign, level, left, right) => {
                at(left, *level, ours, cel);
                both(&format!(" {sign} "), ours, cel);
                at(right, level + 1, ours, cel);
            }
            Tree::In(item, list) => {
                at(item, RELATION, ours, cel);
                both(" in [", ours, cel);
                for (place, element) in list.iter().enumerate() {
                    both(if place > 0 { ", " } else { "" }, ours, cel);
                    at(element, ANY, ours, cel);
                }
                both("]", ours, cel);
            }
            Tree::If(condition, then, otherwise) => {
                at(condition, CONDITION, ours, cel);
                both(" ? ", ours, cel);
                at(then, CONDITION, ours, cel);
                both(" : ", ours, cel);
                at(otherwise, ANY, ours, cel);
            }
        }
    }
}

const TYPES: [Type; 4] = [Type::Int, Type::Bool, Type::Text, Type::Duration];
const TEXTS: [&str; 5] = ["", "active", "paused", "it's \"é\"\n\\", "Active"];
const FIELDS: [(&str, &str, Type); 9] = [
    ("a", "a", Type::Int),
    ("retry count", "retry_count", Type::Int),
    ("Billing.due count", "Billing.due_count", Type::Int),
    ("p", "p", Type::Bool),
    ("is_paid", "is_paid", Type::Bool),
    ("s", "s", Type::Text),
    ("status", "status", Type::Text),
    ("d", "d", Type::Duration),
    ("wait", "wait", Type::Duration),
];

fn leaf(ours: impl Into<String>, cel: impl Into<String>) -> Tree {
    Tree::Leaf(ours.into(), cel.into())
}

fn some_int() -> impl Strategy<Value = i64> {
    prop_oneof![
        6 => -4..5_i64,
        1 => prop::sample::select(vec![i64::MIN, i64::MIN + 1, i64::MAX, i64::MAX - 1, i64::MAX / 2, 3_037_000_500]),
        1 => any::<i64>(),
    ]
}

/// Seconds, to the edges of what CEL can hold.
fn some_duration() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => -3..4_i64,
        4 => (-3..4_i64).prop_map(|hours| hours * 3_600),
        1 => Just(duration::LONGEST),
        1 => Just(-duration::LONGEST),
    ]
}

fn literal(ty: Type) -> BoxedStrategy<Tree> {
    match ty {
        Type::Int => some_int().prop_map(|value| leaf(value.to_string(), value.to_string())).boxed(),
        Type::Bool => any::<bool>().prop_map(|value| leaf(value.to_string(), value.to_string())).boxed(),
        Type::Text => (prop::sample::select(TEXTS.to_vec()), any::<bool>())
            .prop_map(|(text, single)| {
                let escaped = text.replace('\\', "\\\\").replace('\n', "\\n").replace('é', "\\u00e9");
                let written = match single {
                    true => format!("'{}'", escaped.replace('\'', "\\'")),
                    false => format!("\"{}\"", escaped.replace('"', "\\\"")),
                };
                leaf(written.clone(), written)
            })
            .boxed(),
        _ => prop_oneof![
            Just(leaf("0s", "duration(\"0s\")")),
            Just(leaf("90s", "duration(\"90s\")")),
            Just(leaf("1h30m", "duration(\"1h30m\")")),
            Just(leaf("3d", "duration(\"72h\")")),
            Just(leaf("2w", "duration(\"336h\")")),
            Just(leaf("9223372036s", "duration(\"9223372036s\")")),
        ]
        .boxed(),
    }
}

fn field(ty: Type) -> BoxedStrategy<Tree> {
    let fields: Vec<Tree> = FIELDS.iter().filter(|field| field.2 == ty).map(|(ours, cel, _)| leaf(*ours, *cel)).collect();
    prop::sample::select(fields).boxed()
}

fn binary(signs: &'static [&'static str], level: u8, operand: BoxedStrategy<Tree>) -> BoxedStrategy<Tree> {
    (prop::sample::select(signs.to_vec()), operand.clone(), operand)
        .prop_map(move |(sign, left, right)| Tree::Binary(sign, level, Box::new(left), Box::new(right)))
        .boxed()
}

/// An expression of type `ty`, at most `depth` operators deep.
fn tree(ty: Type, depth: u32) -> BoxedStrategy<Tree> {
    let leaf = prop_oneof![2 => field(ty), 1 => literal(ty)].boxed();
    if depth == 0 {
        return leaf;
    }
    let of = move |ty| tree(ty, depth - 1);
    let conditional =
        (of(Type::Bool), of(ty), of(ty)).prop_map(|(c, a, b)| Tree::If(Box::new(c), Box::new(a), Box::new(b))).boxed();
    match ty {
        Type::Int => prop_oneof![
            2 => leaf,
            3 => binary(&["+", "-"], 4, of(ty)),
            4 => binary(&["*", "/", "%"], 5, of(ty)),
            1 => of(ty).prop_map(|x| Tree::Unary("-", Box::new(x))),
            1 => conditional,
        ]
        .boxed(),
        Type::Duration => prop_oneof![2 => leaf, 4 => binary(&["+", "-"], 4, of(ty)), 1 => conditional].boxed(),
        Type::Text => prop_oneof![4 => leaf, 1 => conditional].boxed(),
        _ => {
            let equals = prop::sample::select(TYPES.to_vec()).prop_flat_map(move |ty| binary(&["==", "!="], RELATION, of(ty)));
            let member = prop::sample::select(TYPES.to_vec())
                .prop_flat_map(move |ty| (of(ty), prop::collection::vec(of(ty), 1..4)))
                .prop_map(|(item, list)| Tree::In(Box::new(item), list));
            prop_oneof![
                1 => leaf,
                3 => binary(&["<", "<=", ">", ">="], RELATION, of(Type::Int)),
                1 => binary(&["<", "<=", ">", ">="], RELATION, of(Type::Duration)),
                2 => equals,
                2 => member,
                3 => binary(&["&&"], 2, of(ty)),
                3 => binary(&["||"], 1, of(ty)),
                1 => of(ty).prop_map(|x| Tree::Unary("!", Box::new(x))),
                1 => conditional,
            ]
            .boxed()
        }
    }
}

/// A value per field, in the order of `FIELDS`; texts by their place in `TEXTS`.
type Held = Vec<(i64, bool, usize, i64)>;

fn held() -> impl Strategy<Value = Held> {
    let one = (some_int(), any::<bool>(), 0..TEXTS.len(), some_duration());
    prop::collection::vec(one, FIELDS.len())
}

struct Declared;

impl Scope for Declared {
    fn resolve(&mut self, aggregate: Option<&str>, field: &str) -> Resolved {
        let name = aggregate.map_or(field.to_string(), |aggregate| format!("{aggregate}.{field}"));
        let at = FIELDS.iter().position(|(_, cel, _)| *cel == name);
        match at {
            Some(at) => Resolved::Field { slot: at as u32, ty: FIELDS[at].2, texts: None },
            None => Resolved::Refused { message: format!("no {name}") },
        }
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

struct Values(Vec<Value>);

impl Env for Values {
    fn value(&self, slot: u32) -> Value {
        self.0[slot as usize]
    }
}

/// What both sides are compared by.
#[derive(Clone, Debug, PartialEq)]
enum Plain {
    Int(i64),
    Bool(bool),
    Text(String),
    Seconds(i64),
}

fn field_value(at: usize, held: &Held) -> Plain {
    let (int, truth, text, seconds) = held[at];
    match FIELDS[at].2 {
        Type::Int => Plain::Int(int),
        Type::Bool => Plain::Bool(truth),
        Type::Text => Plain::Text(TEXTS[text].to_string()),
        _ => Plain::Seconds(seconds),
    }
}

/// Our result; `None` for an error. `Err` if the text is not accepted.
fn ours(text: &str, ty: Type, held: &Held) -> Result<Option<Plain>, String> {
    let mut texts = Texts::default();
    let values = (0..FIELDS.len()).map(|at| match field_value(at, held) {
        Plain::Int(value) => Value::Int(value),
        Plain::Bool(value) => Value::Bool(value),
        Plain::Text(text) => Value::Text(texts.intern(&text)),
        Plain::Seconds(seconds) => Value::Duration(seconds),
    });
    let values = Values(values.collect());
    let compiled = compile(text, ty, &mut Declared, &mut texts);
    let expr = compiled.expr.ok_or_else(|| format!("{:?}", compiled.diagnostics))?;
    Ok(expr.eval(&values).ok().map(|value| match value {
        Value::Int(value) => Plain::Int(value),
        Value::Bool(value) => Plain::Bool(value),
        Value::Text(sym) => Plain::Text(texts.get(sym).to_string()),
        Value::Duration(seconds) => Plain::Seconds(seconds),
        Value::None => unreachable!("no expression gives no value"),
    }))
}

fn cel_value(value: Plain) -> cel::Value {
    match value {
        Plain::Int(value) => cel::Value::Int(value),
        Plain::Bool(value) => cel::Value::Bool(value),
        Plain::Text(text) => cel::Value::String(text.into()),
        Plain::Seconds(seconds) => cel::Value::Duration(chrono::Duration::seconds(seconds)),
    }
}

/// CEL's result; `None` for an error.
fn cels(text: &str, held: &Held) -> Result<Option<Plain>, String> {
    let program = Program::compile(text).map_err(|error| error.to_string())?;
    let mut context = Context::default();
    let mut aggregates: HashMap<String, HashMap<String, cel::Value>> = HashMap::new();
    for (at, (_, name, _)) in FIELDS.iter().enumerate() {
        let value = cel_value(field_value(at, held));
        match name.split_once('.') {
            Some((aggregate, field)) => {
                let fields = aggregates.entry(aggregate.to_string()).or_default();
                fields.insert(field.to_string(), value);
            }
            None => context.add_variable_from_value(*name, value),
        }
    }
    for (aggregate, fields) in aggregates {
        context.add_variable_from_value(aggregate, fields);
    }
    Ok(program.execute(&context).ok().map(|value| match value {
        cel::Value::Int(value) => Plain::Int(value),
        cel::Value::Bool(value) => Plain::Bool(value),
        cel::Value::String(text) => Plain::Text(text.to_string()),
        cel::Value::Duration(duration) => Plain::Seconds(duration.num_seconds()),
        other => unreachable!("{other:?}"),
    }))
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

#[test]
fn with_just_enough_parentheses() {
    let (values, errors) = (Cell::new(0), Cell::new(0));
    let whole = prop::sample::select(TYPES.to_vec()).prop_flat_map(|ty| (Just(ty), tree(ty, 4)));
    let cases = (whole, prop::collection::vec(held(), 3));
    let result = runner(1_500).run(&cases, |((ty, tree), all)| {
        let (text, cel) = tree.print(false);
        for held in all {
            let ours = ours(&text, ty, &held).map_err(|why| TestCaseError::fail(format!("{text}: {why}")))?;
            let cels = cels(&cel, &held).map_err(|why| TestCaseError::fail(format!("{cel}: {why}")))?;
            prop_assert_eq!(&ours, &cels, "{}", text);
            let counter = if ours.is_some() { &values } else { &errors };
            counter.set(counter.get() + 1);
        }
        Ok(())
    });
    result.expect("the same meaning");
    println!("{} values, {} errors", values.get(), errors.get());
    assert!(values.get() > 1_500, "only {} values", values.get());
    assert!(errors.get() > 200, "only {} errors", errors.get());
}

#[test]
fn with_fewer_parentheses_than_meant() {
    // What is then meant is another expression, if it types at all; both sides have to read the same one into it.
    let (read, refused) = (Cell::new(0), Cell::new(0));
    let whole = prop_oneof![1 => Just(Type::Int), 3 => Just(Type::Bool)].prop_flat_map(|ty| (Just(ty), tree(ty, 4)));
    let result = runner(1_500).run(&(whole, held()), |((ty, tree), held)| {
        let (text, cel) = tree.print(true);
        let Ok(ours) = ours(&text, ty, &held) else {
            refused.set(refused.get() + 1);
            return Ok(());
        };
        read.set(read.get() + 1);
        let cels = cels(&cel, &held).map_err(|why| TestCaseError::fail(format!("{cel}: {why}")))?;
        prop_assert_eq!(&ours, &cels, "{}", text);
        Ok(())
    });
    result.expect("the same meaning");
    println!("{} read, {} refused", read.get(), refused.get());
    assert!(read.get() > 500, "only {} of them type", read.get());
}

#[test]
fn every_operator_is_made_up() {
    let all = Cell::new(String::new());
    let result = runner(300).run(&tree(Type::Bool, 4), |tree| {
        all.set(all.take() + " " + &tree.print(false).0);
        Ok(())
    });
    result.expect("printing");
    let all = all.take();
    for sign in [
        " + ",
        " - ",
        " * ",
        " / ",
        " % ",
        " == ",
        " != ",
        " < ",
        " <= ",
        " > ",
        " >= ",
        " && ",
        " || ",
        " in [",
        " ? ",
        " : ",
        "!",
        "-a",
        "(",
        "h",
        "-9223372036854775808",
        "Billing.due count",
    ] {
        assert!(all.contains(sign), "no `{sign}` among them");
    }
}

/// Compiling gives an answer whatever it is given, and spans that can be shown.
fn survives(text: &str) -> Result<(), TestCaseError> {
    let compiled = compile(text, Type::Bool, &mut Declared, &mut Texts::default());
    for diagnostic in &compiled.diagnostics {
        prop_assert!(text.get(diagnostic.span.clone()).is_some(), "{:?} in {text:?}", diagnostic.span);
    }
    prop_assert!(compiled.expr.is_some() || !compiled.diagnostics.is_empty());
    Ok(())
}

#[test]
fn no_text_breaks_the_compiler() {
    let tokens = prop::sample::select(vec![
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        "?",
        ":",
        "!",
        "-",
        "+",
        "*",
        "/",
        "%",
        "==",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "&&",
        "||",
        "in",
        "true",
        "false",
        "null",
        "and",
        "not",
        "a",
        "retry count",
        "Billing.due_count",
        "status",
        "0",
        "9223372036854775808",
        "1.5",
        "24h",
        "9x",
        "\"x\"",
        "'",
        "\\u00e9",
        "\\",
        "=",
        "é",
        "“",
        " ",
        "\n",
        "\u{0}",
    ]);
    let of_tokens = prop::collection::vec(tokens, 0..40).prop_map(|tokens| tokens.join(""));
    runner(3_000).run(&any::<String>(), |text| survives(&text)).expect("an answer");
    runner(6_000).run(&of_tokens, |text| survives(&text)).expect("an answer");
}
