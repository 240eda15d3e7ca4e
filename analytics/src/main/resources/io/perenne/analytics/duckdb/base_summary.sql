-- The base as a whole.
SELECT
  count(*) FILTER (WHERE purchase_days > 0)::BIGINT AS buyers_ever,
  make_timestamp(min(first_micros))::DATE AS first_purchase,
  make_timestamp(max(last_micros))::DATE AS last_purchase,
  coalesce(sum(historic_value), 0)::DOUBLE / 10000 AS revenue,
  coalesce(sum(historic_margin), 0)::DOUBLE / 10000 AS margin,
  coalesce(sum(bought), 0)::DOUBLE / 10000 AS bought,
  coalesce(sum(purchase_days), 0)::BIGINT AS purchase_days
FROM {{histories}}
