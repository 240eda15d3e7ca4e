-- Spend statistics per distinct (n, S), at the prices of today; with many customers, S falls into bins that carry means.
SELECT
  spend_days,
  sum(spend)::DOUBLE / count(*) / 10000 AS mean_sum,
  sum(spend_log)::DOUBLE / count(*) / 1e9 AS mean_log,
  count(*)::BIGINT AS customers
FROM (SELECT {{spend_days}} AS spend_days, {{spend}} AS spend, {{spend_log}} AS spend_log FROM {{histories}})
WHERE spend_days > 0
GROUP BY spend_days, {{bin}}
