//! What storm notation means: every form, and how a document around it is read.

mod artefacts;
mod blocks;
mod characters;
mod documents;
mod errors;
mod forms;
mod issuers;
mod joining;
mod names;
mod onto;
mod order;
mod policies;
mod prose;
mod scenarios;
mod show;
mod warnings;
mod workshop;
