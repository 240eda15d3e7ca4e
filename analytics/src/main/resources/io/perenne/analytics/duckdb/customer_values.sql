-- Every history with its lifetime value. What is to come does not depend on the interval: whoever ever
-- bought may come back.
CREATE VIEW {{name}} AS
SELECT
  *,
  CASE WHEN purchase_days > 0 THEN {{residual_factor}} * kept_share * state_factor * model_value ELSE 0 END AS residual
FROM (
  SELECT *, CASE WHEN purchase_days > 0 THEN {{state_factor}} ELSE 1 END AS state_factor
  FROM (
    SELECT
      *,
      CASE WHEN purchase_days > 0
        THEN residual_value{{suffix}}(purchase_days - 1, recency, age, {{spend_days}}, {{spend_today}}{{gaps_too}})
      END AS model_value,
      CASE WHEN purchase_days > 0 THEN expected_purchases{{suffix}}(purchase_days - 1, recency, age{{gaps_too}}) END AS expected_purchases,
      CASE WHEN purchase_days > 0 THEN probability_alive{{suffix}}(purchase_days - 1, recency, age{{gaps_too}}) END AS probability_alive
    FROM (
      SELECT
        * EXCLUDE (gaps, amounts),
        {{known_units}} AS known_value,
        {{kept}} AS kept_share,
        {{price_factor}} AS price_factor,
        {{log_gaps}} AS log_gaps,
        (last_micros // 86400000000 - first_micros // 86400000000)::INTEGER AS recency,
        ({{reference_date}} - make_timestamp(first_micros)::DATE)::INTEGER AS age,
        ({{reference_date}} - make_timestamp(last_micros)::DATE)::INTEGER AS silence
      FROM {{histories}}
    )
  )
)
