-- One fault of a table of rates in words, if there is any.
SELECT fault
FROM (
  SELECT
    CASE
      WHEN date IS NULL THEN 'a rate of ' || coalesce(currency, '?') || ' without a readable date'
      WHEN currency IS NULL THEN 'no currency on ' || date
      WHEN rate IS NULL OR NOT rate > 0 OR isinf(rate) THEN currency || ' on ' || date || ' is no positive number'
      WHEN count(*) OVER (PARTITION BY date, currency) > 1 THEN currency || ' on ' || date || ' is given twice'
    END AS fault
  FROM ({{rates}})
)
WHERE fault IS NOT NULL
ORDER BY fault
LIMIT 1
