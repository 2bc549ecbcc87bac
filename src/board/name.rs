//! When two names mean the same note: case, blanks, `_`, `-` and PascalCase humps do not distinguish.

/// What is left of a name when everything that does not distinguish is taken away: `Payment Failed`, `payment_failed` and
/// `PaymentFailed` all fold to `paymentfailed`.
pub fn fold(name: &str) -> String {
    letters(name).collect()
}

/// What [`fold`] gives, letter by letter.
pub fn letters(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-')).flat_map(char::to_lowercase)
}

/// Whether a terminal acts upon a character instead of showing it, or sets what stands around it in another order.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// How far apart two names are: how many letters must be changed, put in, left out or swapped with their neighbour.
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// The candidate nearest to a name that was not found, if one is near enough to have been meant.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(name);
    let reach = (wanted.chars().count() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|candidate| (distance(&wanted, &fold(candidate)), candidate))
        .filter(|(apart, _)| *apart <= reach)
        .min_by_key(|(apart, _)| *apart)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_distinguish_is_folded_away() {
        for name in ["Payment Failed", "payment_failed", "PaymentFailed", "payment-failed", " payment  failed "] {
            assert_eq!(fold(name), "paymentfailed");
        }
        assert_ne!(fold("Payment Failed"), fold("Payment Failed!"));
    }

    #[test]
    fn the_nearest_name_is_one_that_may_have_been_meant() {
        let names = ["Payment Failed", "Payment Succeeded"];
        assert_eq!(nearest("Payment Faild", names), Some("Payment Failed"));
        assert_eq!(nearest("payemnt failed", names), Some("Payment Failed"));
        assert_eq!(nearest("Order Shipped", names), None);
        assert_eq!(distance("ab", "ba"), 1);
    }
}
