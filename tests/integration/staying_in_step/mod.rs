//! Synchronization: changes since a cursor, offline packs, and subscriptions.

mod changes;
mod offline;
mod progress;
mod replica;
