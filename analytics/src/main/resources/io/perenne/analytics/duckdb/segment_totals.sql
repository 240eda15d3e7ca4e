SELECT
  "ID_CLV_SEGMENT"::INTEGER AS segment,
  sum(customers)::BIGINT AS customers,
  sum(lifetime_value) / sum(customers) AS mean_value,
  sum(monetary_units)::DOUBLE / 10000 AS revenue,
  sum(expected_money) AS expected_money,
  sum(chance_variance) AS chance_variance,
  sum(recent_money)::DOUBLE AS recent_money
FROM datamodel_cells
WHERE "ID_CLV_SEGMENT" IS NOT NULL
GROUP BY segment
ORDER BY segment
