-- Orders that more than one file brings, with the last file in which they can be read: what cannot be
-- read takes nobody's place.
CREATE OR REPLACE TEMP TABLE order_files AS
SELECT "order", max(file) AS file
FROM ({{transactions}})
WHERE "order" IS NOT NULL AND bad = 0
GROUP BY "order"
HAVING min(file) < max(file)
