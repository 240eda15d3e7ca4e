-- Customers, rhythm and money of a run by segment and value band: sums, so that groups can be added. Only
-- columns of the contract, which runs of every version have.
SELECT
  "ID_CLV_SEGMENT" AS segment,
  "ID_CLV_SCORE" AS band,
  count(*) AS customers,
  count(*) FILTER ("CG_SEGMENT" = 'control') AS control,
  count(*) FILTER ("CLV_EVOLUTION" = 'up') AS up,
  count(*) FILTER ("CLV_EVOLUTION" = 'down') AS down,
  count("DIFF_TBP_RECENCY") AS with_rhythm,
  coalesce(sum("DIFF_TBP_RECENCY"::DOUBLE + "REC_VALUE"::DOUBLE), 0) AS rhythm_days,
  coalesce(sum("REC_VALUE"::DOUBLE) FILTER ("DIFF_TBP_RECENCY" IS NOT NULL), 0) AS silence_days,
  coalesce(sum(date_diff('day', "FIRST_TICKET_DATE"::DATE, "LAST_TICKET_DATE"::DATE)) FILTER ("DIFF_TBP_RECENCY" IS NOT NULL), 0)::DOUBLE AS life_days,
  sum("FREQ_VALUE"::BIGINT)::BIGINT AS tickets,
  sum("MON_VALUE"::DOUBLE) AS revenue,
  sum("LTV_VALUE"::DOUBLE) AS value
FROM {{customers}}
GROUP BY ALL
ORDER BY ALL
