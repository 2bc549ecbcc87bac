//! Boards written down in a test, and runs of them as lines to compare.

use std::sync::Arc;

use squall::board::{Board, Literal};
use squall::engine::value::Type;
use squall::engine::{Answer, Moved, Question, Run, compile, duration, tell};

/// A board from its notes as JSON. Notes refer to each other by their texts.
pub fn board(notes: serde_json::Value) -> Board {
    let file = serde_json::json!({ "squall": 1, "title": "Test", "notes": notes });
    let mut next = 0;
    let mut ids = || {
        next += 1;
        uuid::Uuid::from_u128(next)
    };
    squall::store::read(&file.to_string(), &mut ids).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// A run of a board that has not begun.
pub fn run(notes: serde_json::Value) -> Run {
    Run::new(Arc::new(compile(&board(notes))))
}

/// Issues a command by its name.
pub fn issue(run: &mut Run, name: &str, arguments: &[(&str, Literal)]) {
    let command = run.model().commands.iter().position(|command| &*command.name == name).expect("the command is on the board");
    let arguments: Vec<(String, Literal)> = arguments.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    run.issue(command as u32, &arguments, None).expect("the command can be issued");
}

/// Issues a command and plays until something is asked or nothing is left to do.
pub fn play(run: &mut Run, name: &str, arguments: &[(&str, Literal)]) -> Option<Moved> {
    issue(run, name, arguments);
    run.play(100_000, None)
}

/// Answers the open question with one of its options, by its words, or with a value, and plays on.
pub fn answer(run: &mut Run, with: &str) -> Option<Moved> {
    let question = run.question().expect("something is asked");
    let (_, words) = tell::question(run, &question);
    let at = words.iter().position(|word| word == with);
    let answer = match (&question, at) {
        (Question::Outcome { options, .. }, Some(at)) => Answer::Outcome(options[at]),
        (Question::Reaction { .. }, Some(at)) => Answer::Reaction(at as u16),
        (Question::Guard { .. }, _) => Answer::Yes(with == "yes"),
        (Question::Value { .. }, _) => Answer::Value(match with.parse() {
            Ok(int) => Literal::Int(int),
            Err(_) => Literal::Text(with.to_owned()),
        }),
        _ => panic!("{with} is not among {words:?}"),
    };
    run.answer(answer).expect("the answer fits");
    run.play(100_000, None)
}

/// What is asked, in words.
pub fn asked(run: &mut Run) -> String {
    run.question()
        .map(|question| tell::question(run, &question))
        .map_or(String::new(), |(text, options)| format!("{text} {options:?}"))
}

/// The steps of a run, each as `time sign head | remark`.
pub fn log(run: &Run) -> Vec<String> {
    run.steps()
        .map(|step| {
            let line = tell::line(run, &step.what);
            let remark = if line.remark.is_empty() { String::new() } else { format!(" | {}", line.remark) };
            format!("{} {} {}{remark}", duration::format(step.at), line.sign, line.head)
        })
        .collect()
}

/// Only the lines of the log that hold one of the signs.
pub fn only(run: &Run, signs: &str) -> Vec<String> {
    let sign = |line: &String| line.split(' ').nth(1).and_then(|sign| sign.chars().next());
    log(run).into_iter().filter(|line| sign(line).is_some_and(|sign| signs.contains(sign))).collect()
}

/// The value of a field of an aggregate's state, in words.
pub fn state(run: &Run, aggregate: &str, field: &str) -> String {
    let found =
        run.states().filter(|state| &*run.model().aggregate(state.aggregate).name == aggregate).flat_map(|state| state.fields);
    let value = found.into_iter().find(|(name, _)| run.texts().get(*name) == field);
    value.map_or_else(|| panic!("{aggregate} has no {field}"), |(_, value)| tell::shown(run, value))
}

/// A run with every command of the board issued where that is possible, every question answered with what comes first.
pub fn everything(board: &Board) -> Run {
    let mut run = Run::new(Arc::new(compile(board)));
    for command in 0..run.model().commands.len() as u32 {
        if run.issue(command, &[], None).is_err() {
            continue;
        }
        while let Some(Moved::Asks(question)) = run.play(2_000, None) {
            let answer = match question {
                Question::Outcome { options, .. } => Answer::Outcome(options[0]),
                Question::Reaction { .. } => Answer::Reaction(0),
                Question::Guard { .. } => Answer::Yes(true),
                Question::Value { ty, .. } => Answer::Value(match ty {
                    Type::Text => Literal::Text("x".to_owned()),
                    Type::Bool => Literal::Bool(true),
                    Type::Duration => Literal::Text("1h".to_owned()),
                    _ => Literal::Int(1),
                }),
            };
            run.answer(answer).expect("it fits");
            if run.len() > 2_000 {
                break;
            }
        }
    }
    run
}

/// An answer that fits a question, chosen by a number; a whole number is given beside it.
pub fn some_answer(question: &Question, number: u8, int: i64) -> Answer {
    match question {
        Question::Value { ty, .. } => Answer::Value(match ty {
            Type::Int => Literal::Int(int),
            Type::Bool => Literal::Bool(number.is_multiple_of(2)),
            Type::Duration => Literal::Text(format!("{number}h")),
            Type::Text | Type::Unknown => Literal::Text(format!("t{}", number % 3)),
        }),
        Question::Guard { .. } => Answer::Yes(number.is_multiple_of(2)),
        Question::Outcome { options, .. } => Answer::Outcome(options[number as usize % options.len()]),
        Question::Reaction { commands, .. } => Answer::Reaction(u16::from(number) % commands.len() as u16),
    }
}
