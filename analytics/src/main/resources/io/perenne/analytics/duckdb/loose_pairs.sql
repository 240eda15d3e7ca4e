-- How many ids of both sides are one in a form, and how many ids of one side fall together in it. Of
-- addresses everybody knows that case does not matter.
SELECT
  count(*) FILTER (crm = 1 AND buyers = 1),
  coalesce(sum(CASE WHEN crm > 1 THEN crm ELSE 0 END + CASE WHEN buyers > 1 THEN buyers ELSE 0 END)
    FILTER (NOT contains(form, '@')), 0)::BIGINT
FROM (
  SELECT
    {{form}} AS form,
    count(*) FILTER (of_crm) AS crm,
    count(*) FILTER (NOT of_crm) AS buyers
  FROM loose_ids
  GROUP BY {{form}}
)
