-- One row per customer, with the tickets as one text (see TicketCode); rows that belong to no
-- customer are counted by reason.
SELECT
  customer,
  bad,
  sum(row_count)::BIGINT AS row_count,
  min(bought_at) AS first_micros,
  max(bought_at) AS last_micros,
  string_agg(ticket, '') AS tickets
FROM (
  SELECT
    customer,
    bad,
    row_count,
    CASE WHEN countable AND amount > 0 AND time < {{cutoff}} THEN epoch_us(time) END AS bought_at,
    CASE
      WHEN customer IS NULL THEN NULL
      WHEN time >= {{cutoff}} THEN chr(1)
      WHEN NOT countable THEN chr(2)
      ELSE {{ticket}}
    END AS ticket
  FROM ({{tickets}})
)
GROUP BY customer, bad
