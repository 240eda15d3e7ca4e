-- How many numbers of a column show a decimal point, and how many a decimal comma, beyond doubt.
SELECT
  count(*) FILTER (regexp_matches({{column}}, '[.](\d{1,2}|\d{4,})\D*$|\d,\d+[.]|^\D*0[.]')),
  count(*) FILTER (regexp_matches({{column}}, ',(\d{1,2}|\d{4,})\D*$|\d[.]\d+,|^\D*0,'))
FROM {{reader}}
