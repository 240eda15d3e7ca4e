-- The products of some rows, each with its rows and their money, refunds and purchases alike; those
-- without a product together.
SELECT coalesce(product, ''), count(*), coalesce(sum(abs(amount)), 0)::DECIMAL(38, 2)
FROM (SELECT product, amount FROM ({{transactions}}) WHERE bad = 0 AND NOT {{excluded}} {{some}})
GROUP BY 1
