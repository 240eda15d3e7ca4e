-- Orders that more than one file brings, with the last file that does.
CREATE OR REPLACE TEMP TABLE order_files AS
SELECT "order", max(file) AS file
FROM ({{transactions}})
WHERE "order" IS NOT NULL
GROUP BY "order"
HAVING min(file) < max(file)
