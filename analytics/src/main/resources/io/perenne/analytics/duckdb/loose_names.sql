-- The ids of the CRM that are one with an id of the transactions in a form.
CREATE OR REPLACE TEMP TABLE loose_names AS
SELECT
  any_value(customer) FILTER (of_crm) AS crm,
  any_value(customer) FILTER (NOT of_crm) AS customer
FROM loose_ids
GROUP BY {{form}}
HAVING count(*) FILTER (of_crm) = 1 AND count(*) FILTER (NOT of_crm) = 1
