-- The days of orders that have lines of more than one day, some of them in another currency: all lines
-- take the rate of the order's own day, which is the earliest of its lines, refunds that name it left
-- out. Of an order that comes twice the later file tells.
CREATE OR REPLACE TEMP TABLE order_days AS
SELECT customer, ticket, arg_max(day, file) AS date
FROM (
  SELECT
    customer,
    {{ticket}} AS ticket,
    file,
    CAST(min(time) FILTER (WHERE NOT {{linked}}) AS DATE) AS day,
    CAST(min(time) AS DATE) AS first_day,
    CAST(max(time) AS DATE) AS last_day,
    bool_or(currency <> {{currency}}) AS is_foreign
  FROM ({{rows}}) AS rows
  WHERE bad = 0 AND customer IS NOT NULL AND {{ticket}} IS NOT NULL AND time < {{last}} + 1
  GROUP BY ALL
)
GROUP BY customer, ticket
HAVING count(day) > 0 AND bool_or(is_foreign) AND min(first_day) < max(last_day)
