//! Generated boards on which something happens: commands that decide by what they remember, policies that set off several commands
//! at once or later, instances, read models. [`super::boards`] makes anything a file may hold; these make runs long and branching.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use squall::board::Board;

use super::play;

/// Numbers that say what a note is like.
type Dice = [u8; 4];

/// Boards of a few commands with what follows them.
pub fn lively() -> impl Strategy<Value = Board> {
    (vec(any::<Dice>(), 2..5), vec(any::<Dice>(), 3..8), any::<Dice>()).prop_map(|(commands, policies, rest)| {
        let mut notes = vec![
            json!({"kind": "actor", "text": "Guest"}),
            json!({"kind": "aggregate", "text": "Count", "state": {"n": 0, "size": rest[0] % 3}, "invariants": ["n < 3"]}),
            json!({"kind": "aggregate", "text": "Box", "state": {"n": 0}, "identified_by": "id"}),
            json!({"kind": "read_model", "text": "Boxes", "built_from": ["Event 0", "Event 1"], "keyed_by": "id"}),
        ];
        for (number, dice) in commands.iter().enumerate() {
            notes.push(command(number, dice));
            for outcome in 0..2 {
                notes.push(json!({"kind": "event", "text": format!("Event {}", number * 2 + outcome)}));
            }
        }
        notes.extend(policies.iter().enumerate().map(|(number, dice)| policy(number, dice, commands.len())));
        // A note that nothing leads to.
        notes.push(json!({"kind": "command", "text": "Lonely", "actors": ["Guest"], "aggregate": "Count", "outcomes": [{"events": ["Alone"]}]}));
        notes.push(json!({"kind": "event", "text": "Alone"}));
        notes.push(json!({"kind": "policy", "text": "Silent", "when": ["Alone"], "where": "n < 1", "then": [{"command": "Lonely"}]}));
        play::board(Value::Array(notes))
    })
}

fn command(number: usize, dice: &Dice) -> Value {
    let guard = |die: u8| match die % 9 {
        0 | 1 | 7 | 8 => json!({}),
        2 => json!({"when": "n < 2"}),
        3 => json!({"when": "n + size > 2"}),
        4 => json!({"when": "weather == \"fine\" || n > 4"}),
        5 => json!({"when": "n <"}),
        _ => json!({"otherwise": true}),
    };
    let outcome = |which: usize, die: u8| {
        let mut outcome = guard(die);
        outcome["events"] = json!([format!("Event {}", number * 2 + which)]);
        if !die.is_multiple_of(3) {
            outcome["set"] = json!({"n": if die.is_multiple_of(2) { "n + 1" } else { "0" }});
        }
        outcome
    };
    let mut outcomes = vec![outcome(0, dice[0])];
    if !dice[1].is_multiple_of(3) {
        outcomes.push(outcome(1, dice[1]));
    }
    let mut command = json!({"kind": "command", "text": format!("Command {number}"), "outcomes": outcomes});
    if !dice[2].is_multiple_of(4) {
        command["aggregate"] = json!(if dice[2].is_multiple_of(2) { "Box" } else { "Count" });
    }
    if dice[3].is_multiple_of(2) {
        command["actors"] = json!(["Guest"]);
    }
    if dice[3].is_multiple_of(3) {
        command["fields"] = json!({"id": "a", "amount": dice[3]});
    }
    command
}

fn policy(number: usize, dice: &Dice, commands: usize) -> Value {
    let then = |die: u8| {
        let mut then = json!({"command": format!("Command {}", usize::from(die) % commands)});
        match dice[3] / 5 % 4 {
            0 | 1 => then["after"] = json!("1h"),
            2 if die.is_multiple_of(2) => then["after"] = json!("3h"),
            _ => {}
        }
        if die.is_multiple_of(3) && then["after"].is_string() {
            then["unless"] = json!(["Event 1"]);
        }
        then
    };
    let mut policy = json!({
        "kind": "policy", "text": format!("Policy {number}"), "when": [format!("Event {}", (usize::from(dice[0]) * 2 + usize::from(dice[0] > 200)) % (2 * commands))],
        "then": [then(dice[1]), then(dice[2])],
    });
    match dice[3] % 5 {
        0 => policy["where"] = json!("n < 3"),
        1 => policy["where"] = json!("Count.n < 2"),
        2 => policy["choose"] = json!(true),
        _ => {}
    }
    policy
}
