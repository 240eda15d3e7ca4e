-- The transactions of one group of files written alike.
SELECT
  file,
  customer,
  time,
  amount,
  "order",
  status,
  currency,
  channel,
  product,
  margin,
  refund_of,
  CAST(${bad} AS UTINYINT) AS bad${also}
FROM (
  SELECT
    file,
    customer,
    ${time} AS time,
    ${amount} AS amount,
    quantity,
    price,
    "order",
    status,
    currency,
    channel,
    product,
    ${margin} AS margin,
    unreadable_margin,
    refund_of${also}
  FROM (
    SELECT
      ${file} AS file,
      ${customer} AS customer,
      ${parsed_time} AS time,
      ${parsed_amount} AS amount,
      ${quantity} AS quantity,
      ${price} AS price,
      ${order} AS "order",
      ${status} AS status,
      ${currency} AS currency,
      ${channel} AS channel,
      ${product} AS product,
      ${parsed_margin} AS margin,
      ${cost} AS cost,
      ${unreadable_margin} AS unreadable_margin,
      ${refund_of} AS refund_of${also_read}
    FROM ${reader}
  )
)
