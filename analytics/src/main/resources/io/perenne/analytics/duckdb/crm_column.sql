-- How many values a column of the CRM has, and how many of them are customers of the transactions.
SELECT count(*), count(*) FILTER (value IN (SELECT folded FROM loose_ids WHERE NOT of_crm))
FROM (SELECT DISTINCT lower({{value}}) AS value {{customers}} WHERE {{value}} IS NOT NULL)
