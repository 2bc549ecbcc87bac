//! What the checker says, infers and passes on.

use super::tests::{Desk, FIELDS};
use super::*;

fn compiled(text: &str, expected: Type) -> Compiled {
    compile(text, expected, &mut Desk::default(), &mut Texts::default())
}

#[test]
fn what_does_not_fit_says_which_side_is_what() {
    let measures = "an int or a duration";
    for (text, message, hint, at) in [
        (
            "status < 2",
            "'<' needs an int on both sides; `status` is a text".to_string(),
            "compare texts with `==` or `!=`",
            "status",
        ),
        (
            "2 >= status",
            "'>=' needs an int on both sides; `status` is a text".to_string(),
            "compare texts with `==` or `!=`",
            "status",
        ),
        ("due < 2", "'<' needs two ints or two durations; `due` is a duration, `2` is an int".to_string(), "", "2"),
        (
            "status < name",
            format!("'<' needs {measures} on both sides; `status` is a text"),
            "compare texts with `==` or `!=`",
            "status",
        ),
        ("paid < paid", format!("'<' needs {measures} on both sides; `paid` is a bool"), "", "paid"),
        (
            "status + \"x\" == \"y\"",
            format!("'+' needs {measures} on both sides; `status` is a text"),
            "texts cannot be joined",
            "status",
        ),
        ("1 + status == 1", "'+' needs an int on both sides; `status` is a text".to_string(), "texts cannot be joined", "status"),
        ("due + 1 > 24h", "'+' needs two ints or two durations; `due` is a duration, `1` is an int".to_string(), "", "1"),
        ("due * 2 == 3", "'*' needs an int on both sides; `due` is a duration".to_string(), "", "due"),
        ("status == 2", "'==' needs the same type on both sides; `status` is a text, `2` is an int".to_string(), "", "2"),
        (
            "retry_count != \"2\"",
            "'!=' needs the same type on both sides; `retry_count` is an int, `\"2\"` is a text".to_string(),
            "",
            "\"2\"",
        ),
        ("status in [\"a\", 2]", "'in' needs one type throughout; `status` is a text, `2` is an int".to_string(), "", "2"),
        ("retry_count && paid", "'&&' needs a bool on both sides; `retry_count` is an int".to_string(), "", "retry_count"),
        (
            "paid || (retry_count + 1)",
            "'||' needs a bool on both sides; `(retry_count + 1)` is an int".to_string(),
            "",
            "(retry_count + 1)",
        ),
        ("!retry_count", "'!' needs a bool; `retry_count` is an int".to_string(), "", "retry_count"),
        ("!retry_count == true", "'!' needs a bool; `retry_count` is an int".to_string(), "", "retry_count"),
        ("-paid == 1", "'-' needs an int; `paid` is a bool".to_string(), "", "paid"),
        ("-due > 1h", "'-' needs an int; `due` is a duration".to_string(), "write `0s - due`", "due"),
        ("retry_count ? 1 : 2", "the condition of '?:' needs a bool; `retry_count` is an int".to_string(), "", "retry_count"),
        ("paid ? 1 : status", "'?:' needs results of one type; `1` is an int, `status` is a text".to_string(), "", "status"),
        (
            "retry_count == 1 < 2",
            "'<' needs an int on both sides; `retry_count == 1` is a bool".to_string(),
            "",
            "retry_count == 1",
        ),
    ] {
        let got = compiled(text, Type::Unknown);
        let first = got.diagnostics.first().expect(text);
        assert_eq!((&first.message, first.hint.as_deref().unwrap_or_default()), (&message, hint), "{text}");
        assert_eq!(&text[first.span.clone()], at, "{text}");
        assert_eq!(got.diagnostics.len(), 1, "{text}: {:?}", got.diagnostics);
        assert!(got.expr.is_none(), "{text}");
    }
}

#[test]
fn the_whole_has_the_type_its_place_needs() {
    let wrong = compiled("retry_count + 1", Type::Bool);
    assert_eq!(wrong.diagnostics[0].message, "a bool is needed here; `retry_count + 1` is an int");
    assert_eq!(wrong.diagnostics[0].hint.as_deref(), Some("compare it with something, using `==` or `<`"));
    let wrong = compiled("status", Type::Int);
    assert_eq!(wrong.diagnostics[0].message, "an int is needed here; `status` is a text");
    assert_eq!(compiled("paid", Type::Bool).expr.map(|expr| expr.ty()), Some(Type::Bool));
    // a name without a type takes the one that is needed
    assert_eq!(compiled("anything", Type::Bool).slots, [(5, Type::Bool, vec![])]);
    assert_eq!(compiled("anything", Type::Unknown).slots, [(5, Type::Unknown, vec![])]);
}

#[test]
fn several_mistakes_are_all_named_in_order_of_place() {
    let got = compiled("status < 2 && !retry_count && lost", Type::Bool);
    let messages: Vec<_> = got.diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        messages,
        ["'<' needs an int on both sides; `status` is a text", "'!' needs a bool; `retry_count` is an int", "unknown field `lost`",]
    );
}

#[test]
fn an_unknown_field_names_its_nearest_neighbour_and_still_compiles() {
    let got = compiled("retry_cout < 2", Type::Bool);
    assert!(got.expr.is_some());
    assert_eq!(
        got.diagnostics,
        [Diagnostic::warning(
            0..10,
            "unknown field `retry_cout`: did you mean `retry_count`?".to_string(),
            Some("declare it; until then its value is asked".to_string()),
        )]
    );
    assert_eq!(got.slots, [(100, Type::Int, vec![Value::Int(2)])]);
}

#[test]
fn a_refused_name_is_an_error_with_a_suggestion() {
    let got = compiled("Biling.retry_count < 2 && Biling.retry_count > 0", Type::Bool);
    assert!(got.expr.is_none());
    assert_eq!(
        got.diagnostics,
        [Diagnostic::error(
            0..18,
            "there is no aggregate Biling".to_string(),
            Some("did you mean `Billing.retry_count`?".to_string()),
        )]
    );
}

#[test]
fn a_text_a_field_never_holds_is_warned_about() {
    let mut texts = Texts::default();
    let known = ["active", "paused"].map(|text| texts.intern(text));
    let mut warned = |text: &str, known: &[Sym]| {
        let mut desk = Desk::default();
        desk.statuses = Some(known.to_vec());
        let got = compile(text, Type::Bool, &mut desk, &mut texts);
        assert!(got.expr.is_some(), "{text}");
        let said = |d: Diagnostic| (d.message, d.hint.unwrap_or_default(), text[d.span].to_string());
        got.diagnostics.into_iter().map(said).collect::<Vec<_>>()
    };
    let never = |message: &str, hint: &str, at: &str| vec![(message.to_string(), hint.to_string(), at.to_string())];
    let actve = never("`status` is never \"actve\": it is \"active\" or \"paused\"", "did you mean \"active\"?", "\"actve\"");
    for text in ["status == \"actve\"", "\"actve\" != status", "status in [\"paused\", \"actve\"]"] {
        assert_eq!(warned(text, &known), actve, "{text}");
    }
    assert_eq!(warned("status == \"active\"", &known), []);
    let gone = never("`status` is never \"gone\": it is \"active\"", "", "\"gone\"");
    assert_eq!(warned("status == \"gone\"", &known[..1]), gone);
    let none = never("`status` is never \"x\": it is never given a text", "", "\"x\"");
    assert_eq!(warned("status == \"x\"", &[]), none);
}

#[test]
fn forgotten_quotes_are_pointed_out() {
    let got = compiled("status == in_pause", Type::Bool);
    let hint = got.diagnostics[0].hint.as_deref();
    assert_eq!(hint, Some("a text is written \"in pause\""));
}

#[test]
fn types_follow_from_use() {
    for (text, expected) in [
        ("x == 1", vec![Type::Int]),
        ("x < 24h", vec![Type::Duration]),
        ("x && y == \"a\"", vec![Type::Bool, Type::Text]),
        ("x == y && y == 2", vec![Type::Int, Type::Int]),
        ("x < y && y > 1h", vec![Type::Duration, Type::Duration]),
        ("x in [y, 3]", vec![Type::Int, Type::Int]),
        ("(paid ? x : y) == 'a'", vec![Type::Bool, Type::Text, Type::Text]),
        ("x + y > z", vec![Type::Unknown; 3]),
        ("x + y > 1", vec![Type::Int; 2]),
        ("x % y == z", vec![Type::Int; 3]),
        ("x == y", vec![Type::Unknown; 2]),
        ("anything != paid", vec![Type::Bool; 2]),
    ] {
        let got = compiled(text, Type::Bool);
        assert!(got.expr.is_some(), "{text}");
        let types: Vec<_> = got.slots.iter().map(|(_, ty, _)| *ty).collect();
        assert_eq!(types, expected, "{text}");
    }
    let late = compiled("x < y && y == \"a\"", Type::Bool);
    assert!(late.expr.is_none());
    let last = late.diagnostics.last().map(|d| d.message.as_str());
    assert_eq!(last, Some("unknown field `y`"));
    assert!(late.diagnostics.iter().any(|d| d.message == "'<' needs an int or a duration on both sides; `x` is a text"));
}

#[test]
fn constants_compared_with_become_options() {
    let mut texts = Texts::default();
    let text = "2 > retry_count || retry_count in [5, -1, 2] || status == 'a' || retry_count + 1 == 9";
    let got = compile(text, Type::Bool, &mut Desk::default(), &mut texts);
    let a = Value::Text(texts.find("a").expect("interned"));
    let counts = [2, 5, -1].map(Value::Int).to_vec();
    assert_eq!(got.slots, [(0, Type::Int, counts), (2, Type::Text, vec![a])]);
}

#[test]
fn words_apart_are_one_field_and_each_name_is_asked_once() {
    let mut desk = Desk::default();
    let text = "retry count < 2 && Parcel  Locker.free && retry_count > 0 && Billing.retry count == 1";
    let got = compile(text, Type::Bool, &mut desk, &mut Texts::default());
    assert_eq!(got.diagnostics, []);
    assert_eq!(desk.asked, ["retry_count", "Parcel Locker.free", "Billing.retry_count"]);
    let expr = got.expr.expect("compiles");
    assert_eq!(expr.text(), text);
    let reads: Vec<_> = expr.reads().iter().map(|(slot, name)| (*slot, &**name)).collect();
    assert_eq!(reads, [(0, FIELDS[0].0), (7, FIELDS[7].0), (6, FIELDS[6].0)]);
}

#[test]
fn long_parts_are_cut_in_messages() {
    let long = format!("paid && ({})", ["retry_count"; 9].join(" + "));
    let got = compiled(&long, Type::Bool);
    assert_eq!(got.diagnostics[0].message, "'&&' needs a bool on both sides; `(retry_count + retry_count + retry_coun…` is an int");
}
