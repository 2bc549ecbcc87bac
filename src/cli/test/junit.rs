//! The report of `squall test` as JUnit XML, as GitHub, GitLab and Jenkins read it: a suite for every board, a case for every
//! scenario.

use super::{Played, Tested, sentences};
use crate::board::Scenario;

/// The whole report.
pub(super) fn report(tested: &[Tested]) -> String {
    let all = |count: fn(&Tested) -> usize| tested.iter().map(count).sum::<usize>();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (tests, failures) = (all(|one| one.played.len()), all(failed));
    xml.push_str(&format!("<testsuites name=\"squall\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"0\">\n"));
    for one in tested {
        let (name, path) = (attribute(one.board.title()), attribute(&one.path.display().to_string()));
        let (tests, failures) = (one.played.len(), failed(one));
        xml.push_str(&format!(
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" time=\"0\" file=\"{path}\">\n"
        ));
        for (scenario, played) in one.scenarios() {
            xml.push_str(&case(&name, &path, scenario, played));
        }
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn failed(one: &Tested) -> usize {
    one.played.iter().filter(|(_, played)| !played.passed()).count()
}

fn case(board: &str, path: &str, scenario: &Scenario, played: &Played) -> String {
    let name = attribute(&scenario.name);
    let head = format!("    <testcase name=\"{name}\" classname=\"{board}\" file=\"{path}\" time=\"0\"");
    let Some(first) = played.first() else { return format!("{head}/>\n") };
    let message = attribute(&format!("expected: {}; actual: {}", first.expected, first.actual));
    let told: Vec<String> = played.failures.iter().flat_map(sentences).collect();
    let told = escaped(&told.join("\n"), false);
    format!("{head}>\n      <failure type=\"scenario\" message=\"{message}\">{told}</failure>\n    </testcase>\n")
}

/// A text between quotes, where a line break has to be written as a reference to stay one.
fn attribute(text: &str) -> String {
    escaped(text, true)
}

/// A text that XML can hold: what it cannot (most control characters, two code points that are none) is shown as U+FFFD.
fn escaped(text: &str, attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' if attribute => out.push_str(&format!("&#{};", c as u32)),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_stands_on_a_note_is_xml() {
        assert_eq!(
            attribute("a < b && c > \"d\"\n\u{1b}[2J\u{0}\u{ffff}é🎈"),
            "a &lt; b &amp;&amp; c &gt; &quot;d&quot;&#10;\u{fffd}[2J\u{fffd}\u{fffd}é🎈"
        );
        assert_eq!(escaped("two\nlines\r", false), "two\nlines&#13;");
    }
}
