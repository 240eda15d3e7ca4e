-- One row per customer seen up to the reference date. Money in units of 1/10,000.
CREATE TABLE {{name}} AS
SELECT customers.customer, histories.* EXCLUDE (key)
FROM {{histories}}() AS histories
JOIN {{customers}} AS customers ON histories.key = customers.key
