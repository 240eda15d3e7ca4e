CREATE TABLE catalogue_versions (
  hash TEXT NOT NULL PRIMARY KEY,
  text TEXT NOT NULL,
  used BIGINT NOT NULL
);

CREATE TABLE decisions (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  decision TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  touchpoint TEXT NOT NULL,
  at BIGINT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('shown', 'held-back', 'nothing')),
  action TEXT,
  propensity DOUBLE PRECISION NOT NULL,
  seed BIGINT NOT NULL,
  run TEXT NOT NULL,
  catalogue TEXT NOT NULL,
  answer TEXT NOT NULL
);

CREATE INDEX decisions_of_person ON decisions (person);

CREATE TABLE contacts (
  contact TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL,
  at BIGINT NOT NULL,
  channel TEXT NOT NULL,
  action TEXT NOT NULL,
  issue TEXT NOT NULL,
  cost DOUBLE PRECISION NOT NULL,
  response TEXT NOT NULL
    CHECK (response IN ('open', 'ignored', 'answered', 'unsubscribed', 'complained'))
);

CREATE INDEX contacts_of_person ON contacts (person);

CREATE INDEX contacts_of_action ON contacts (action)
