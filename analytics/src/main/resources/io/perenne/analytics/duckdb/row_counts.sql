-- What became of the rows; those of customers are one group.
SELECT bad, customer IS NULL AS anonymous, sum(row_count)::BIGINT
FROM {{customers}}
GROUP BY ALL
