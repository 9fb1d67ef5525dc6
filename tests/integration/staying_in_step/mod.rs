//! Clients that stay in step: by what changed, by what they take along, and by being told.

mod changes;
mod offline;
mod progress;
mod replica;
