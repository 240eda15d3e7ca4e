-- The value of one unit of a currency in the reporting currency.
SELECT CAST(time AS DATE) AS date, upper(currency) AS currency, CAST(rate AS DOUBLE) AS rate
FROM (
  SELECT {{time}} AS time, {{currency}} AS currency, {{rate}} AS rate, {{rate_text}} AS rate_text
  FROM {{reader}}
)
WHERE rate_text IS NOT NULL
