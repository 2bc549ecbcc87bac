//! The editor that the person chose for longer texts: `$VISUAL`, else `$EDITOR`, else one that every system has. It gets the text
//! in a file of its own and the terminal to itself.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};

use super::clipboard::there_is;

/// What stands for an editor where nobody chose one: the first that is there, else the last. Whoever has chosen none may never have
/// seen vi, and could not leave it.
const USUAL: &[&str] = if cfg!(windows) { &["notepad"] } else { &["nano", "vi"] };

/// Characters that only a shell understands.
const SHELL: &[char] = &['$', '`', '|', '&', ';', '<', '>', '(', ')', '{', '}', '*', '?', '[', ']', '~', '#', '!', '\n'];

/// An editor at work on a text.
pub struct Editor {
    child: Child,
    file: tempfile::TempPath,
    name: String,
}

/// What the person calls their editor, from the variables of the environment.
fn wished(get: impl Fn(&str) -> Option<String>, there_is: impl Fn(&str) -> bool) -> String {
    let set = |name| get(name).filter(|value| !value.trim().is_empty());
    let usual = || USUAL.iter().find(|editor| there_is(editor)).or(USUAL.last()).map(ToString::to_string);
    set("VISUAL").or_else(|| set("EDITOR")).or_else(usual).unwrap_or_default()
}

/// The words of a command as a shell would part them; nothing where a quotation mark is left open.
fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('\''), c) => word.get_or_insert_default().push(c),
            // A path on Windows is full of backslashes that mean themselves.
            (None, '\\') if !cfg!(windows) => word.get_or_insert_default().extend(letters.next()),
            (Some(_), '\\') if !cfg!(windows) => match letters.next_if(|next| matches!(next, '"' | '\\')) {
                Some(next) => word.get_or_insert_default().push(next),
                None => word.get_or_insert_default().push('\\'),
            },
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// The command for an editor on a file. A shell takes part only where the wish cannot be understood without one.
fn command(wish: &str, file: &Path) -> Result<Command, String> {
    if cfg!(unix) && wish.contains(SHELL) {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("{wish} \"$@\"")).arg("sh").arg(file);
        return Ok(shell);
    }
    let words = words(wish).ok_or_else(|| format!("the editor `{wish}` has a quotation mark that is not closed"))?;
    let (name, arguments) = words.split_first().ok_or_else(|| "no editor is named".to_owned())?;
    let mut command = Command::new(name);
    command.args(arguments).arg(file);
    Ok(command)
}

impl Editor {
    /// Starts the editor on a text. The terminal must be free by then.
    ///
    /// # Errors
    /// Why it cannot be started and what to do, in a sentence for the person.
    pub fn start(text: &str) -> Result<Editor, String> {
        let name = wished(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()), there_is);
        let file = write(text).map_err(|wrong| format!("no file for the editor could be written: {wrong}"))?;
        let child = command(&name, &file)?.spawn().map_err(|wrong| match wrong.kind() {
            io::ErrorKind::NotFound => format!("the editor `{name}` was not found – set VISUAL or EDITOR to one that is there"),
            _ => format!("the editor `{name}` could not be started: {wrong} – VISUAL and EDITOR name another"),
        })?;
        Ok(Editor { child, file, name })
    }

    /// Whether it has ended, and how.
    pub fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.child.try_wait()
    }

    /// Ends it.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// What it left behind.
    ///
    /// # Errors
    /// Why the text stays as it was, in a sentence for the person.
    pub fn text(self, status: ExitStatus) -> Result<String, String> {
        let name = &self.name;
        match status.code() {
            Some(0) => {}
            Some(127) if name.contains(SHELL) => {
                return Err(format!("the editor `{name}` was not found – set VISUAL or EDITOR to one that is there"));
            }
            Some(code) => return Err(format!("the editor `{name}` ended with status {code}, so nothing was changed")),
            None => return Err(format!("the editor `{name}` was ended by a signal, so nothing was changed")),
        }
        let bytes = fs::read(&self.file).map_err(|wrong| format!("what the editor wrote cannot be read: {wrong}"))?;
        let text = String::from_utf8(bytes).map_err(|_| "the editor wrote no UTF-8, so nothing was changed".to_owned())?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        // Editors end the last line too.
        Ok(text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n')).unwrap_or(text).to_owned())
    }
}

/// A file that only this person can read, named so that editors know what is in it.
fn write(text: &str) -> io::Result<tempfile::TempPath> {
    let mut file = tempfile::Builder::new().prefix("squall-").suffix(".md").tempfile()?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.flush()?;
    Ok(file.into_temp_path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variables_name_the_editor() {
        let check = |visual: Option<&str>, editor: Option<&str>, expected: &str| {
            let get = |name: &str| match name {
                "VISUAL" => visual.map(str::to_owned),
                _ => editor.map(str::to_owned),
            };
            assert_eq!(wished(get, |editor| editor == USUAL[0]), expected);
        };
        check(Some("helix"), Some("nano"), "helix");
        check(Some(" "), Some("nano -w"), "nano -w");
        check(None, None, USUAL[0]);
        assert_eq!(Some(&wished(|_| None, |_| false).as_str()), USUAL.last(), "one that can be told to be missing");
    }

    #[cfg(unix)]
    #[test]
    fn a_command_is_parted_into_words_without_a_shell() {
        let check = |text: &str, expected: Option<&[&str]>| {
            let expected = expected.map(|words| words.iter().map(ToString::to_string).collect());
            assert_eq!(words(text), expected, "{text}");
        };
        check("code --wait", Some(&["code", "--wait"]));
        check("  '/Applications/My Editor' -n ", Some(&["/Applications/My Editor", "-n"]));
        check(r#"a\ b "c \"d\" \e" '' f'g'"#, Some(&["a b", r#"c "d" \e"#, "", "fg"]));
        check("vi 'open", None);
        check("", Some(&[]));
        let program = |wish: &str| command(wish, Path::new("f")).map(|command| command.get_program().to_owned());
        assert_eq!(program("vi -u NONE"), Ok("vi".into()));
        assert_eq!(program("$HOME/bin/edit"), Ok("sh".into()), "only a shell knows what that is");
        assert!(program("vi 'open").is_err_and(|reason| reason.contains("not closed")));
    }
}
