-- The CRM with one row per person. What the person's own id says comes first, then that of the other ids.
-- Consent is that of all of them: whoever said no under one id is not written to under another.
CREATE OR REPLACE TABLE crm AS
SELECT
  person AS customer,
  coalesce(any_value(email) FILTER (own), max(email)) AS email,
  coalesce(any_value(contact_id) FILTER (own), max(contact_id)) AS contact_id,
  bool_and(consent) AS consent,
  bool_or(suppressed) AS suppressed{{attributes}}
FROM (
  SELECT crm.*, coalesce(identities.person, crm.customer) AS person, identities.person IS NULL AS own
  FROM crm LEFT JOIN identities ON crm.customer = identities.customer
)
GROUP BY person
