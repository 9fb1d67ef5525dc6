//! `dostyq user`

use chrono::Duration;
use secrecy::SecretString;

use super::{Failure, block_on, print, storage::Storage};
use crate::app::accounts::{self, Registration};
use crate::app::passwords::Passwords;
use crate::app::{AppError, Caller, Refusal, Services};
use crate::config::{UserArgs, UserCommand};
use crate::db::Database;
use crate::domain::clock::Clock;
use crate::domain::text::Language;
use crate::messages::problem_sentence;

pub(super) fn user(args: UserArgs) -> Result<(), Failure> {
    let password = match &args.command {
        UserCommand::Create { .. } | UserCommand::ResetPassword { .. } => Some(read_password()?),
        UserCommand::SetRole { .. } => None,
    };
    let storage = Storage::open_or_join(&args.database)?;
    let database = Database::new(storage.url(), 1)?;
    let services = Services::new(database, Clock::system(), Passwords::new()?, Duration::zero());
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
            let registration = Registration { email, password, display_name, time_zone, gloss_language };
            let viewer = accounts::create(caller, registration, role).await?;
            print(&format!("Created {} with the role {}.\n", viewer.account.email, role.as_str()));
        }
        UserCommand::SetRole { email, role } => {
            accounts::set_role(caller, &email, role).await?;
            print(&format!("{email} now has the role {}.\n", role.as_str()));
        }
        UserCommand::ResetPassword { email } => {
            accounts::reset_password(caller, &email, &password).await?;
            print(&format!("Changed the password of {email} and ended all its sessions.\n"));
        }
    }
    Ok(())
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
        AppError::Refused(refusals) => {
            let sentence = |refusal: &Refusal| problem_sentence(refusal.problem, Language::En);
            let sentences: Vec<String> = refusals.iter().map(sentence).collect();
            Failure(sentences.join("\n"))
        }
        other => Failure(other.to_string()),
    }
}
