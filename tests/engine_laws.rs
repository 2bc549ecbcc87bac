//! The laws of runs, over generated boards and inputs: back then forward is identity, replaying gives the same run, a branch never
//! changes its sibling.

mod support;

use std::sync::Arc;

use proptest::prelude::*;
use squall::board::Literal;
use squall::engine::value::Type;
use squall::engine::{Answer, Index, Moved, Progress, Question, Run, Silent, Step, compile};
use support::boards;

/// Something done to a run, chosen by numbers so that it fits any board.
#[derive(Debug, Clone)]
enum Act {
    Issue(u8),
    Answer(u8),
    Forward(u8),
    Back(u8),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        3 => any::<u8>().prop_map(Act::Issue),
        4 => any::<u8>().prop_map(Act::Answer),
        6 => (1..20u8).prop_map(Act::Forward),
        2 => (1..10u8).prop_map(Act::Back),
    ];
    prop::collection::vec(act, 1..40)
}

fn act(run: &mut Run, act: &Act) {
    match act {
        Act::Issue(number) => {
            let commands = run.model().commands.len();
            if commands > 0 && run.is_quiet() {
                run.issue((*number as usize % commands) as Index, &[], None).expect("a quiet run takes any command");
            }
        }
        Act::Answer(number) => {
            if let Some(question) = run.question() {
                run.answer(some_answer(&question, *number)).expect("it fits");
            }
        }
        Act::Forward(times) => {
            for _ in 0..*times {
                if run.forward(None) != Moved::Stepped {
                    break;
                }
            }
        }
        Act::Back(times) => {
            for _ in 0..*times {
                run.back();
            }
        }
    }
}

fn some_answer(question: &Question, number: u8) -> Answer {
    match question {
        Question::Value { ty, .. } => Answer::Value(match ty {
            Type::Int => Literal::Int(i64::from(number) - 100),
            Type::Bool => Literal::Bool(number.is_multiple_of(2)),
            Type::Duration => Literal::Text(format!("{number}h")),
            Type::Text | Type::Unknown => Literal::Text(format!("t{}", number % 3)),
        }),
        Question::Guard { .. } => Answer::Yes(number.is_multiple_of(2)),
        Question::Outcome { options, .. } => Answer::Outcome(options[number as usize % options.len()]),
        Question::Reaction { commands, .. } => Answer::Reaction(u16::from(number) % commands.len() as u16),
    }
}

/// Everything that can be seen of a run.
fn seen(run: &mut Run) -> (Vec<Step>, Vec<squall::engine::State>, String, Option<Question>, i64) {
    let rows: Vec<_> = (0..run.model().read_models.len()).map(|index| run.rows(index as Index).to_vec()).collect();
    let agenda: Vec<_> = run.what_waits().collect();
    (run.steps().cloned().collect(), run.states().collect(), format!("{rows:?} {agenda:?}"), run.question(), run.world().clock())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn back_then_forward_is_identity(board in boards::boards(16), acts in acts(), times in 1..60usize) {
        let mut run = Run::new(Arc::new(compile(&board)));
        acts.iter().for_each(|one| act(&mut run, one));
        // What was put in and not acted upon is taken back for good: begin with nothing in the air.
        while matches!(run.forward(None), Moved::Stepped) && run.len() < 200 {}
        if run.is_unfinished() {
            run.back();
        }
        let length = run.len();
        let before = seen(&mut run);
        let times = times.min(length);
        for _ in 0..times {
            prop_assert!(run.back());
        }
        prop_assert_eq!(run.len(), length - times);
        for _ in 0..times {
            prop_assert_eq!(run.forward(None), Moved::Stepped);
        }
        prop_assert_eq!(seen(&mut run), before);
    }

    #[test]
    fn the_same_inputs_give_the_same_run_and_the_start_is_the_start(board in boards::boards(16), acts in acts()) {
        let model = Arc::new(compile(&board));
        let (mut one, mut other) = (Run::new(model.clone()), Run::new(model.clone()));
        acts.iter().for_each(|step| act(&mut one, step));
        acts.iter().for_each(|step| act(&mut other, step));
        prop_assert_eq!(seen(&mut one), seen(&mut other));
        while one.back() {}
        prop_assert_eq!(seen(&mut one), seen(&mut Run::new(model)));
    }

    #[test]
    fn a_branch_never_changes_its_sibling(board in boards::boards(16), acts in acts(), first in any::<u8>(), second in any::<u8>()) {
        let mut run = Run::new(Arc::new(compile(&board)));
        acts.iter().for_each(|one| act(&mut run, one));
        run.play(100, None);
        let Some(question) = run.question() else { return Ok(()) };
        let at = run.len();
        let take = |run: &mut Run, number: u8| {
            run.answer(some_answer(&question, number)).expect("it fits");
            run.play(20, None);
            run.steps().cloned().collect::<Vec<_>>()
        };
        let one = take(&mut run, first);
        while run.len() > at {
            run.back();
        }
        // An answer that led to another question, and not yet to a step, is taken back as well.
        if run.question().as_ref() != Some(&question) { return Ok(()) }
        take(&mut run, second);
        while run.len() > at {
            run.back();
        }
        if run.question().as_ref() != Some(&question) { return Ok(()) }
        prop_assert_eq!(take(&mut run, first), one);
    }

    #[test]
    fn a_run_that_keeps_no_story_makes_the_same_steps(board in boards::boards(16), numbers in prop::collection::vec(any::<u8>(), 1..20)) {
        let model = Arc::new(compile(&board));
        let (mut run, mut silent) = (Run::new(model.clone()), Silent::new(&model));
        for number in numbers.iter().filter(|_| !model.commands.is_empty()) {
            if run.is_quiet() {
                let command = (*number as usize % model.commands.len()) as Index;
                run.issue(command, &[], None).expect("a quiet run takes any command");
                prop_assert!(silent.issue(command));
            }
            let before = run.len();
            let moved = run.play(200, None);
            let question = match moved {
                Some(Moved::Asks(question)) => Some(question),
                Some(Moved::Done) => None,
                // A run knows that it goes round; without a story nobody does.
                _ => return Ok(()),
            };
            let ended = question.clone().map_or(Progress::Done, Progress::Asks);
            prop_assert_eq!(silent.play(1000), (run.len() - before, ended));
            prop_assert_eq!(silent.world().clock(), run.world().clock());
            let Some(question) = question else { continue };
            let answer = some_answer(&question, *number);
            // Values are for runs that keep texts.
            if !silent.answer(&question, &answer) { return Ok(()) }
            run.answer(answer).expect("it fits");
        }
    }
}
