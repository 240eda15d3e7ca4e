SELECT
  "ID_CLV_SEGMENT"::INTEGER AS segment,
  sum(customers)::BIGINT AS customers,
  sum(lifetime_value) / sum(customers) AS mean_value,
  sum(monetary_units)::DOUBLE / 10000 AS revenue
FROM datamodel_cells
WHERE "ID_CLV_SEGMENT" IS NOT NULL
GROUP BY segment
ORDER BY segment
