-- The customers of a run with the reason for each segment as a sentence.
SELECT
  *,
  {{reason}}(segment_rule, interval_purchase_days, purchase_days, coalesce(silence_days, 0), coalesce(age_days, 0), tbp_days, gap_count, ltv) AS "CLV_SEGMENT_REASON"
FROM {{customers}}
