CREATE TABLE messages (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  send_key TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  profile TEXT,
  channel TEXT NOT NULL,
  action TEXT NOT NULL,
  issue TEXT NOT NULL,
  service BIGINT NOT NULL CHECK (service IN (0, 1)),
  origin TEXT NOT NULL,
  content TEXT NOT NULL,
  language TEXT NOT NULL,
  texts TEXT NOT NULL,
  created BIGINT NOT NULL,
  due BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'unknown', 'failed', 'dropped')),
  reason TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  server TEXT,
  begun BIGINT,
  ended BIGINT,
  problem_es TEXT,
  problem_en TEXT,
  result TEXT,
  unsubscribed BIGINT
);

CREATE INDEX messages_waiting ON messages (channel, due) WHERE state = 'waiting';

CREATE INDEX messages_sending ON messages (channel) WHERE state = 'sending';

CREATE INDEX messages_of_person ON messages (person);

CREATE INDEX messages_of_profile ON messages (profile);

CREATE INDEX messages_by_state ON messages (state, id);

CREATE TABLE message_channels (
  channel TEXT NOT NULL PRIMARY KEY,
  paused BIGINT,
  failures BIGINT NOT NULL,
  failing_since BIGINT,
  next_try BIGINT,
  problem_es TEXT,
  problem_en TEXT
)
