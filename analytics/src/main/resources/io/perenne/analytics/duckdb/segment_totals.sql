SELECT
  "ID_CLV_SEGMENT"::INTEGER AS segment,
  count(*)::BIGINT AS customers,
  avg(ltv) AS mean_value,
  sum(monetary_value)::DOUBLE / 10000 AS revenue
FROM {{datamodel}}
WHERE "ID_CLV_SEGMENT" IS NOT NULL
GROUP BY segment
ORDER BY segment
