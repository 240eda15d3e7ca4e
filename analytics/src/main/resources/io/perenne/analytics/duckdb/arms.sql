-- The arms of the control group side by side, by segment: sums and sums of squares, so that segments can be added. Only
-- columns of the contract, which runs of every version have. Nobody without an arm.
SELECT
  "ID_CLV_SEGMENT" AS segment,
  "CG_SEGMENT" = 'control' AS control,
  count(*) AS customers,
  sum("LTV_VALUE"::DOUBLE) AS value,
  sum("LTV_VALUE"::DOUBLE ** 2) AS value_squares,
  sum("MON_VALUE"::DOUBLE) AS money,
  sum("MON_VALUE"::DOUBLE ** 2) AS money_squares,
  sum("FREQ_VALUE"::DOUBLE) AS tickets,
  sum("FREQ_VALUE"::DOUBLE ** 2) AS tickets_squares,
  count("REC_VALUE") AS buyers,
  coalesce(sum("REC_VALUE"::DOUBLE), 0) AS silence,
  coalesce(sum("REC_VALUE"::DOUBLE ** 2), 0) AS silence_squares
FROM {{customers}}
WHERE "CG_SEGMENT" IS NOT NULL AND "CG_SEGMENT"::VARCHAR <> ''
GROUP BY ALL
ORDER BY ALL
