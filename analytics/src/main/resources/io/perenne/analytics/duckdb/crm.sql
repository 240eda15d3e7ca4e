-- One row per customer of the CRM. The latest consent by its own time before the cut-off wins, and of
-- everything else the latest that is known; what has no time is the oldest, and then the later file
-- wins. A struct compares field by field, so that a tie has one answer.
CREATE OR REPLACE TABLE crm AS
SELECT
  customer,
  max({row_time: row_time, file: file, value: email}) FILTER (WHERE email IS NOT NULL)['value'] AS email,
  max({row_time: row_time, file: file, value: contact_id}) FILTER (WHERE contact_id IS NOT NULL)['value'] AS contact_id,
  coalesce(
    max({row_time: row_time, file: file, value: consent}) FILTER (WHERE consent IS NOT NULL AND row_time < {{cutoff}})['value'],
    false
  ) AS consent,
  coalesce(bool_or(suppressed), false) AS suppressed
FROM (
  SELECT *, coalesce(consent_time, TIMESTAMP '1900-01-01') AS row_time
  FROM ({{customers}})
  WHERE bad = 0 AND customer IS NOT NULL
)
GROUP BY customer
