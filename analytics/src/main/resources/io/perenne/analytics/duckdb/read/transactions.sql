-- The transactions of one group of files written alike, from the inside out: the fields with the
-- reading that fits most values; the patient reading of the others; what follows from these; what
-- is unreadable. A patient reading must stand in a CASE: anywhere else the engine would evaluate
-- what its branches have in common for every row.
SELECT
  file,
  customer,
  time,
  {{counted_amount}} AS amount,
  "order",
  status,
  currency,
  channel,
  product,
  margin,
  refund_of,
  {{line}} AS line,
  CAST({{bad}} AS UTINYINT) AS bad{{also}}
FROM (
  SELECT
    file,
    {{id}} AS customer,
    {{time}} AS time,
    {{amount}} AS amount,
    quantity,
    price,
    "order",
    status,
    currency,
    channel,
    product,
    {{margin}} AS margin,
    {{unreadable_margin}} AS unreadable_margin,
    refund_of{{also}}
  FROM (
    SELECT
      file,
      {{customer}} AS customer,
      {{read_time}} AS time,
      {{read_amount}} AS amount,
      {{read_quantity}} AS quantity,
      {{read_price}} AS price,
      {{order}} AS "order",
      {{status}} AS status,
      {{currency}} AS currency,
      {{channel}} AS channel,
      {{product}} AS product,
      {{read_margin}} AS margin,
      {{read_cost}} AS cost,
      {{margin_text}} AS margin_text,
      {{taken_off}} AS taken_off,
      {{row_type}} AS row_type,
      {{refund_of}} AS refund_of{{also_read}}
    FROM (
      SELECT
        *,
        {{file}} AS file,
        {{text_of_customer}} AS text_of_customer,
        {{text_of_order}} AS text_of_order,
        {{text_of_refund}} AS text_of_refund,
        {{usual_time}} AS usual_time,
        {{usual_amount}} AS usual_amount,
        {{usual_quantity}} AS usual_quantity,
        {{usual_price}} AS usual_price,
        {{usual_margin}} AS usual_margin,
        {{usual_cost}} AS usual_cost
      FROM {{reader}}
    )
  )
)
