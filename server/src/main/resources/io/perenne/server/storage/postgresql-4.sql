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
