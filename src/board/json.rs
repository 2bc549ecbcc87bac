//! Values of keys this version does not know. They belong to somebody else, so they are kept as they are.

/// Keys of an object that this version does not know, in the order in which they stood.
pub type Unknown = Vec<(String, Json)>;

/// Any JSON value. Numbers keep their text, so that none is rounded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it was written.
    Number(Box<str>),
    /// A string, unescaped.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, its keys in order.
    Object(Vec<(String, Json)>),
}
