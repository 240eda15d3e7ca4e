-- Spend statistics per distinct (n, S); with many customers, S falls into bins that carry means.
SELECT
  purchase_days,
  sum(spend)::DOUBLE / count(*) / 10000 AS mean_sum,
  sum(spend_log)::DOUBLE / count(*) / 1e9 AS mean_log,
  count(*)::BIGINT AS customers
FROM {{histories}}
WHERE purchase_days > 0
GROUP BY purchase_days, {{bin}}
