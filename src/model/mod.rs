//! The things of the domain: each type with its notation and its meaning.

pub mod agency;
pub mod citation;
pub mod date;
pub mod deadline;
pub mod document;
pub mod holiday;
pub mod hub;
pub mod measure;
pub mod number;
pub mod plan;
pub mod recurrence;
pub mod site;
pub mod task;
pub mod text;
