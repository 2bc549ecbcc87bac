//! Arbitrary workshops, and dots on hot spots.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use squall::board::{Clock, Kind, Past, Phase, Request, Session, Stint, Taken, Topic, Workshop};

use super::boards::{date, json, once, text, unknown};

/// What a workshop leaves on a board.
pub fn workshop() -> impl Strategy<Value = Workshop> {
    let unknown = prop_oneof![3 => Just(Vec::new()), 1 => vec((text(), json()), 0..3).prop_map(once)];
    let parts = (option::of(text()), vec(phase(), 0..3), option::of(request()), vec(topic(), 0..3), option::of(session()), unknown);
    let some = parts.prop_map(|(agenda, phases, request, parked, session, unknown)| Workshop {
        agenda,
        phases,
        request,
        parked,
        session,
        unknown,
    });
    prop_oneof![1 => Just(Workshop::default()), 2 => some]
}

/// Who gave how many dots.
pub fn votes() -> impl Strategy<Value = Vec<(String, u32)>> {
    prop_oneof![2 => Just(Vec::new()), 1 => vec((text(), prop_oneof![1u32..5, 1u32..=u32::MAX]), 1..4).prop_map(once)]
}

fn phase() -> impl Strategy<Value = Phase> {
    let minutes = || option::of(0u32..=Phase::LONGEST);
    let looks_for = vec(prop_oneof![select(vec!["event-not-past", "of a newer version"]).prop_map(str::to_owned), text()], 0..3);
    let parts =
        (text(), minutes(), minutes(), vec(select(Kind::ALL.to_vec()), 0..4), text(), vec(text(), 0..3), looks_for, unknown());
    parts.prop_map(|(name, least, minutes, kinds, activity, questions, looks_for, unknown)| Phase {
        name,
        least,
        minutes,
        kinds,
        activity,
        questions,
        looks_for,
        unknown,
    })
}

fn request() -> impl Strategy<Value = Request> {
    let taken = (any::<u32>(), 1u32..99, select(Kind::ALL.to_vec()), unknown()).prop_map(|(from, length, kind, unknown)| {
        let from = from.min(u32::MAX - length);
        Taken { from, to: from + length, kind, unknown }
    });
    (text(), vec(taken, 0..3), unknown()).prop_map(|(text, taken, unknown)| Request { text, taken, unknown })
}

fn topic() -> impl Strategy<Value = Topic> {
    let parts = (text(), option::of(text()), any::<bool>(), unknown());
    parts.prop_map(|(text, by, done, unknown)| Topic { text, by, done, unknown })
}

fn session() -> impl Strategy<Value = Session> {
    let clock = prop_oneof![
        date().prop_map(Clock::Runs),
        (-100_000i64..100_000, option::of(date())).prop_map(|(left, since)| Clock::Stands { left, since }),
        Just(Clock::None)
    ];
    let stint =
        (text(), date(), option::of(date()), prop_oneof![Just(0i64), 0i64..9999], option::of(0i64..9999), any::<bool>(), unknown());
    let stint = stint.prop_map(|(phase, began, ended, paused, planned, skipped, unknown)| Stint {
        phase,
        began,
        ended,
        paused,
        planned,
        skipped,
        unknown,
    });
    let stint = stint.boxed();
    let past = (option::of(text()), vec(stint.clone(), 0..2), unknown());
    let past = past.prop_map(|(phase, log, unknown)| Past { phase, log, unknown });
    let parts = (0usize..9, clock, vec(stint, 0..3), vec(past, 0..2), unknown());
    parts.prop_map(|(phase, clock, log, earlier, unknown)| Session { phase, clock, log, earlier, unknown })
}
