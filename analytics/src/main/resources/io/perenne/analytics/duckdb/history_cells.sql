-- Distinct (x, t_x, T) in days with how many customers share each, and the mean of the sums of the
-- logarithms of their gaps; in the order in which they are kept.
SELECT
  purchase_days - 1 AS frequency,
  (last_micros // 86400000000 - first_micros // 86400000000)::INTEGER AS recency,
  ({{reference_date}} - make_timestamp(first_micros)::DATE)::INTEGER AS age,
  sum(gap_log)::DOUBLE / count(*) / 1e9 AS mean_log_gaps,
  count(*)::BIGINT AS customers
FROM {{histories}}
WHERE purchase_days > 0
GROUP BY ALL
ORDER BY frequency, age, recency
