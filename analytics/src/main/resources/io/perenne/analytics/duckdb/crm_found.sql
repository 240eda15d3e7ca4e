-- How many ids the transactions and the CRM have, and how many both have.
SELECT
  (SELECT count(*) FROM {{histories}}),
  (SELECT count(*) FROM crm_ids),
  (SELECT count(*) FROM crm_ids WHERE customer IN (SELECT customer FROM {{histories}}))
