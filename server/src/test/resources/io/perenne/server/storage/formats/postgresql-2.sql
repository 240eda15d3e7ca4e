CREATE TABLE jobs (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'unknown')),
  created BIGINT NOT NULL,
  started BIGINT,
  ended BIGINT,
  run_id TEXT,
  problem_es TEXT,
  problem_en TEXT,
  progress TEXT
);

CREATE INDEX open_jobs ON jobs (state);

CREATE TABLE schedule (
  name TEXT NOT NULL PRIMARY KEY,
  next_due BIGINT NOT NULL,
  last_started BIGINT
);
