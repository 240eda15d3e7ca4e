-- Customers of low commitment but high value: those whose second purchase is worth most effort.
SELECT
  count(*)::BIGINT AS customers,
  coalesce(avg(ltv), 0) AS mean_value,
  coalesce(sum(monetary_value), 0)::DOUBLE / 10000 AS revenue
FROM {{datamodel}}
WHERE "ID_CLV_SEGMENT" = {{mass}} AND "ID_CLV_SCORE" IN ({{outlier}}, {{high}})
