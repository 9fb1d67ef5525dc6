CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  password_hash text NOT NULL,
  display_name text NOT NULL,
  role text NOT NULL DEFAULT 'learner' CHECK (role IN ('learner', 'leader', 'editor', 'admin')),
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE accounts IS 'Someone who can log in.';
COMMENT ON COLUMN accounts.email IS 'What one logs in with; lower case, so that it is unique however it is typed.';
COMMENT ON COLUMN accounts.password_hash IS 'A PHC string of argon2id.';
COMMENT ON COLUMN accounts.role IS 'What the account may do beyond learning: leader, editor and admin may found clubs; an editor answers for the directory and the lessons, an admin for the accounts.';

CREATE TABLE sessions (
  token_hash bytea PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_account_id ON sessions (account_id);
COMMENT ON TABLE sessions IS 'A login that has not been logged out.';
COMMENT ON COLUMN sessions.token_hash IS 'SHA-256 of the opaque token: whoever reads the table cannot log in with it.';
