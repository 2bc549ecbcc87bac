//! What is accepted, what is refused, and what accepted expressions evaluate to.

use super::*;

/// A scope of a few declared fields. Slots: as listed, then 100 and up for undeclared names.
#[derive(Default)]
pub(super) struct Desk {
    pub statuses: Option<Vec<Sym>>,
    pub asked: Vec<String>,
    undeclared: Vec<String>,
}

pub(super) const FIELDS: [(&str, Type); 9] = [
    ("retry_count", Type::Int),
    ("amount_cents", Type::Int),
    ("status", Type::Text),
    ("paid", Type::Bool),
    ("due", Type::Duration),
    ("anything", Type::Unknown),
    ("Billing.retry_count", Type::Int),
    ("Parcel Locker.free", Type::Bool),
    ("name", Type::Text),
];

impl Scope for Desk {
    fn resolve(&mut self, aggregate: Option<&str>, field: &str) -> Resolved {
        let name = match aggregate {
            Some(aggregate) => format!("{aggregate}.{field}"),
            None => field.to_string(),
        };
        self.asked.push(name.clone());
        if let Some(at) = FIELDS.iter().position(|(known, _)| *known == name) {
            let texts = self.statuses.clone().filter(|_| name == "status");
            let (slot, ty) = (at as u32, FIELDS[at].1);
            return Resolved::Field { slot, ty, texts };
        }
        match aggregate {
            Some(aggregate @ ("Billing" | "Parcel Locker")) => {
                Resolved::Refused { message: format!("{aggregate} has no field `{field}`") }
            }
            Some(aggregate) => Resolved::Refused { message: format!("there is no aggregate {aggregate}") },
            None => {
                self.undeclared.push(name);
                let slot = 99 + self.undeclared.len() as u32;
                Resolved::Undeclared { slot }
            }
        }
    }

    fn names(&self) -> Vec<String> {
        FIELDS.iter().map(|(name, _)| name.to_string()).collect()
    }
}

/// Values by slot.
pub(super) struct Held(pub Vec<(u32, Value)>);

impl Env for Held {
    fn value(&self, slot: u32) -> Value {
        let held = self.0.iter().find(|(at, _)| *at == slot);
        held.map_or(Value::None, |(_, value)| *value)
    }
}

fn eval_with(text: &str, held: &[(u32, Value)], texts: &mut Texts) -> Result<Value, Stop> {
    let compiled = compile(text, Type::Unknown, &mut Desk::default(), texts);
    let expr = compiled.expr.ok_or(compiled.diagnostics);
    expr.expect(text).eval(&Held(held.to_vec()))
}

fn eval(text: &str, held: &[(u32, Value)]) -> Result<Value, Stop> {
    eval_with(text, held, &mut Texts::default())
}

fn int(value: i64) -> Result<Value, Stop> {
    Ok(Value::Int(value))
}

fn truth(value: bool) -> Result<Value, Stop> {
    Ok(Value::Bool(value))
}

const OVERFLOW: Result<Value, Stop> = Err(Stop::Fault(Fault::Overflow));
const BY_ZERO: Result<Value, Stop> = Err(Stop::Fault(Fault::DivisionByZero));
const WRONG: Result<Value, Stop> = Err(Stop::Fault(Fault::WrongType));

#[test]
fn what_is_accepted_and_what_it_gives() {
    for (text, value) in [
        // literals
        ("12", int(12)),
        ("-9223372036854775808", int(i64::MIN)),
        ("- 9223372036854775808", int(i64::MIN)),
        ("0 - -9223372036854775808 < 0", OVERFLOW),
        ("24h", Ok(Value::Duration(86_400))),
        ("1h30m == 90m", truth(true)),
        ("3d == 72h && 2w == 14d", truth(true)),
        ("\"it's\" == 'it\\'s'", truth(true)),
        ("'\\u0041' == \"A\"", truth(true)),
        // precedence and associativity
        ("1 + 2 * 3", int(7)),
        ("(1 + 2) * 3", int(9)),
        ("10 - 3 - 2", int(5)),
        ("100 / 7 / 2", int(7)),
        ("100 / 7 * 7", int(98)),
        ("7 % 4 * 2", int(6)),
        ("-2 * 3", int(-6)),
        ("--5", int(5)),
        ("-(5)", int(-5)),
        ("!true == false", truth(true)),
        ("!!true", truth(true)),
        ("1 < 2 == true", truth(true)),
        ("1 in [1] == true", truth(true)),
        ("true || true && false", truth(true)),
        ("(true || true) && false", truth(false)),
        ("false ? 1 : true ? 2 : 3", int(2)),
        ("true || false ? 1 : 2", int(1)),
        ("true ? (false ? 1 : 2) : 3", int(2)),
        ("1 + 1 == 2 && 3 * 2 > 5 || false", truth(true)),
        // arithmetic
        ("7 / -2", int(-3)),
        ("-7 / 2", int(-3)),
        ("-7 % 2", int(-1)),
        ("7 % -2", int(1)),
        ("1 / 0", BY_ZERO),
        ("1 % 0", BY_ZERO),
        ("-9223372036854775808 / -1", OVERFLOW),
        ("-9223372036854775808 % -1", OVERFLOW),
        ("9223372036854775807 + 1", OVERFLOW),
        ("-9223372036854775807 - 2", OVERFLOW),
        ("4611686018427387904 * 2", OVERFLOW),
        ("-(-9223372036854775808)", OVERFLOW),
        ("24h + 30m", Ok(Value::Duration(88_200))),
        ("1h - 24h", Ok(Value::Duration(-82_800))),
        ("9223372036s + 1s", OVERFLOW),
        ("0s - 9223372036s - 1s", OVERFLOW),
        ("24h > 90s", truth(true)),
        // lists
        ("2 in [1, 2, 3]", truth(true)),
        ("2 in [1, 3,]", truth(false)),
        ("'a' in ['b'] || 24h in [1d]", truth(true)),
        ("1 in [1, 1 / 0]", BY_ZERO),
        // only the branch taken
        ("true ? 1 : 1 / 0", int(1)),
        ("false ? 1 / 0 : 2", int(2)),
        ("1 / 0 == 1 ? 1 : 2", BY_ZERO),
        // errors on either side of && and ||
        ("false && 1 / 0 == 1", truth(false)),
        ("1 / 0 == 1 && false", truth(false)),
        ("true || 1 / 0 == 1", truth(true)),
        ("1 / 0 == 1 || true", truth(true)),
        ("true && 1 / 0 == 1", BY_ZERO),
        ("1 / 0 == 1 || false", BY_ZERO),
        ("1 / 0 == 1 && 9223372036854775807 + 1 == 1", BY_ZERO),
    ] {
        assert_eq!(eval(text, &[]), value, "{text}");
    }
}

#[test]
fn what_is_refused_says_what_and_what_to_write() {
    for (text, message, hint, span) in [
        ("", "the expression is empty", "", 0..0),
        ("a &&", "the expression ends where a value is expected", "", 2..4),
        ("(1 + 2", "this `(` has no `)`", "", 0..1),
        ("1 + 2)", "this `)` closes nothing", "", 5..6),
        ("x in [1, 2", "this `[` has no `]`", "", 5..6),
        ("x in []", "this list is empty", "nothing is `in []`", 5..7),
        (
            "x in y",
            "`in` needs a list",
            "write `x in [1, 2]`; a field with `in` in its name is written with _, as in `time_in_transit`",
            5..6,
        ),
        ("[1, 2]", "a list cannot stand here", "a list may follow `in`, as in `x in [1, 2]`", 0..1),
        ("size(x) > 1", "`size(…)`: there are no calls here", "write it with operators, or as a field", 0..4),
        ("duration(\"24h\")", "`duration(…)`: there are no calls here", "a duration is written `24h`", 0..8),
        ("name.size() > 1", "`name.size(…)`: there are no calls here", "write it with operators, or as a field", 0..9),
        ("(a)(b)", "there are no calls here", "", 3..4),
        ("x[0]", "`x[…]`: there is no indexing here", "a field holds one value", 0..1),
        ("(x)[0]", "there is no indexing here", "", 3..4),
        ("a.b.c", "`a.b.`: a field has no fields of its own", "write `field` or `Aggregate.field`", 0..3),
        ("a.", "a field is expected after `.`", "write `Aggregate.field`", 1..2),
        ("x = 1", "`=` means nothing here", "write `==`", 2..3),
        ("a and b", "`and` is not an operator", "write `&&`", 2..5),
        ("(a) OR (b)", "`OR` is not an operator", "write `||`", 4..6),
        ("not a", "`not` is not an operator", "write `!`", 0..3),
        ("x == null", "there is no `null` here", "compare with a value; a field without one is asked", 5..9),
        ("1.50 > 1", "`1.50` is a decimal, numbers here are ints", "count in the smallest unit: 150 cents for 1.50", 0..4),
        ("9223372036854775808", "`9223372036854775808` is too large for an int", "an int is at most 9223372036854775807", 0..19),
        ("-(9223372036854775808)", "`9223372036854775808` is too large for an int", "an int is at most 9223372036854775807", 2..21),
        (
            "1 - 9223372036854775808",
            "`9223372036854775808` is too large for an int",
            "an int is at most 9223372036854775807",
            4..23,
        ),
        ("c ? a", "this `?` has no `:`", "write `condition ? this : that`", 2..3),
        ("a : b", "this `:` has no `?`", "write `condition ? this : that`", 2..3),
        ("a ? b ? 1 : 2 : 3", "two conditionals run into each other", "put the inner one in parentheses", 6..7),
        ("due > 3 days", "an operator is missing before `days`", "write `3d`", 8..12),
        ("1 2", "an operator is missing before `2`", "", 2..3),
        ("a \"b\"", "an operator is missing before `\"b\"`", "", 2..5),
        ("+ 1", "`+` has nothing on its left", "leave it out", 0..1),
        ("a && * b", "a value is expected before `*`", "", 5..6),
        ("a // b", "there are no comments here", "", 2..4),
        ("{'a': 1}", "`{` means nothing here", "there are no maps here", 0..1),
        ("400000000m", "`400000000m` is too long", "a duration holds at most 292 years (9223372036s)", 0..10),
    ] {
        let compiled = compile(text, Type::Unknown, &mut Desk::default(), &mut Texts::default());
        let first = compiled.diagnostics.first().expect(text);
        assert_eq!(compiled.diagnostics.len(), 1, "{text}");
        assert!(compiled.expr.is_none(), "{text}");
        let got = (first.message.as_str(), first.hint.as_deref().unwrap_or_default());
        assert_eq!(got, (message, hint), "{text}");
        assert_eq!((first.severity, first.span.clone()), (Severity::Error, span), "{text}");
    }
}

#[test]
fn hostile_depth_and_length_are_refused_not_run_into() {
    let refusal = |text: String| {
        let compiled = compile(&text, Type::Unknown, &mut Desk::default(), &mut Texts::default());
        compiled.diagnostics.first().map(|first| first.message.clone())
    };
    let long = Some("this expression is longer than 4096 bytes".to_string());
    let deep = Some("nested more than 64 deep".to_string());
    let row = Some("more than 256 operators in a row".to_string());
    for part in ["(", "!", "-", "1+", "x in [", "a ? b : "] {
        assert_eq!(refusal(part.repeat(100_000)), long, "{part}");
    }
    for part in ["(", "!", "-", "x in [", "a ? b : ", "-(", "!(("] {
        assert_eq!(refusal(part.repeat(300)), deep, "{part}");
    }
    assert_eq!(refusal(format!("{}1", "1+".repeat(300))), row);
    assert_eq!(refusal(format!("{}true", "paid&&".repeat(255))), None);
    let open = "(".repeat(63);
    assert_eq!(refusal(format!("{open}1{}", ")".repeat(63))), None);
    assert_eq!(refusal(format!("{}true", "!".repeat(60))), None);
}

#[test]
fn a_missing_value_stops_only_what_depends_on_it() {
    let paid = |value| [(3, Value::Bool(value))];
    let missing = Err(Stop::Missing(0));
    for (text, value) in [
        ("retry_count + 1", missing),
        ("false && retry_count > 1", truth(false)),
        ("retry_count > 1 && false", truth(false)),
        ("true || retry_count > 1", truth(true)),
        ("retry_count > 1 || true", truth(true)),
        ("true && retry_count > 1", missing),
        ("retry_count > 1 || false", missing),
        ("paid ? 1 : retry_count", int(1)),
        ("!paid ? 1 : retry_count", missing),
        ("retry_count in [1]", missing),
        ("1 in [1, retry_count]", missing),
        // a missing value before a fault, where asking may make the fault not matter
        ("1 / 0 == 1 && retry_count > 1", missing),
        ("retry_count > 1 && 1 / 0 == 1", missing),
        ("1 / 0 == 1 || retry_count > 1", missing),
        // but where nothing can mend the fault, whichever comes first
        ("1 / 0 + retry_count", BY_ZERO),
        ("retry_count + 1 / 0", missing),
        // of two missing values the first
        ("retry_count > amount_cents", missing),
    ] {
        assert_eq!(eval(text, &paid(true)), value, "{text}");
    }
}

#[test]
fn a_value_of_another_type_is_a_fault() {
    let mut texts = Texts::default();
    let text = Value::Text(texts.intern("a"));
    assert_eq!(eval("retry_count == 1", &[(0, text)]), WRONG);
    assert_eq!(eval("paid", &[(3, Value::Int(1))]), WRONG);
    assert_eq!(eval("other == 1", &[(100, Value::Bool(true))]), WRONG);
    // where no type was ever seen, the values decide
    let both = |a, b| [(100, a), (101, b)];
    let (hour, one) = (Value::Duration(3_600), Value::Int(1));
    assert_eq!(eval("x < y", &both(one, Value::Int(2))), truth(true));
    assert_eq!(eval("x + y", &both(hour, hour)), Ok(Value::Duration(7_200)));
    assert_eq!(eval("x < y", &both(one, hour)), WRONG);
    assert_eq!(eval("x + y", &both(text, text)), WRONG);
    assert_eq!(eval("x == y", &both(text, text)), truth(true));
    assert_eq!(eval("x == y", &both(text, one)), WRONG);
    assert_eq!(eval("x in [y]", &both(text, one)), WRONG);
    assert_eq!(eval("x", &both(text, one)), Ok(text));
}

#[test]
fn each_minus_counts() {
    // The cel crate lets pairs of `-` cancel; the specification negates twice, and the first negation overflows.
    let least = [(0, Value::Int(i64::MIN))];
    assert_eq!(eval("--retry_count", &least), OVERFLOW);
    assert_eq!(eval("-retry_count", &least), OVERFLOW);
    assert_eq!(eval("--retry_count", &[(0, Value::Int(7))]), int(7));
}

#[test]
fn texts_compare_without_being_read() {
    let mut texts = Texts::default();
    let active = Value::Text(texts.intern("active"));
    let held = [(2, active), (8, active)];
    for (text, value) in [
        ("status == \"active\"", true),
        ("status != \"active\"", false),
        ("status == name", true),
        ("status in [\"paused\", \"active\"]", true),
        ("\"b\" == status", false),
    ] {
        assert_eq!(eval_with(text, &held, &mut texts), truth(value), "{text}");
    }
}

#[test]
fn faults_say_what_happened() {
    assert_eq!(Fault::DivisionByZero.to_string(), "division by zero");
    assert_eq!(Fault::Overflow.to_string(), "the result is too large");
    assert_eq!(Fault::WrongType.to_string(), "a value has the wrong type");
}

#[test]
fn literals_alone() {
    let mut texts = Texts::default();
    let s = texts.intern("S");
    for (text, value) in [
        ("12", Value::Int(12)),
        (" -3 ", Value::Int(-3)),
        ("true", Value::Bool(true)),
        ("\"S\"", Value::Text(s)),
        ("24h", Value::Duration(86_400)),
    ] {
        assert_eq!(literal(text, &mut texts), Ok(value), "{text}");
    }
    for (text, message) in [
        ("active", "`active` is not a value: a text is written \"active\""),
        ("1 + 1", "`1 + 1` is not a value: write 12, true, \"active\" or 24h"),
        ("-24h", "`-24h` is not a value: write 12, true, \"active\" or 24h"),
        ("1.5", "`1.5` is a decimal, numbers here are ints: count in the smallest unit: 150 cents for 1.50"),
        ("", "the expression is empty"),
    ] {
        assert_eq!(literal(text, &mut texts), Err(message.to_string()), "{text}");
    }
    let odd = "a \"b\" \\ \n\t\r\u{1b}\u{7f} é";
    let odd = Value::Text(texts.intern(odd));
    let shown = odd.show(&texts).to_string();
    assert_eq!(literal(&shown, &mut texts), Ok(odd));
}

#[test]
fn the_same_expression_written_otherwise() {
    for (a, b) in [
        ("retry_count<2", " retry count  <  2 "),
        ("(a) && ((b))", "a && b"),
        ("-(1)", "-1"),
        ("24h", "1d"),
        ("'a'", "\"a\""),
        ("x in [1,2,]", "x in [ 1, 2 ]"),
        ("(a * b) + c", "a * b + c"),
        ("Parcel  Locker.is free", "Parcel Locker.is_free"),
        ("a ==", " a == "),
    ] {
        assert!(same(a, b), "{a} | {b}");
    }
    for (a, b) in [
        ("a < b", "b > a"),
        ("a && b", "b && a"),
        ("a - (b - c)", "a - b - c"),
        ("x in [1]", "x in [1, 1]"),
        ("a.b", "b"),
        ("a", "a =="),
    ] {
        assert!(!same(a, b), "{a} | {b}");
    }
}
