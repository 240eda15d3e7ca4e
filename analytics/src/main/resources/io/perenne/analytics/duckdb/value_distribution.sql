-- Customers by value band and by quarter of a power of ten of their value; who is worth nothing is left out.
SELECT "ID_CLV_SCORE" AS band, floor(log10("LTV_VALUE"::DOUBLE) * 4)::INTEGER AS step, count(*) AS customers
FROM {{customers}}
WHERE "LTV_VALUE"::DOUBLE >= 1
GROUP BY ALL
ORDER BY ALL
