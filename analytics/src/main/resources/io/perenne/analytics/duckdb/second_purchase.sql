-- Customers of low commitment but high value: those whose second purchase is worth most effort.
SELECT
  coalesce(sum(customers), 0)::BIGINT AS customers,
  coalesce(sum(lifetime_value) / sum(customers), 0) AS mean_value,
  coalesce(sum(monetary_units), 0)::DOUBLE / 10000 AS revenue
FROM datamodel_cells
WHERE "ID_CLV_SEGMENT" = {{mass}} AND "ID_CLV_SCORE" IN ({{outlier}}, {{high}})
