-- Buyers of the interval by their number of tickets and by the days since they last bought.
SELECT
  CASE WHEN tickets >= 11 THEN 4 WHEN tickets >= 6 THEN 3 WHEN tickets >= 3 THEN 2 WHEN tickets = 2 THEN 1 ELSE 0 END AS tickets_class,
  CASE WHEN silence <= 30 THEN 0 WHEN silence <= 60 THEN 1 WHEN silence <= 90 THEN 2 WHEN silence <= 180 THEN 3 WHEN silence <= 270 THEN 4 ELSE 5 END AS silence_class,
  count(*) AS customers
FROM (SELECT "FREQ_VALUE"::BIGINT AS tickets, "REC_VALUE"::DOUBLE AS silence FROM {{customers}})
WHERE tickets >= 1
GROUP BY ALL
ORDER BY ALL
