INSERT INTO {{table}} AS kept ({{columns}})
SELECT {{columns}} FROM perenne_staging
ON CONFLICT ({{key}}) DO UPDATE SET {{assignments}}
WHERE ({{old}}) IS DISTINCT FROM ({{new}})
