-- How many customers there are, how many of them share the key of another, and how many ids need care.
SELECT
  count(customer) AS customers,
  count(customer) - count(DISTINCT key) AS sharing,
  count(*) FILTER (WHERE {{id_needs_care}}) AS needing_care
FROM {{customers}}
