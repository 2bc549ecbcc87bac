//! Which known name somebody who wrote an unknown one probably meant.
//!
//! Must not know expressions.

use crate::board::name::distance;

/// The name nearest to `written`, if one is near enough to be a slip of the keyboard; of equally near ones the first.
/// A name after a dot counts as well when `written` has none: `retry_count` may have meant `Billing.retry_count`.
pub(super) fn nearest<'a>(written: &str, names: &'a [String]) -> Option<&'a str> {
    let target = written.to_lowercase();
    let allowed = (target.chars().count() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for name in names.iter().filter(|name| *name != written) {
        let mut away = distance(&target, &name.to_lowercase());
        if let Some((_, field)) = name.split_once('.').filter(|_| !written.contains('.')) {
            away = away.min(distance(&target, &field.to_lowercase()));
        }
        if away <= allowed && best.is_none_or(|(least, _)| away < least) {
            best = Some((away, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> Vec<String> {
        all.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn slips_find_what_was_meant() {
        let all = names(&["retry_count", "status", "Billing.due", "id"]);
        for (written, meant) in [
            ("retry_cout", Some("retry_count")),
            ("retrycount", Some("retry_count")),
            ("statsu", Some("status")),
            ("Status", Some("status")),
            ("due", Some("Billing.due")),
            ("Biling.due", Some("Billing.due")),
            ("ids", Some("id")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, &all), meant, "{written}");
        }
    }

    #[test]
    fn of_equally_near_names_the_first_wins() {
        assert_eq!(nearest("cot", &names(&["cat", "cut"])), Some("cat"));
    }
}
