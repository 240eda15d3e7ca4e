-- How many customers there are and what they spent in the interval, before anything was joined.
SELECT
  count(*)::BIGINT + {{only_in_crm}} AS customers,
  coalesce(sum(monetary_value), 0)::DECIMAL(38, 0) AS monetary_units
FROM {{histories}}
