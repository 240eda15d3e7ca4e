-- Rows with one order id are the lines of one ticket. A refund linked to an order is a line of that
-- order; it moves neither its time nor its status. Lines without an order id stand alone. Lines of an
-- order that a later file brings again are marked superseded.
SELECT
  customer,
  bad,
  coalesce(min(time) FILTER (WHERE NOT linked), min(time)) AS time,
  sum(amount) AS amount,
  sum(margin) AS margin,
  coalesce(bool_and(countable) FILTER (WHERE NOT linked), true) AS countable,
  count(*) AS row_count
FROM (
  SELECT
    CASE WHEN bad = 0 AND NOT superseded THEN customer END AS customer,
    CASE WHEN superseded AND bad = 0 THEN {{superseded_code}} ELSE bad END AS bad,
    CASE
      WHEN bad <> 0 OR superseded OR customer IS NULL THEN ''
      WHEN ticket IS NULL THEN 'row ' || uuid()
      ELSE 'order ' || ticket
    END AS ticket,
    time >= {{cutoff}} AS later,
    time,
    amount,
    margin,
    countable,
    linked
  FROM (
    SELECT
      rows.customer,
      rows.bad,
      rows.time,
      rows.amount,
      {{margin}} AS margin,
      {{countable}} AS countable,
      {{linked}} AS linked,
      CASE WHEN {{linked}} THEN rows.refund_of ELSE rows."order" END AS ticket,
      {{superseded}} AS superseded
    FROM ({{transactions}}) AS rows {{latest_file}}
  )
)
GROUP BY customer, bad, ticket, later
