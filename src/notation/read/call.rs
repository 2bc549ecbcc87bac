//! A command as it is issued on the command line: `Deposit Parcel (size = "S") at 12h`.

use super::phrase::issued;
use super::piece::{At, Line};
use super::remark::Remarks;
use super::value::given;
use super::wording::headed;
use crate::board::{FieldName, Literal};

/// A command to issue, and how.
#[derive(Clone, PartialEq, Debug)]
pub struct Call {
    /// The command's name as it is written.
    pub command: String,
    /// The values of its arguments.
    pub arguments: Vec<(FieldName, Literal)>,
    /// When, such as `12h`.
    pub at: Option<String>,
}

/// Reads a command as it is issued.
///
/// # Errors
/// What is wrong, and what to do.
pub fn call(written: &str) -> Result<Call, (String, String)> {
    let line = Line { text: written.trim().to_owned(), at: At::default(), removed: Vec::new(), listed: false };
    let mut remarks = Remarks::default();
    let mut forms = issued(line.piece(), &mut remarks);
    // Here a parenthesis is no remark: whoever writes one means arguments.
    for inside in headed(line.piece()).inside.into_iter().filter(|inside| !inside.text().contains('=')) {
        given(inside, &mut remarks);
    }
    if let Some(wrong) = remarks.finish(&[written]).into_iter().next() {
        return Err((wrong.message, wrong.hint.unwrap_or_default()));
    }
    match (forms.pop(), forms.len()) {
        (Some(form), 0) => Ok(Call { command: form.command.text, arguments: form.with, at: form.at }),
        _ => Err((format!("`{}` is no single command", written.trim()), "give each command as an argument of its own".to_owned())),
    }
}
