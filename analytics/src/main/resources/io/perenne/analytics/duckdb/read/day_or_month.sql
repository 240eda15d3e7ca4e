-- The largest first and second number of the dates of a column: above 12 it is no month.
SELECT
  max(TRY_CAST(regexp_extract({{column}}, '^\s*(\d{1,2})[-/.](\d{1,2})', 1) AS INTEGER)),
  max(TRY_CAST(regexp_extract({{column}}, '^\s*(\d{1,2})[-/.](\d{1,2})', 2) AS INTEGER))
FROM {{reader}}
