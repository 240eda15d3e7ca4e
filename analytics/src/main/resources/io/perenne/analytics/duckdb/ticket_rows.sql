-- Rows as tickets are made of them. A refund linked to an order is a line of that order. Lines of an
-- order that a later file brings again are marked superseded, and so are products that are none.
SELECT
  rows.customer,
  CASE
    WHEN bad = 0 AND {{superseded}} THEN {{superseded_code}}
    WHEN bad = 0 AND {{excluded}} THEN {{excluded_code}}
    ELSE bad
  END AS bad,
  rows.time,
  rows.amount,
  {{margin}} AS margin,
  {{countable}} AS countable,
  {{refunded}} AS refunded,
  {{linked}} AS linked,
  {{ticket}} AS ticket,
  {{line}} AS line
FROM ({{transactions}}) AS rows {{latest_file}}
