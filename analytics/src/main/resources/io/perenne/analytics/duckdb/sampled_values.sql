-- How many of some values of each column of the transactions are in a column of the CRM.
SELECT place, count(*), count(*) FILTER (value IN (SELECT lower({{value}}) {{customers}} WHERE {{value}} IS NOT NULL))
FROM (VALUES {{values}}) AS sampled(place, value)
GROUP BY place
