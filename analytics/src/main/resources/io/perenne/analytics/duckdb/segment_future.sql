-- What the customers of each segment did in the days that followed.
SELECT
  {{segment}} AS segment,
  count(*)::BIGINT AS customers,
  count(*) FILTER (WHERE later.frequency > 0)::BIGINT AS returning,
  coalesce(sum(later.monetary_value), 0)::DOUBLE / 10000 AS revenue,
  coalesce(stddev_samp(coalesce(later.monetary_value, 0)::DOUBLE), 0) / 10000 AS deviation
FROM {{segments}} AS segments LEFT JOIN {{later}} AS later USING (customer)
GROUP BY ALL
ORDER BY segment
