//! The options of the commands besides `serve`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::DatabaseArgs;
use crate::domain::accounts::Role;

/// Options of `backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The file to write, in the custom format of `pg_dump`. The file appears only when it is complete, and replaces an
    /// existing file with this name.
    pub file: PathBuf,

    /// The database to use. The private PostgreSQL may be in use by a running service.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Options of `restore`.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The backup.
    pub file: PathBuf,

    /// The database to use. It must be empty; that of the private PostgreSQL is replaced, and kept under another name. No
    /// service may be using it.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Correct derived data that is wrong, learner by learner, each in a transaction of its own. The service may run
    /// meanwhile. Sources, such as the review log, are never changed; faults in them are only reported.
    #[arg(long)]
    pub repair: bool,

    /// The pause after each learner and each hundred records, in milliseconds, in which the database can serve others.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(0..=10_000))]
    pub pause_ms: u16,

    /// The database to use. The private PostgreSQL may be in use by a running service.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Options of `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The folder, which contains `directory` and `courses`.
    pub dir: PathBuf,

    /// Only check the content: report every error with its file and line, and write nothing.
    #[arg(long)]
    pub check: bool,

    /// The database to use.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// Options of `user`.
#[derive(Debug, Args)]
pub struct UserArgs {
    /// The command to run.
    #[command(subcommand)]
    pub command: UserCommand,

    /// The database to use. The private PostgreSQL may be in use by a running service.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// The commands for accounts. A password is read from standard input, as one line, so that it does not appear in any
/// list of processes.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Create an account.
    Create {
        /// The e-mail address that the account logs in with.
        email: String,
        /// The name that others see [default: the part of the e-mail address before the @]
        #[arg(long)]
        display_name: Option<String>,
        /// The role of the account: learner, leader, editor or admin.
        #[arg(long, default_value = "learner")]
        role: Role,
        /// The IANA time zone of the account's study days.
        #[arg(long, default_value = "Asia/Almaty")]
        time_zone: String,
        /// The language in which meanings are shown, as a BCP 47 tag.
        #[arg(long, default_value = "ru")]
        gloss_language: String,
    },
    /// List accounts as CSV, in the order of registration.
    List {
        /// Only accounts whose e-mail address, user name or display name contains this text.
        #[arg(long)]
        text: Option<String>,
        /// Only accounts with this role.
        #[arg(long)]
        role: Option<Role>,
    },
    /// Disable an account: end its sessions, and let nobody log in to it.
    Disable {
        /// The e-mail address or the user name of the account.
        name: String,
    },
    /// Let the owner of a disabled account log in again.
    Enable {
        /// The e-mail address or the user name of the account.
        name: String,
    },
    /// Delete an account at once, with all that its owner has learned. This cannot be undone.
    Delete {
        /// The e-mail address or the user name of the account.
        name: String,
    },
    /// Set the role of an account. An account whose new role is learner stops leading its clubs.
    SetRole {
        /// The e-mail address or the user name of the account.
        name: String,
        /// The new role: learner, leader, editor or admin.
        role: Role,
    },
    /// Turn off the second factor of an account whose owner has lost the app, the passkeys and the recovery codes, and
    /// remove its passkeys. First make sure that the request comes from the owner.
    ResetSecondFactor {
        /// The e-mail address or the user name of the account.
        name: String,
    },
    /// Set the password of an account and end all its sessions.
    ResetPassword {
        /// The e-mail address or the user name of the account.
        name: String,
    },
}

/// Options of `kazakh`. Reads a CSV table with a header from standard input and writes it with additional columns, line
/// by line. Other columns pass through. An error is reported with its line, and ends the program with status 2.
#[derive(Debug, Args)]
pub struct KazakhArgs {
    /// The command to run.
    #[command(subcommand)]
    pub command: KazakhCommand,
}

/// The commands for Kazakh words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum KazakhCommand {
    /// Inflect nouns. Reads `lemma`, and optionally `drops_vowel` (1 as in халық, халқы; or 0), `harmony` (back or
    /// front) and `frozen` (1 as in отбасы, отбасында; or 0). Where these are empty, the built-in data about the noun
    /// is used. Adds 14 forms, four personal endings, and the comparatives of an adjective. For a word that is no noun,
    /// `not_a_noun` has its class instead.
    Inflect,
    /// Conjugate verbs. Reads `verb`, its form in -у, and optionally `form`, the code of a form such as
    /// `pres.1sg.neg.q`, which is added as `conjugated`. Adds the stem and some 60 forms. For a word that is no verb,
    /// `not_a_verb` is 1.
    Conjugate,
    /// Remove endings. Reads `word`. Adds `candidates`: the possible stems that the search compares, in its simplified
    /// spelling.
    Stem,
    /// Convert text to the form that is used to compare answers. Reads `text`. Adds `folded`.
    Fold,
    /// Transliterate into the draft Latin alphabet of 2021. Reads `text`. Adds `latin`.
    Latin,
    /// Grade answers. Reads `answer`, and `expected`: its correct spellings, separated by |. Adds `verdict` and
    /// `rating`; for a slip also `slip`, `expected_letters` and `written_letters`.
    Grade,
}
