-- One row per customer seen up to the reference date. Money in units of 1/10,000.
CREATE TABLE {{name}} (
  customer VARCHAR NOT NULL,
  first_micros BIGINT,
  last_micros BIGINT,
  purchase_days INTEGER NOT NULL,
  interval_purchase_days INTEGER NOT NULL,
  frequency INTEGER NOT NULL,
  gap_sum INTEGER NOT NULL,
  gap_count INTEGER NOT NULL,
  tickets_90 INTEGER NOT NULL,
  tickets_180 INTEGER NOT NULL,
  tickets_360 INTEGER NOT NULL,
  historic_value BIGINT NOT NULL,
  historic_margin BIGINT NOT NULL,
  monetary_value BIGINT NOT NULL,
  spend BIGINT NOT NULL,
  spend_log BIGINT NOT NULL,
  money_90 BIGINT NOT NULL,
  money_180 BIGINT NOT NULL,
  money_360 BIGINT NOT NULL,
  days VARCHAR NOT NULL
)
