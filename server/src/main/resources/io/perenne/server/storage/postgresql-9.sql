CREATE TABLE linkage_suggestions (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  millionths BIGINT NOT NULL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (one, other)
);

CREATE TABLE linkage_refusals (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  who TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (one, other)
)
