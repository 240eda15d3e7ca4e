-- Moves between two runs, by cause, with the value that moved.
SELECT
  "PREVIOUS_ID_CLV_SEGMENT"::INTEGER AS before,
  "ID_CLV_SEGMENT"::INTEGER AS now,
  "CLV_EVOLUTION_CAUSE" AS cause,
  sum(customers)::BIGINT AS customers,
  sum(lifetime_value) AS lifetime_value
FROM datamodel_cells
WHERE "PREVIOUS_ID_CLV_SEGMENT" IS NOT NULL
GROUP BY ALL
ORDER BY ALL
