//! `dostyq user`

use chrono::{DateTime, SecondsFormat, Utc};
use secrecy::SecretString;

use super::{Failure, block_on, print, storage::Storage};
use crate::app::accounts::{self, AccountsFilter, Registration};
use crate::app::passwords::Passwords;
use crate::app::{AccountSettings, AppError, AtField as _, Caller, InputProblem, Services};
use crate::config::{UserArgs, UserCommand};
use crate::db::Database;
use crate::domain::clock::Clock;
use crate::domain::learning::settings;
use crate::domain::text::Language;
use crate::messages::problem_sentence;
use crate::spreadsheet::{Row, Separator};

pub(super) fn user(args: UserArgs) -> Result<(), Failure> {
    let password = match &args.command {
        UserCommand::Create { .. } | UserCommand::ResetPassword { .. } => Some(read_password()?),
        _ => None,
    };
    let storage = Storage::open_or_join(&args.database)?;
    let database = Database::for_command(storage.url())?;
    let services = Services::new(database, Clock::system(), Passwords::new()?, AccountSettings::default());
    block_on(async {
        let caller = Caller::anonymous(&services);
        run(&caller, args.command, password.unwrap_or_default()).await.map_err(explain)
    })?
}

async fn run(caller: &Caller, command: UserCommand, password: SecretString) -> Result<(), AppError> {
    match command {
        UserCommand::Create { email, display_name, role, time_zone, gloss_language } => {
            let display_name =
                display_name.unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned());
            let time_zone = settings::time_zone(&time_zone);
            let registration = Registration {
                email,
                password,
                display_name,
                time_zone: time_zone.at("timeZone")?,
                gloss_language,
                device: None,
                client_mutation_id: None,
            };
            let viewer = accounts::create(caller, registration, role).await?;
            print(&format!("Created {} with the role {}.\n", viewer.account.login_name(), role.as_str()));
        }
        UserCommand::List { text, role } => list(caller, &AccountsFilter { text, role }).await?,
        UserCommand::Disable { name } => {
            accounts::set_disabled(caller, &name, true).await?;
            print(&format!("Disabled {name} and ended all its sessions.\n"));
        }
        UserCommand::Enable { name } => {
            accounts::set_disabled(caller, &name, false).await?;
            print(&format!("Enabled {name}.\n"));
        }
        UserCommand::Delete { name } => {
            accounts::delete(caller, &name).await?;
            print(&format!("Deleted {name} and all its data.\n"));
        }
        UserCommand::SetRole { name, role } => {
            accounts::set_role(caller, &name, role).await?;
            print(&format!("{name} now has the role {}.\n", role.as_str()));
        }
        UserCommand::ResetSecondFactor { name } => {
            accounts::reset_second_factor(caller, &name).await?;
            print(&format!("Turned off the second factor of {name} and ended all its sessions.\n"));
        }
        UserCommand::ResetPassword { name } => {
            accounts::reset_password(caller, &name, &password).await?;
            print(&format!("Changed the password of {name} and ended all its sessions.\n"));
        }
    }
    Ok(())
}

/// Prints accounts as CSV.
async fn list(caller: &Caller, filter: &AccountsFilter) -> Result<(), AppError> {
    const HEADER: [&str; 7] =
        ["email", "username", "display_name", "role", "created_at", "disabled_at", "deletion_due_at"];
    let print_line = |line: Vec<u8>| print(&String::from_utf8_lossy(&line));
    let time = |time: DateTime<Utc>| time.to_rfc3339_opts(SecondsFormat::Secs, true);
    print_line(HEADER.into_iter().fold(Row::default(), Row::plain).line(Separator::Comma));
    accounts::list(caller, filter, |found| {
        let account = &found.account;
        let row = Row::default()
            .cell(account.email.as_deref())
            .cell(account.username.as_deref())
            .cell(Some(&account.display_name))
            .plain(account.role.as_str())
            .plain(time(account.created_at))
            .maybe(found.disabled_at.map(time))
            .maybe(found.deletion_due_at.map(time));
        print_line(row.line(Separator::Comma));
    })
    .await
}

fn read_password() -> Result<SecretString, Failure> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(Failure("write the password to standard input, as one line".to_owned()));
    }
    Ok(password.to_owned().into())
}

fn explain(error: AppError) -> Failure {
    match error {
        AppError::Refused(problems) => {
            let sentence = |found: &InputProblem| problem_sentence(found.problem, Language::En);
            let sentences: Vec<String> = problems.iter().map(sentence).collect();
            Failure(sentences.join("\n"))
        }
        other => Failure(other.to_string()),
    }
}
