-- Every value of one customer, as it is written in the contract file.
SELECT COLUMNS(*)::VARCHAR
FROM {{datamodel}}
WHERE "CustomerId" = {{customer}}
