//! The laws of runs, over generated boards and inputs: stepping is deterministic, back then forward is identity, replaying gives
//! the same run, a branch never changes its sibling, and wherever a run goes it finds what it left.

mod support;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use proptest::prelude::*;
use squall::board::{Board, Detail, Edit, Guard, Note, NoteId};
use squall::engine::{Index, Moved, Place, Progress, Question, Run, Silent, Step, World, Would, compile, replay, tell};
use support::{boards, lively, play};

/// Something done to a run, chosen by numbers so that it fits any board.
#[derive(Debug, Clone)]
enum Act {
    Issue(u8),
    Answer(u8),
    Forward(u8),
    /// Forward, answering whatever is asked.
    Play(u8, u8),
    Back(u8),
    Bring(u8),
    Go(u8),
    Would(u8),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        3 => any::<u8>().prop_map(Act::Issue),
        4 => any::<u8>().prop_map(Act::Answer),
        6 => (1..20u8).prop_map(Act::Forward),
        3 => (1..50u8, any::<u8>()).prop_map(|(times, with)| Act::Play(times, with)),
        2 => (1..10u8).prop_map(Act::Back),
        2 => any::<u8>().prop_map(Act::Bring),
        4 => any::<u8>().prop_map(Act::Go),
        1 => any::<u8>().prop_map(Act::Would),
    ];
    // A run that has not begun obeys every law.
    (any::<[u8; 2]>(), prop::collection::vec(act, 0..60)).prop_map(|([command, with], mut acts)| {
        acts.splice(0..0, [Act::Issue(command), Act::Play(40, with)]);
        acts
    })
}

/// Boards on which something happens, and now and then any board at all.
fn any_board() -> impl Strategy<Value = Board> {
    prop_oneof![4 => lively::lively(), 1 => boards::boards(16)]
}

/// A run, with everywhere it has been.
struct Traveller {
    run: Run,
    /// Every place it stood at with nothing in the air, in order.
    been: Vec<Place>,
    /// What it saw there.
    worlds: HashMap<Place, (World, Vec<Step>)>,
}

impl Traveller {
    fn new(board: &Board) -> Traveller {
        let mut traveller = Traveller { run: Run::new(Arc::new(compile(board))), been: Vec::new(), worlds: HashMap::new() };
        traveller.look();
        traveller
    }

    fn travelled(board: &Board, acts: &[Act]) -> Traveller {
        let mut traveller = Traveller::new(board);
        acts.iter().for_each(|one| traveller.act(one));
        traveller.run.go_to(traveller.run.place());
        traveller
    }

    fn look(&mut self) {
        let place = self.run.place();
        if !self.run.is_unfinished() && !self.worlds.contains_key(&place) {
            self.been.push(place);
            self.worlds.insert(place, (self.run.world().clone(), self.run.steps().cloned().collect()));
        }
    }

    fn pick(&self, number: u8) -> Place {
        self.been[number as usize * 7 % self.been.len()]
    }

    fn act(&mut self, one: &Act) {
        match one {
            Act::Forward(times) => {
                for _ in 0..*times {
                    if self.run.forward(None) != Moved::Stepped {
                        break;
                    }
                    self.look();
                }
            }
            Act::Play(times, with) => {
                for nth in 0..*times {
                    play_on(&mut self.run, with.wrapping_add(nth));
                    self.look();
                }
            }
            Act::Go(number) => {
                let place = self.pick(*number);
                self.run.go_to(place);
            }
            one => act(&mut self.run, one),
        }
        self.look();
    }
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
                run.answer(play::some_answer(&question, *number, i64::from(*number) - 100)).expect("it fits");
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
        Act::Bring(number) => {
            let due = run.due_together().len();
            if due > 0 {
                run.bring_forward(*number as usize % due).expect("it waits there");
            }
        }
        Act::Would(number) => {
            let commands = run.model().commands.len();
            if commands > 0 {
                run.would((*number as usize % commands) as Index);
            }
        }
        Act::Play(times, with) => (0..*times).for_each(|nth| play_on(run, with.wrapping_add(nth))),
        Act::Go(_) => {}
    }
}

/// A step on, with an answer where one is asked for, and now and then in another order.
fn play_on(run: &mut Run, with: u8) {
    let due = run.due_together().len();
    if due > 0 && with.is_multiple_of(3) {
        run.bring_forward(with as usize % due).expect("it waits there");
    }
    if let Some(question) = run.question() {
        run.answer(play::some_answer(&question, with, i64::from(with) - 100)).expect("it fits");
    }
    run.forward(None);
}

/// Everything that can be seen of a run.
fn seen(run: &mut Run) -> (Vec<Step>, Vec<squall::engine::State>, String, Option<Question>, i64) {
    let rows: Vec<_> = (0..run.model().read_models.len()).map(|index| run.rows(index as Index).to_vec()).collect();
    let agenda: Vec<_> = run.what_waits().collect();
    (run.steps().cloned().collect(), run.states().collect(), format!("{rows:?} {agenda:?}"), run.question(), run.world().clock())
}

/// What a run tells, in words: the same in any model whose notes say the same.
fn told(run: &Run) -> (Vec<String>, Vec<String>) {
    let states = run.states().flat_map(|state| {
        let aggregate = run.model().aggregate(state.aggregate).name.to_string();
        let key = tell::shown(run, state.key);
        state.fields.into_iter().map(move |(name, value)| format!("{aggregate} {key} {}", tell::named(run, name, value)))
    });
    (play::log(run), states.collect())
}

/// The notes that a run came by.
fn touched(run: &Run) -> HashSet<NoteId> {
    let mut notes = HashSet::new();
    for step in run.steps() {
        let (acting, touched) = tell::notes(run, &step.what);
        notes.extend(acting.into_iter().chain(touched));
    }
    notes
}

/// The note with other words, and with other rules where nothing but itself reads them. Aggregates stay: any expression may name
/// them, and what they remember is named by others too.
fn edited(note: &Note) -> Option<Note> {
    let mut note = note.clone();
    note.text = format!("{} once more", note.text);
    match &mut note.detail {
        Detail::Aggregate(_) => return None,
        Detail::Policy(policy) => {
            policy.guard = Some("1 < 2".to_owned());
            // What a policy gives a command is an argument of that command, whoever issues it.
            policy.then.retain(|reaction| !reaction.with.is_empty());
        }
        Detail::Command(command) => {
            command.outcomes.iter_mut().for_each(|outcome| outcome.guard = Guard::When("1 > 2".to_owned()));
        }
        Detail::Event(event) => event.pivotal = !event.pivotal,
        Detail::ReadModel(model) => model.shows.push("nothing".to_owned()),
        _ => {}
    }
    Some(note)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn back_then_forward_is_identity(board in any_board(), acts in acts(), times in 1..60usize) {
        let mut run = Run::new(Arc::new(compile(&board)));
        acts.iter().for_each(|one| act(&mut run, one));
        // What was put in and not acted upon is taken back for good: begin with nothing in the air.
        while matches!(run.forward(None), Moved::Stepped) && run.len() < 200 {}
        run.go_to(run.place());
        let length = run.len();
        let before = seen(&mut run);
        let world = run.world().clone();
        let times = times.min(length);
        for _ in 0..times {
            prop_assert!(run.back());
        }
        prop_assert_eq!(run.len(), length - times);
        for _ in 0..times {
            prop_assert_eq!(run.forward(None), Moved::Stepped);
        }
        prop_assert_eq!(seen(&mut run), before);
        prop_assert!(*run.world() == world);
    }

    #[test]
    fn stepping_is_deterministic_and_the_start_is_the_start(board in any_board(), acts in acts()) {
        let model = Arc::new(compile(&board));
        let (mut one, mut other) = (Run::new(model.clone()), Run::new(model.clone()));
        acts.iter().for_each(|step| act(&mut one, step));
        acts.iter().for_each(|step| act(&mut other, step));
        prop_assert_eq!(seen(&mut one), seen(&mut other));
        prop_assert!(one.world() == other.world());
        prop_assert_eq!(one.all_branches(), other.all_branches());
        while one.back() {}
        let mut fresh = Run::new(model);
        prop_assert_eq!(seen(&mut one), seen(&mut fresh));
        prop_assert!(one.world() == fresh.world());
    }

    #[test]
    fn replaying_the_answers_of_a_run_gives_the_same_run(board in any_board(), acts in acts()) {
        let run = Traveller::travelled(&board, &acts).run;
        let again = replay(&run, Arc::new(compile(&board)));
        prop_assert_eq!(again.differs, None);
        prop_assert_eq!(told(&again.run), told(&run));
        for number in 0..run.len() {
            prop_assert_eq!(again.run.was_answered(number), run.was_answered(number));
        }
    }

    #[test]
    fn editing_a_note_that_a_run_never_touched_changes_nothing_in_the_replay(board in any_board(), acts in acts()) {
        let run = Traveller::travelled(&board, &acts).run;
        let touched = touched(&run);
        let before = told(&run);
        let mut board = board;
        for note in board.notes().to_vec() {
            if let Some(note) = edited(&note).filter(|note| !touched.contains(&note.id)) {
                let made = board.apply(Edit::Replace { note: Box::new(note), before: None });
                prop_assert!(made.is_ok(), "{:?}", made);
            }
        }
        let again = replay(&run, Arc::new(compile(&board)));
        prop_assert_eq!(again.differs, None);
        let unworded: Vec<String> = told(&again.run).0.iter().map(|line| line.replace(" once more", "")).collect();
        prop_assert_eq!(unworded, before.0);
    }

    #[test]
    fn a_branch_never_changes_its_sibling(board in any_board(), acts in acts()) {
        let Traveller { mut run, been, worlds } = Traveller::travelled(&board, &acts);
        for place in been {
            let (world, steps) = &worlds[&place];
            prop_assert!(run.way(place).into_iter().eq(steps), "step for step, seen from elsewhere");
            run.go_to(place);
            prop_assert!(run.place() == place && run.steps().eq(steps), "and gone there");
            prop_assert!(run.world() == world);
        }
    }

    #[test]
    fn going_anywhere_and_back_is_identity(board in any_board(), acts in acts(), to in any::<u8>()) {
        let mut traveller = Traveller::travelled(&board, &acts);
        let (here, there) = (traveller.run.place(), traveller.pick(to));
        let (before, world) = (seen(&mut traveller.run), traveller.run.world().clone());
        traveller.run.go_to(there);
        prop_assert_eq!(traveller.run.place(), there);
        traveller.run.go_to(here);
        prop_assert_eq!(seen(&mut traveller.run), before);
        prop_assert!(*traveller.run.world() == world);
    }

    #[test]
    fn bringing_forward_and_going_back_is_identity(board in any_board(), acts in acts(), which in any::<u8>()) {
        let mut traveller = Traveller::travelled(&board, &acts);
        // Somewhere on the way there, commands may be due together.
        let places = std::mem::take(&mut traveller.been);
        let run = &mut traveller.run;
        for place in places {
            run.go_to(place);
            let due = run.due_together();
            prop_assert_ne!(due.len(), 1);
            if due.is_empty() { continue }
            let (before, world) = (seen(run), run.world().clone());
            let position = which as usize % due.len();
            prop_assert!(run.bring_forward(due.len()).is_err());
            run.bring_forward(position).expect("it waits there");
            let mut order = due.clone();
            order[..=position].rotate_right(1);
            prop_assert_eq!(run.due_together(), order);
            if run.forward(None) == Moved::Stepped {
                run.back();
            } else {
                run.go_to(place);
            }
            prop_assert_eq!(run.due_together(), due.clone());
            prop_assert_eq!(seen(run), before.clone());
            prop_assert!(*run.world() == world);
            // Until all of them have been at the front once more: the order is the first again, and nothing was put in.
            for _ in 0..due.len() {
                run.bring_forward(due.len() - 1).expect("it waits there");
            }
            prop_assert!(!run.is_unfinished() && *run.world() == world);
        }
    }

    #[test]
    fn asking_what_a_command_would_do_does_nothing_and_tells_the_truth(board in any_board(), acts in acts(), which in any::<u8>()) {
        let mut run = Traveller::travelled(&board, &acts).run;
        let commands = run.model().commands.len();
        if commands == 0 { return Ok(()) }
        let command = (which as usize % commands) as Index;
        let (before, world, branches) = (seen(&mut run), run.world().clone(), run.all_branches());
        let would = run.would(command);
        prop_assert_eq!(seen(&mut run), before);
        prop_assert!(*run.world() == world);
        prop_assert_eq!(run.all_branches(), branches);
        if would == Would::Wait {
            prop_assert!(!run.is_quiet());
            return Ok(());
        }
        let from = run.len();
        run.issue(command, &[], None).expect("a quiet run takes any command");
        // What is remembered of an earlier time is not asked again: whatever follows is looked at step by step.
        let mut asked = run.question();
        if asked.is_none() && run.forward(None) == Moved::Stepped && would != Would::End {
            asked = run.question();
            if asked.is_none() {
                run.forward(None);
            }
        }
        let last = run.steps().skip(from).last().map(|step| step.what.kind());
        match would {
            Would::Ask(question) => prop_assert_eq!(asked, Some(question)),
            Would::Decide(options) if options.len() > 1 => prop_assert_eq!(asked, Some(Question::Outcome { command, options })),
            Would::Decide(_) => prop_assert_eq!((asked, last), (None, Some("outcome-chosen"))),
            Would::Refused(_) => prop_assert_eq!((asked, last), (None, Some("command-rejected"))),
            Would::End | Would::Wait => prop_assert_eq!((asked, last), (None, Some("command-issued"))),
        }
    }

    #[test]
    fn branches_share_what_is_common_and_part_where_the_inputs_do(board in any_board(), acts in acts()) {
        let Traveller { run, been, .. } = Traveller::travelled(&board, &acts);
        let branches = run.all_branches();
        let way = |end: Place| (0..run.way(end).len()).map(|number| run.place_on(end, number).expect("on the way")).collect::<Vec<_>>();
        let ways: Vec<Vec<Place>> = branches.iter().map(|branch| way(branch.end)).collect();
        prop_assert_eq!(run.forks(), branches.len().saturating_sub(1));
        for (right, branch) in branches.iter().enumerate() {
            prop_assert_eq!(branch.steps, ways[right].len());
            for left in 0..right {
                let common = ways[left].iter().zip(&ways[right]).take_while(|(one, other)| one == other).count();
                let compared = run.compare(branches[left].end, branch.end);
                prop_assert_eq!((compared.shared, compared.left, compared.right), (common, ways[left].len(), ways[right].len()));
                prop_assert!(run.way(branches[left].end)[..common] == run.way(branch.end)[..common]);
                // Where they part, something else was put in.
                prop_assert_ne!(run.inputs_of(ways[left][common]), run.inputs_of(ways[right][common]));
                prop_assert!(common <= branch.leaves);
            }
            prop_assert_eq!(&*branch.inputs, run.inputs_of(ways[right][branch.leaves]));
            prop_assert_eq!(branch.depth == 0, right == 0);
        }
        // Every step stands on a branch, and on one only as its own.
        let own: usize = branches.iter().map(|branch| branch.steps - branch.leaves).sum();
        prop_assert_eq!(own, ways.iter().flatten().collect::<HashSet<_>>().len());
        prop_assert!(been.iter().all(|place| *place == Place::START || ways.iter().any(|way| way.contains(place))));
        prop_assert_eq!(branches.iter().filter(|branch| branch.current).count(), usize::from(!branches.is_empty()));
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
            let answer = play::some_answer(&question, *number, i64::from(*number) - 100);
            // Values are for runs that keep texts.
            if !silent.answer(&question, &answer) { return Ok(()) }
            run.answer(answer).expect("it fits");
        }
    }
}
