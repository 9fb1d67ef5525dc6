-- Accounts and their sessions.

-- The order of the Kazakh alphabet, numbers by value.
CREATE COLLATION kk (provider = icu, locale = 'kk-KZ-u-kn-true');

CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    email text NOT NULL CHECK (email = lower(email)) UNIQUE,
    password_hash text NOT NULL,
    display_name text NOT NULL,
    role text NOT NULL DEFAULT 'learner' CHECK (role IN ('learner', 'leader', 'editor', 'admin')),
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE accounts IS
    'A person who can log in.';
COMMENT ON COLUMN accounts.email IS
    'The login name, in lower case so that it is unique in any spelling.';
COMMENT ON COLUMN accounts.password_hash IS
    'A PHC string of argon2id.';
COMMENT ON COLUMN accounts.role IS
    'The account''s rights beyond learning: leaders, editors and admins may create clubs; editors manage the directory and lessons; admins manage accounts.';

CREATE TABLE sessions (
    token_hash bytea PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_account_id ON sessions (account_id);
COMMENT ON TABLE sessions IS
    'One login of an account, until it logs out or expires.';
COMMENT ON COLUMN sessions.token_hash IS
    'SHA-256 of the opaque token, so that reading this table does not allow logging in.';
