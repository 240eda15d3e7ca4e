-- One row per customer of the CRM. The latest consent by its own time before the cut-off wins, and of
-- everything else the latest that is known; what has no time is the oldest, and then the later file
-- wins. At one and the same time a withdrawal wins. What cannot be read counts as a withdrawal at its
-- own time, and as the last word of all if it is the time that cannot be read. A struct compares field by
-- field, so that a tie has one answer.
CREATE OR REPLACE TABLE crm AS
SELECT
  customer,
  max({row_time: row_time, file: file, value: email}) FILTER (WHERE email IS NOT NULL)['value'] AS email,
  max({row_time: row_time, file: file, value: contact_id}) FILTER (WHERE contact_id IS NOT NULL)['value'] AS contact_id,
  coalesce(
    NOT max({at_any_time: at_any_time, row_time: row_time, untimed_file: untimed_file, withdrawn: withdrawn})
      FILTER (WHERE withdrawn IS NOT NULL AND (at_any_time OR row_time < {{cutoff}}))['withdrawn'],
    false
  ) AS consent,
  coalesce(bool_or(suppressed), false) AS suppressed{{attributes}}
FROM (
  SELECT
    *,
    coalesce(consent_time, TIMESTAMP '1900-01-01') AS row_time,
    CASE WHEN consent_time IS NULL THEN file ELSE 0 END AS untimed_file,
    bad = {{consent_time_fault}} AS at_any_time,
    bad <> 0 OR NOT consent AS withdrawn
  FROM ({{customers}})
  WHERE bad <> {{customer_fault}} AND customer IS NOT NULL
)
GROUP BY customer
