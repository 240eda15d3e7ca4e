CREATE TABLE identity_verdicts (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  same BIGINT NOT NULL CHECK (same IN (0, 1)),
  one_type TEXT NOT NULL,
  one_value TEXT NOT NULL,
  other_type TEXT NOT NULL,
  other_value TEXT NOT NULL,
  said TEXT NOT NULL,
  event TEXT NOT NULL UNIQUE,
  undone BIGINT
);

CREATE TABLE erasures (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  document TEXT NOT NULL,
  returned BIGINT NOT NULL
);

CREATE TABLE erased_identifiers (
  hash TEXT NOT NULL PRIMARY KEY,
  erased BIGINT NOT NULL,
  erasure BIGINT NOT NULL
);

CREATE TABLE erased_messages (
  hash TEXT NOT NULL PRIMARY KEY,
  erasure BIGINT NOT NULL
);

CREATE INDEX identifiers_by_value ON identifiers (value)
