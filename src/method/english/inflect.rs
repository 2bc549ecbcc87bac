//! What forms a verb has, and of which verb a word is a form.

use std::sync::LazyLock;

use super::words::{DOUBLED, IRREGULAR, NOUNS, REGULAR, listed};

/// Before a verb they make another verb: `reschedule`, `overbook`.
const PREFIXES: &[&str] = &["auto", "co", "de", "dis", "mis", "out", "over", "pre", "re", "sub", "un", "under"];

/// Forms that stand beside the usual ones, each with its verb.
const VARIANTS: &[(&str, &str)] = &[
    ("born", "bear"),
    ("burnt", "burn"),
    ("fitted", "fit"),
    ("gotten", "get"),
    ("hanged", "hang"),
    ("knitted", "knit"),
    ("learnt", "learn"),
    ("lit", "light"),
    ("mown", "mow"),
    ("proved", "prove"),
    ("proven", "prove"),
    ("sewed", "sew"),
    ("shod", "shoe"),
    ("showed", "show"),
    ("smelt", "smell"),
    ("sowed", "sow"),
    ("spelt", "spell"),
    ("spilt", "spill"),
    ("spoilt", "spoil"),
    ("sped", "speed"),
    ("swollen", "swell"),
    ("woken", "wake"),
];

/// Whether a word is the base form of a verb.
pub(super) fn is_base(word: &str) -> bool {
    known(word) || after_prefix(word).is_some_and(|rest| known(rest) && !listed(NOUNS, word))
}

/// The base form of which this is the third person: `places`, `fails`, `retries`.
pub(super) fn of_third(word: &str) -> Option<String> {
    let mut bases = Vec::new();
    if let Some(stem) = word.strip_suffix("ies") {
        bases.push(format!("{stem}y"));
    }
    bases.extend(word.strip_suffix("es").map(str::to_owned));
    bases.extend(word.strip_suffix('s').map(str::to_owned));
    bases.into_iter().find(|base| is_base(base) && third(base) == word)
}

/// The base form of which this is the gerund: `placing`, `shipping`, `tying`.
pub(super) fn of_gerund(word: &str) -> Option<String> {
    let stem = word.strip_suffix("ing")?;
    let tied = stem.strip_suffix('y').map(|stem| format!("{stem}ie"));
    let bases = [Some(stem.to_owned()), Some(format!("{stem}e")), undoubled(stem), tied];
    bases.into_iter().flatten().find(|base| base.len() > 1 && is_base(base))
}

/// The base form of which this is the past: `placed`, `took`.
pub(super) fn of_past(word: &str) -> Option<String> {
    of_irregular(word, &PASTS).or_else(|| of_regular(word)).or_else(|| of_variant(word))
}

/// The base form of which this is the participle: `placed`, `taken`.
pub(super) fn of_participle(word: &str) -> Option<String> {
    of_irregular(word, &PARTICIPLES).or_else(|| of_regular(word)).or_else(|| of_variant(word))
}

/// The past of a verb: `place`, `placed`; `take`, `took`.
pub(super) fn past(base: &str) -> String {
    irregular(base, |entry| entry.1).unwrap_or_else(|| regular(base, "ed", doubles(base)))
}

/// The participle of a verb: `place`, `placed`; `take`, `taken`.
pub(super) fn participle(base: &str) -> String {
    irregular(base, |entry| entry.2).unwrap_or_else(|| regular(base, "ed", doubles(base)))
}

fn third(base: &str) -> String {
    match base {
        "be" => "is".to_owned(),
        "have" => "has".to_owned(),
        _ if base.ends_with(['s', 'x', 'z', 'o']) || base.ends_with("ch") || base.ends_with("sh") => format!("{base}es"),
        _ if ends_in_consonant_y(base) => format!("{}ies", &base[..base.len() - 1]),
        _ => format!("{base}s"),
    }
}

fn known(word: &str) -> bool {
    listed(REGULAR, word) || entry(word).is_some()
}

/// Base form, past and participle.
type Verb = (&'static str, &'static str, &'static str);

fn entry(base: &str) -> Option<&'static Verb> {
    IRREGULAR.binary_search_by_key(&base, |entry| entry.0).ok().map(|at| &IRREGULAR[at])
}

/// What stands behind a prefix, if enough of a word does.
fn after_prefix(word: &str) -> Option<&str> {
    let least = |prefix: &str| if prefix.len() > 2 || prefix == "re" { 3 } else { 4 };
    let rest = |prefix: &&str| word.strip_prefix(*prefix).filter(|rest| rest.len() >= least(prefix));
    PREFIXES.iter().filter_map(rest).find(|rest| known(rest))
}

/// A form of an irregular verb, also behind a prefix: `overpaid`.
fn irregular(base: &str, form: impl Fn(&'static Verb) -> &'static str) -> Option<String> {
    if listed(REGULAR, base) {
        return None;
    }
    if let Some(entry) = entry(base) {
        return Some(form(entry).to_owned());
    }
    let rest = after_prefix(base)?;
    let prefix = &base[..base.len() - rest.len()];
    entry(rest).map(|entry| format!("{prefix}{}", form(entry)))
}

/// Forms with their base forms, sorted: a board has many words, and most are none of these.
type Forms = LazyLock<Vec<(&'static str, &'static str)>>;

static PASTS: Forms = LazyLock::new(|| forms(|entry| (entry.1, entry.0)));
static PARTICIPLES: Forms = LazyLock::new(|| forms(|entry| (entry.2, entry.0)));

fn forms(of: fn(&Verb) -> (&'static str, &'static str)) -> Vec<(&'static str, &'static str)> {
    let mut forms: Vec<_> = IRREGULAR.iter().map(of).collect();
    forms.sort_unstable();
    forms
}

fn of_irregular(word: &str, forms: &Forms) -> Option<String> {
    let base = |word: &str| {
        let at = forms.partition_point(|(form, _)| *form < word);
        forms.get(at).filter(|(form, _)| *form == word).map(|(_, base)| *base)
    };
    base(word).map(str::to_owned).or_else(|| {
        // `unpaid` is what was not paid, not what was un-paid.
        PREFIXES.iter().filter(|prefix| **prefix != "un").find_map(|prefix| {
            let rest = word.strip_prefix(prefix).filter(|rest| rest.len() > 2)?;
            let whole = format!("{prefix}{}", base(rest)?);
            (!listed(NOUNS, word) && !known(word)).then_some(whole)
        })
    })
}

fn of_regular(word: &str) -> Option<String> {
    let stem = word.strip_suffix("ed")?;
    let tried = stem.strip_suffix('i').map(|stem| format!("{stem}y"));
    let bases = [tried, Some(format!("{stem}e")), Some(stem.to_owned()), undoubled(stem)];
    bases.into_iter().flatten().find(|base| {
        let both = || [true, false].map(|double| regular(base, "ed", double)).iter().any(|form| form == word);
        is_base(base) && irregular(base, |entry| entry.1).is_none() && both()
    })
}

fn of_variant(word: &str) -> Option<String> {
    VARIANTS.iter().find(|(form, _)| *form == word).map(|(_, base)| (*base).to_owned())
}

/// `ending` begins with a vowel.
fn regular(base: &str, ending: &str, double: bool) -> String {
    match base.chars().last() {
        Some('e') => format!("{}{ending}", &base[..base.len() - 1]),
        Some('y') if ends_in_consonant_y(base) => format!("{}i{ending}", &base[..base.len() - 1]),
        Some(last) if double => format!("{base}{last}{ending}"),
        _ => format!("{base}{ending}"),
    }
}

/// Whether the last letter is doubled before an ending: `shipped`, `submitted`, British `cancelled`; not `opened`.
fn doubles(base: &str) -> bool {
    let whole = after_prefix(base).filter(|_| !listed(REGULAR, base)).unwrap_or(base);
    let letters: Vec<char> = whole.chars().collect();
    let [.., before, vowel, last] = letters[..] else { return false };
    let ends_so = is_vowel(vowel) && !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y');
    // `qu` is one consonant: `quiz`, `quip`.
    let short = !is_vowel(before) || before == 'u' && letters.iter().rev().nth(3) == Some(&'q');
    let syllables = letters.iter().enumerate().filter(|(at, c)| is_vowel(**c) && (*at == 0 || !is_vowel(letters[at - 1]))).count();
    listed(DOUBLED, whole) || ends_so && short && syllables == 1
}

fn undoubled(stem: &str) -> Option<String> {
    let mut chars = stem.chars().rev();
    let (last, before) = (chars.next()?, chars.next()?);
    (last == before && !is_vowel(last)).then(|| stem[..stem.len() - 1].to_owned())
}

fn ends_in_consonant_y(base: &str) -> bool {
    let mut chars = base.chars().rev();
    chars.next() == Some('y') && chars.next().is_some_and(|c| !is_vowel(c))
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_becomes_past_as_english_has_it() {
        for (base, simple, perfect) in [
            ("place", "placed", "placed"),
            ("ship", "shipped", "shipped"),
            ("retry", "retried", "retried"),
            ("deploy", "deployed", "deployed"),
            ("cancel", "cancelled", "cancelled"),
            ("open", "opened", "opened"),
            ("submit", "submitted", "submitted"),
            ("load", "loaded", "loaded"),
            ("fix", "fixed", "fixed"),
            ("agree", "agreed", "agreed"),
            ("take", "took", "taken"),
            ("overpay", "overpaid", "overpaid"),
            ("reship", "reshipped", "reshipped"),
            ("set", "set", "set"),
        ] {
            assert_eq!((past(base), participle(base)), (simple.to_owned(), perfect.to_owned()));
        }
    }

    #[test]
    fn every_form_leads_back_to_its_verb() {
        for base in REGULAR {
            // `enrolled` is the past of `enrol` and of `enroll`.
            assert_eq!(of_past(&past(base)).map(|found| past(&found)), Some(past(base)));
            assert_eq!(of_third(&third(base)).as_deref(), Some(*base));
        }
    }

    #[test]
    fn both_spellings_are_known_and_what_only_looks_like_a_past_is_not() {
        assert_eq!(of_past("canceled").as_deref(), Some("cancel"));
        assert_eq!(of_gerund("shipping").as_deref(), Some("ship"));
        for word in ["need", "feed", "speed", "proceed", "exceed", "succeed", "hundred", "red", "bed", "indeed", "seed", "embed"] {
            assert_eq!(of_past(word), None, "{word}");
        }
    }
}
