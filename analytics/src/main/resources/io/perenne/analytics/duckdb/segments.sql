-- The decision of every customer, packed (see Functions).
CREATE VIEW {{name}} AS
SELECT
  *,
  decide{{suffix}}(interval_purchase_days, purchase_days, coalesce(silence, 0), coalesce(age, 0), tbp, gap_count, ltv) AS decision
FROM (
  SELECT
    *,
    time_between_purchases{{suffix}}(gap_sum, gap_count) AS tbp,
    greatest(known_value, 0) / 10000 + residual AS ltv
  FROM {{values}}
)
