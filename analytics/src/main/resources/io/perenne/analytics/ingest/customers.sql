-- The customers of one group of files written alike. Whoever is suppressed for any reason is.
SELECT
  file,
  customer,
  CASE WHEN email_valid THEN email END AS email,
  email IS NOT NULL AND NOT email_valid AS email_invalid,
  contact_id,
  consent,
  ${consent_time} AS consent_time,
  suppressed,
  CAST(CASE WHEN length(customer) > 255 THEN ${customer_fault} ELSE 0 END AS UTINYINT) AS bad${also}
FROM (
  SELECT
    *,
    length(email) <= 254
      AND regexp_full_match(
        email,
        '[^\s@,;:<>()"\[\]\\.]+([.][^\s@,;:<>()"\[\]\\.]+)*@[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?([.][\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)+')
      AND strpos(email, '@') <= 65 AS email_valid
  FROM (
    SELECT
      ${file} AS file,
      ${customer} AS customer,
      ${email} AS email,
      ${contact_id} AS contact_id,
      ${consent} AS consent,
      ${parsed_consent_time} AS consent_time,
      ${suppressed} AS suppressed${also_read}
    FROM ${reader}
  )
)
