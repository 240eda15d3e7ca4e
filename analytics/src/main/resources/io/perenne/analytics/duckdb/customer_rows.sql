-- Every value of some customers, as it is written in the contract file.
SELECT COLUMNS(*)::VARCHAR
FROM {{datamodel}}
WHERE "CustomerId" IN ({{customers}})
