CREATE TABLE users (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
  language TEXT NOT NULL CHECK (language IN ('es', 'en')),
  password_hash TEXT,
  disabled SMALLINT NOT NULL CHECK (disabled IN (0, 1)),
  created BIGINT NOT NULL
);

CREATE TABLE sessions (
  token_hash TEXT NOT NULL PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  csrf_token TEXT NOT NULL,
  created BIGINT NOT NULL,
  last_used BIGINT NOT NULL
);

CREATE INDEX sessions_of_user ON sessions (user_id);

CREATE TABLE api_keys (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key_hash TEXT NOT NULL UNIQUE,
  prefix TEXT NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT,
  last_used BIGINT,
  revoked BIGINT
);

CREATE TABLE audit (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  origin TEXT NOT NULL,
  what TEXT NOT NULL,
  target TEXT NOT NULL,
  state_before TEXT,
  state_after TEXT
);

CREATE TABLE setup_links (
  token_hash TEXT NOT NULL PRIMARY KEY,
  user_id BIGINT REFERENCES users (id) ON DELETE CASCADE,
  created BIGINT NOT NULL,
  expires BIGINT,
  used BIGINT
);

CREATE TABLE failed_sign_ins (
  subject TEXT NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_failed BIGINT NOT NULL
);

CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  changed BIGINT NOT NULL
);
