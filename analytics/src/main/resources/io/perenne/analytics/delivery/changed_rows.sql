SELECT *
FROM ({{now}})
EXCEPT
SELECT *
FROM ({{before}})
