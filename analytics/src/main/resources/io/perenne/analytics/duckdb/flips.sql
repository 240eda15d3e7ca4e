-- Of those who moved between the two runs before, how many moved back now.
SELECT
  count(*)::BIGINT,
  count(*) FILTER (WHERE was."PREVIOUS_ID_CLV_SEGMENT" = now."ID_CLV_SEGMENT" AND was."ID_CLV_SEGMENT" <> now."ID_CLV_SEGMENT")::BIGINT
FROM {{datamodel}} AS now
JOIN read_parquet({{previous}}) AS was USING ("CustomerId")
WHERE was."PREVIOUS_ID_CLV_SEGMENT" IS NOT NULL
