-- Some columns of every customer, in the order of ids.
SELECT {{columns}}
FROM {{customers}}
ORDER BY "CustomerId"
