-- The ids of the CRM, each once.
CREATE OR REPLACE TEMP TABLE crm_ids AS
SELECT DISTINCT customer
{{customers}}
WHERE customer IS NOT NULL AND bad <> {{customer_fault}}
