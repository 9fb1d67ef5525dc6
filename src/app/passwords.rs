//! Hashing and verifying passwords with argon2id.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use argon2::password_hash::Error;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::app::AppError;
use crate::domain::accounts::{check_password, normalize_password};
use crate::domain::problem::Problem;
use crate::random;

/// The maximum that a stored hash may require: 64 MiB, 10 passes, 4 lanes. Someone who can write a hash must not be
/// able to exhaust the service's memory.
const MAX_MEMORY_KIB: u32 = 64 * 1024;
const MAX_PASSES: u32 = 10;
const MAX_LANES: u32 = 4;

/// The maximum number of waiting passwords; further ones are refused as unavailable. Each takes about 20 ms.
const MAX_WAITING: usize = 256;

type Job = Box<dyn FnOnce(&mut Hasher) + Send>;

/// Hashes passwords on dedicated threads, one per processor, each with its own memory. A hash takes 19 MiB and all of a
/// processor, so logins must not crowd out everything else: the threads have a low priority.
#[derive(Clone)]
pub struct Passwords {
    jobs: Sender<Job>,
    permits: Arc<Semaphore>,
    computed: Arc<AtomicU64>,
    /// The hash to verify against if the account does not exist, so that the response takes the same time.
    decoy: Arc<str>,
    /// The parameters of new hashes.
    params: Params,
}

impl Passwords {
    /// Starts the threads, with OWASP's parameters for argon2id: 19 MiB, 2 passes, 1 lane.
    pub fn new() -> Result<Self, AppError> {
        Self::with_params(Params::default())
    }

    /// Starts the threads with other parameters; tests use weak ones.
    pub fn with_params(params: Params) -> Result<Self, AppError> {
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
        let computed = Arc::<AtomicU64>::default();
        let hasher = || Hasher { argon2: argon2.clone(), memory: Vec::new(), computed: computed.clone() };
        let decoy = hasher().hash("").map_err(|error| AppError::Internal(error.to_string()))?.into();
        let (jobs, queue) = channel();
        let queue = Arc::new(Mutex::new(queue));
        let processors = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        for _ in 0..processors {
            let (hasher, queue) = (hasher(), queue.clone());
            thread::Builder::new()
                .name("passwords".to_owned())
                .spawn(move || work(hasher, &queue))
                .map_err(|error| AppError::Internal(error.to_string()))?;
        }
        Ok(Self { jobs, permits: Arc::new(Semaphore::new(MAX_WAITING)), computed, decoy, params })
    }

    /// Takes a permit to hash passwords. Fails as unavailable if there is none. Callers take theirs before anything
    /// else, a database connection above all, so that a refused request has cost nothing.
    pub fn permit(&self) -> Result<HashingPermit, AppError> {
        let permit = self.permits.clone().try_acquire_owned();
        let permit = permit
            .map_err(|_| AppError::Unavailable("too many passwords are waiting to be hashed".to_owned()))?;
        Ok(HashingPermit { passwords: self.clone(), _permit: permit })
    }

    /// Returns the number of hashes computed so far, for new and for verified passwords.
    pub fn hashes(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }
}

/// A permit to hash passwords, until it is dropped. Its passwords are hashed one after the other.
pub struct HashingPermit {
    passwords: Passwords,
    _permit: OwnedSemaphorePermit,
}

impl HashingPermit {
    /// Checks a new password of an account with these names, which may be empty. Runs on the hashing threads, because
    /// hostile texts take long.
    pub async fn check(&self, password: &str, names: [&str; 2]) -> Result<Result<(), Problem>, AppError> {
        let (password, names) = (password.to_owned(), names.map(str::to_owned));
        self.run_queued(move |_| check_password(&password, names.each_ref().map(String::as_str))).await
    }

    /// Returns the PHC string of a password, with a random salt.
    pub async fn hash(&self, password: &str) -> Result<String, AppError> {
        let password = normalize_password(password);
        let hashed = self.run_queued(move |hasher| hasher.hash(&password)).await?;
        hashed.map_err(|error| AppError::Internal(error.to_string()))
    }

    /// Whether the password matches the hash. Without a hash it takes the same time, and is false.
    pub async fn verify(&self, password: &str, stored: Option<String>) -> Result<bool, AppError> {
        let (password, decoy) = (normalize_password(password), self.passwords.decoy.clone());
        self.run_queued(move |hasher| {
            match stored.map(|stored| hasher.verify(&password, &stored)) {
                Some(Ok(matches)) => return matches,
                Some(Err(error)) => tracing::error!(%error, "a stored password hash is not usable"),
                None => {}
            }
            let _ = hasher.verify(&password, &decoy);
            false
        })
        .await
    }

    /// Whether a hash was computed with other parameters than new ones are.
    pub fn is_outdated(&self, stored: &str) -> bool {
        PasswordHash::new(stored).map_or(true, |phc| {
            let params = Params::try_from(&phc).ok();
            let same_cost = params.is_some_and(|params| {
                let new = &self.passwords.params;
                (params.m_cost(), params.t_cost(), params.p_cost())
                    == (new.m_cost(), new.t_cost(), new.p_cost())
            });
            !same_cost
                || phc.algorithm != Algorithm::Argon2id.ident()
                || phc.version != Some(Version::V0x13.into())
        })
    }

    async fn run_queued<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Hasher) -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let (sender, receiver) = oneshot::channel();
        let job: Job = Box::new(move |hasher| {
            // The requester may have disconnected meanwhile.
            if !sender.is_closed() {
                let _ = sender.send(job(hasher));
            }
        });
        let not_hashed = || AppError::Internal("a password was not hashed".to_owned());
        self.passwords.jobs.send(job).map_err(|_| not_hashed())?;
        receiver.await.map_err(|_| not_hashed())
    }
}

/// The niceness of the threads that hash. Beside threads of niceness 0 they get about a tenth of a processor.
const NICENESS: i32 = 10;

/// Runs the queued jobs one after the other, until all senders are dropped.
fn work(mut hasher: Hasher, queue: &Mutex<Receiver<Job>>) {
    // On Linux, this changes the calling thread alone.
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::warn!(%error, "logins compete with other requests for the processor");
    }
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        // A job that panics fails alone: its sender is dropped.
        let _ = catch_unwind(AssertUnwindSafe(|| job(&mut hasher)));
    }
}

/// argon2 with a memory block that is reused for each password. Freeing the block each time would fragment the
/// allocator's heap.
struct Hasher {
    argon2: Argon2<'static>,
    memory: Vec<Block>,
    computed: Arc<AtomicU64>,
}

impl Hasher {
    fn hash(&mut self, password: &str) -> Result<String, Error> {
        let salt = Salt::new(&random::bytes::<16>())?;
        let argon2 = self.argon2.clone();
        let hash = self.output(&argon2, password, &salt, Params::DEFAULT_OUTPUT_LEN)?;
        let phc = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(argon2.params())?,
            salt: Some(salt),
            hash: Some(hash),
        };
        Ok(phc.to_string())
    }

    /// Verifies with the parameters in the hash itself, which may be older than the current ones.
    fn verify(&mut self, password: &str, phc: &str) -> Result<bool, Error> {
        let phc = PasswordHash::new(phc)?;
        let (Some(salt), Some(hash)) = (phc.salt, phc.hash) else { return Ok(false) };
        let algorithm = Algorithm::try_from(phc.algorithm.as_str())?;
        let version = phc.version.map(Version::try_from).transpose()?.unwrap_or_default();
        let params = Params::try_from(&phc)?;
        if params.m_cost() > MAX_MEMORY_KIB || params.t_cost() > MAX_PASSES || params.p_cost() > MAX_LANES {
            return Err(Error::ParamsInvalid);
        }
        let argon2 = Argon2::new(algorithm, version, params);
        // Outputs are compared in constant time.
        Ok(self.output(&argon2, password, &salt, hash.len())? == hash)
    }

    fn output(
        &mut self,
        argon2: &Argon2<'_>,
        password: &str,
        salt: &Salt,
        len: usize,
    ) -> Result<Output, Error> {
        self.computed.fetch_add(1, Ordering::Relaxed);
        self.memory.resize(argon2.params().block_count(), Block::default());
        let mut out = vec![0; len];
        argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut out, &mut self.memory)?;
        Ok(Output::new(&out)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

    fn hasher() -> Hasher {
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(32, 2, 1, None).unwrap());
        Hasher { argon2, memory: Vec::new(), computed: Arc::default() }
    }

    #[test]
    fn a_password_belongs_to_its_own_hash_alone() {
        let mut hasher = hasher();
        let hash = hasher.hash("келісім").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=32,t=2,p=1$"), "{hash}");
        assert!(hasher.verify("келісім", &hash).unwrap());
        assert!(!hasher.verify("бірлік", &hash).unwrap());
        assert_ne!(hasher.hash("келісім").unwrap(), hash, "each has its own salt");
        assert!(hasher.verify("келісім", "no hash").is_err());
    }

    #[test]
    fn a_hash_that_requires_too_much_is_refused_before_it_is_computed() {
        let mut hasher = hasher();
        for params in ["m=1048576,t=2,p=1", "m=65537,t=2,p=1", "m=32,t=4000000,p=1", "m=64,t=2,p=8"] {
            let hash = format!("$argon2id$v=19${params}$c2FsdHNhbHRzYWx0$lHYEBHVqtO1lOAhHsMT0LQ");
            assert!(hasher.verify("келісім", &hash).is_err(), "{params}");
        }
        assert_eq!(hasher.computed.load(Ordering::Relaxed), 0);
        assert!(hasher.memory.is_empty());
    }

    #[test]
    fn hashes_are_those_of_the_argon2_crate() {
        let mut hasher = hasher();
        let theirs =
            Argon2::default().hash_password_with_salt("келісім".as_bytes(), b"0123456789abcdef").unwrap();
        assert!(hasher.verify("келісім", &theirs.to_string()).unwrap(), "also with other parameters");
        let ours = hasher.hash("келісім").unwrap();
        assert!(hasher.argon2.verify_password("келісім".as_bytes(), ours.as_str()).is_ok());
    }
}
