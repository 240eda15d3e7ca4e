-- The customers of one group of files written alike. Whoever is suppressed for any reason is. A date of
-- zeros is what MySQL writes for none.
SELECT
  file,
  customer,
  CASE WHEN email_valid THEN email END AS email,
  email IS NOT NULL AND NOT email_valid AS email_invalid,
  contact_id,
  consent,
  {{consent_time}} AS consent_time,
  suppressed,
  attributes,
  CAST(
    CASE
      WHEN customer IS NULL THEN 0
      WHEN length(customer) > 255 THEN {{customer_fault}}
      WHEN consent_time_text IS NOT NULL
        AND NOT starts_with(consent_time_text, '0000-00-00')
        AND (consent_time IS NULL OR consent_time < TIMESTAMP '1000-01-01' OR consent_time >= TIMESTAMP '10000-01-01')
        THEN {{consent_time_fault}}
      WHEN consent IS NULL AND consent_text IS NOT NULL THEN {{consent_fault}}
      ELSE 0
    END AS UTINYINT) AS bad{{also}}
FROM (
  SELECT
    * REPLACE ({{id}} AS customer),
    length(email) <= 254
      AND regexp_full_match(
        email,
        '[^\s@,;:<>()"\[\]\\.]+([.][^\s@,;:<>()"\[\]\\.]+)*@[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?([.][\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)+')
      AND strpos(email, '@') <= 65 AS email_valid
  FROM (
    SELECT
      {{file}} AS file,
      {{customer}} AS customer,
      {{email}} AS email,
      {{contact_id}} AS contact_id,
      {{consent}} AS consent,
      {{consent_text}} AS consent_text,
      {{parsed_consent_time}} AS consent_time,
      {{consent_time_text}} AS consent_time_text,
      {{suppressed}} AS suppressed,
      {{attributes}} AS attributes{{also_read}}
    FROM {{reader}}
  )
)
