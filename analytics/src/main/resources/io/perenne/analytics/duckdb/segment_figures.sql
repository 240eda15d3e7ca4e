-- The customers of each segment by value, by silence in units of their own rhythm and by tickets, and how many of
-- them may be written to. Only columns of the contract, which runs of every version have.
SELECT
  segment,
  CASE WHEN GROUPING(value_step) = 0 THEN 'value' WHEN GROUPING(rhythm_step) = 0 THEN 'rhythm' WHEN GROUPING(tickets) = 0 THEN 'tickets' ELSE 'all' END AS measure,
  band,
  coalesce(value_step, rhythm_step, tickets) AS step,
  count(*) AS customers,
  count(*) FILTER (reachable) AS reachable
FROM (
  SELECT
    "ID_CLV_SEGMENT" AS segment,
    "ID_CLV_SCORE" AS band,
    CASE WHEN "LTV_VALUE"::DOUBLE >= 1 THEN floor(log10("LTV_VALUE"::DOUBLE) * 4)::INTEGER END AS value_step,
    CASE
      WHEN "DIFF_TBP_RECENCY"::DOUBLE + "REC_VALUE"::DOUBLE > 0
      THEN least({{steps}}, floor({{per_unit}} * "REC_VALUE"::DOUBLE / ("DIFF_TBP_RECENCY"::DOUBLE + "REC_VALUE"::DOUBLE)))::INTEGER
    END AS rhythm_step,
    least({{most_tickets}}, "FREQ_VALUE"::BIGINT)::INTEGER AS tickets,
    "EMAIL_COMMUNICATIONS"::VARCHAR = 'true' AND "CG_SEGMENT" IS DISTINCT FROM 'control' AS reachable
  FROM {{customers}})
GROUP BY GROUPING SETS ((segment, band, value_step), (segment, rhythm_step), (segment, tickets), (segment))
ORDER BY ALL
