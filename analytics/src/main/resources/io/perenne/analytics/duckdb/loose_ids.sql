-- The ids that only one side has, in the forms in which they may still be the same: without zeros in
-- front, and without case too.
CREATE OR REPLACE TEMP TABLE loose_ids AS
SELECT customer, of_crm, bare, lower(bare) AS folded
FROM (
  SELECT
    customer,
    of_crm,
    CASE
      WHEN starts_with(customer, '0') AND regexp_full_match(customer, '0+[0-9]+') THEN regexp_extract(customer, '^0+([0-9]+)$', 1)
      ELSE customer
    END AS bare
  FROM (
    SELECT customer, false AS of_crm
    FROM {{histories}}
    WHERE customer NOT IN (SELECT customer FROM crm_ids)
    UNION ALL
    SELECT customer, true AS of_crm
    FROM crm_ids
    WHERE customer NOT IN (SELECT customer FROM {{histories}})
  )
)
