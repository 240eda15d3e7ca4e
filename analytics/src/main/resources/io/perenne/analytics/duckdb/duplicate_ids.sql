SELECT (count(*) - count(DISTINCT "CustomerId"))::BIGINT FROM {{datamodel}}
