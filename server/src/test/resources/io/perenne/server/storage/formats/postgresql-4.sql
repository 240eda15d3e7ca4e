CREATE TABLE answers (
  who TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  at BIGINT NOT NULL,
  status BIGINT,
  headers TEXT,
  body TEXT,
  PRIMARY KEY (who, idempotency_key)
);

CREATE INDEX answers_by_time ON answers (at);

CREATE TABLE identities (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created BIGINT NOT NULL,
  PRIMARY KEY (issuer, subject)
);

CREATE INDEX identities_of_user ON identities (user_id);

CREATE TABLE sign_in_attempts (
  state_hash TEXT NOT NULL PRIMARY KEY,
  browser_hash TEXT NOT NULL,
  nonce TEXT NOT NULL,
  verifier TEXT NOT NULL,
  answer_to TEXT NOT NULL,
  destination TEXT NOT NULL,
  created BIGINT NOT NULL
);

ALTER TABLE sessions ADD COLUMN id_token TEXT;
