//! The keys of one's own: commands by their ids, each with the keys that it has instead of those of the table.

use std::ops::Range;
use std::sync::Arc;

use toml::de::DeValue;

use super::text::{Span, Text, entries};
use crate::app::commands::{Clash, Command, Keymap, by_id, show, table};
use crate::app::{Key, Scope};
use crate::board::name::nearest;

/// A command's keys as they are written, with their places.
struct Wish {
    command: &'static Command,
    keys: Vec<(Vec<Key>, Range<usize>)>,
}

/// Reads the table of keys; what is wrong in it is left out, and a command of whose keys none is right keeps those it has.
pub fn read(text: &mut Text<'_>, span: &Span, value: &DeValue<'_>) -> Arc<Keymap> {
    let Some(all) = value.as_table() else {
        text.wrong_type("keys", "`[keys]` and below it lines such as `\"note.add\" = [\"a\"]`", value, span.1.clone());
        return Keymap::of_the_table();
    };
    let mut wishes = Vec::new();
    for (id, span, value) in entries(all) {
        wish(text, &id, span, &value, &mut wishes);
    }
    let replaced: Vec<&'static Command> = wishes.iter().map(|wish| wish.command).collect();
    let mut keymap = Keymap::without(&replaced);
    for wish in &wishes {
        for (keys, span) in &wish.keys {
            if let Err(clash) = keymap.add(wish.command, keys.clone()) {
                let (message, hint) = told(&clash, keys, wish.command);
                text.fault(span.clone(), message, hint);
            }
        }
    }
    // Nobody is to be left without a key by mistake.
    for wish in wishes.iter().filter(|wish| !wish.keys.is_empty()) {
        if keymap.sequences(wish.command).is_empty() {
            for keys in Keymap::of_the_table().sequences(wish.command) {
                let _ = keymap.add(wish.command, keys.clone());
            }
        }
    }
    Arc::new(keymap)
}

fn wish(text: &mut Text<'_>, id: &str, span: Span, value: &DeValue<'_>, wishes: &mut Vec<Wish>) {
    // Without quotes, `note.add` is a table in a table.
    if let Some(inner) = value.as_table() {
        for (rest, span, value) in entries(inner) {
            wish(text, &format!("{id}.{rest}"), span, &value, wishes);
        }
        return;
    }
    let Some(command) = by_id(id) else {
        let hint = match nearest(id, table().map(|command| command.id)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`squall keys` lists every command with its id".to_owned(),
        };
        return text.fault(span.0, format!("there is no command `{id}`"), hint);
    };
    let wanted = "a list of keys such as [\"a\", \"ctrl-n\", \"g a\"], or [] for no key";
    let Some(list) = value.as_array() else { return text.wrong_type(id, wanted, value, span.1) };
    if list.is_empty() && id == "program.leave" {
        let hint = "give it another key, or leave the line out".to_owned();
        return text.fault(span.1, "`program.leave` needs a key: it is the way out of everywhere".to_owned(), hint);
    }
    let mut keys = Vec::new();
    for item in list.iter() {
        let Some(written) = item.get_ref().as_str() else {
            text.wrong_type(id, wanted, item.get_ref(), item.span());
            continue;
        };
        match Key::parse_all(written).filter(|keys| !keys.is_empty()) {
            Some(sequence) => keys.push((sequence, item.span())),
            None => text.fault(item.span(), format!("`{written}` is no key"), hint(written)),
        }
    }
    if !keys.is_empty() || list.is_empty() {
        wishes.push(Wish { command, keys });
    }
}

/// How keys are written, and which was probably meant.
fn hint(written: &str) -> String {
    let wrong = written.split_whitespace().find(|key| Key::parse(key).is_none()).unwrap_or(written);
    let (modifiers, name) = wrong.rsplit_once('-').map_or(("", wrong), |(_, name)| (&wrong[..wrong.len() - name.len()], name));
    let lower = modifiers.to_lowercase().replace("control-", "ctrl-").replace("c-", "ctrl-").replace("meta-", "alt-");
    let lower = if modifiers.to_lowercase().starts_with("ctrl-") { modifiers.to_lowercase() } else { lower };
    let near = match nearest(name, Key::names()) {
        Some(near) if name.chars().count() > 1 => near.to_owned(),
        _ => name.to_owned(),
    };
    let meant = format!("{lower}{near}");
    match Key::parse(&meant).is_some() && meant != wrong {
        true => format!("did you mean \"{meant}\"?"),
        false => "keys are written a, G, ctrl-d, alt-x, shift-left, enter, f1, and one after the other with blanks: g a".to_owned(),
    }
}

/// Why a command cannot have a key, and what to do.
fn told(clash: &Clash, keys: &[Key], command: &Command) -> (String, String) {
    let (keys, id) = (show(keys), command.id);
    match clash {
        Clash::Taken(other) => (
            format!("`{keys}` cannot mean {id}: it means {} already", other.id),
            format!("take another key, or give {} others, too", other.id),
        ),
        Clash::Behind(other, shorter) => (
            format!("`{keys}` can never be reached: `{}` means {} at once", show(shorter), other.id),
            format!("take other keys, or give {} others, too", other.id),
        ),
        Clash::Before(other, longer) => (
            format!("`{keys}` would keep `{}`, which means {}, from ever being reached", show(longer), other.id),
            format!("take another key, or one behind it such as `{keys} {}`", free(&keys)),
        ),
        Clash::Typed(letter, Scope::Menu) => (
            format!("`{letter}` would take a letter away from what menus offer"),
            "take a key that writes nothing, such as \"f9\" or \"ctrl-y\"".to_owned(),
        ),
        Clash::Typed(letter, _) => (
            format!("`{letter}` would take a letter from what is typed there"),
            "take a key that writes nothing, such as \"f9\" or \"ctrl-y\"".to_owned(),
        ),
    }
}

/// A letter that means nothing yet behind some keys on the wall.
fn free(keys: &str) -> char {
    let map = Keymap::of_the_table();
    let nothing = |letter: &char| {
        let keys = Key::parse_all(&format!("{keys} {letter}")).unwrap_or_default();
        matches!(map.find(Scope::Wall, &keys), crate::app::commands::Found::Nothing)
    };
    ('a'..='z').find(nothing).unwrap_or('1')
}
