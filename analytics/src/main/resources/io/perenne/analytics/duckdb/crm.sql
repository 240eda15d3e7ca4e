-- One row per customer of the CRM. The latest consent by its own time before the cut-off wins; a
-- consent without a time is the oldest.
CREATE OR REPLACE TABLE crm AS
SELECT
  customer,
  arg_max(email, row_time) FILTER (WHERE email IS NOT NULL) AS email,
  arg_max(contact_id, row_time) FILTER (WHERE contact_id IS NOT NULL) AS contact_id,
  coalesce(arg_max(consent, row_time) FILTER (WHERE consent IS NOT NULL AND row_time < {{cutoff}}), false) AS consent,
  coalesce(bool_or(suppressed), false) AS suppressed
FROM (
  SELECT *, coalesce(consent_time, TIMESTAMP '1900-01-01') AS row_time
  FROM ({{customers}})
  WHERE customer IS NOT NULL
)
GROUP BY customer
