//! Hashing and checking passwords with argon2id.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::app::AppError;
use crate::random;

/// Hashes passwords, as many at once as the machine has processors: each takes 19 MiB and its processor whole,
/// so that logins must not crowd out everything else.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    turns: Arc<Semaphore>,
    /// Checked where there is no account, so that the answer takes as long as where there is one.
    decoy: Arc<str>,
}

impl Passwords {
    /// With OWASP's parameters for argon2id: 19 MiB, 2 passes, 1 lane.
    pub fn new() -> Result<Self, AppError> {
        Self::with_params(Params::default())
    }

    /// With other parameters: tests take weak ones.
    pub fn with_params(params: Params) -> Result<Self, AppError> {
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon2, "")?.into();
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Self { argon2, turns: Arc::new(Semaphore::new(processors)), decoy })
    }

    /// The PHC string of a password, with a salt of its own.
    pub async fn hash(&self, password: &str) -> Result<String, AppError> {
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        self.in_turn(move || hash(&argon2, &password)).await?
    }

    /// Whether the password belongs to the hash; without a hash it takes as long, and is false.
    pub async fn verify(&self, password: &str, stored: Option<String>) -> Result<bool, AppError> {
        let (argon2, password, decoy) = (self.argon2.clone(), password.to_owned(), self.decoy.clone());
        self.in_turn(move || match stored {
            Some(stored) => argon2.verify_password(password.as_bytes(), stored.as_str()).is_ok(),
            None => {
                let _ = argon2.verify_password(password.as_bytes(), &*decoy);
                false
            }
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let turn = self.turns.clone().acquire_owned().await;
        let turn = turn.map_err(|error| AppError::Internal(error.to_string()))?;
        // The turn goes with the work: a caller who leaves can't stop the hashing, and must not make room for more.
        let work = move || {
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))
    }
}

fn hash(argon2: &Argon2<'_>, password: &str) -> Result<String, AppError> {
    let salt = random::bytes::<16>();
    argon2
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|error| AppError::Internal(error.to_string()))
}
