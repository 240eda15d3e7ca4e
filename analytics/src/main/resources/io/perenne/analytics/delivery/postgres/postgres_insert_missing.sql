INSERT INTO {{table}} ({{columns}})
SELECT {{columns}} FROM perenne_staging
ON CONFLICT ({{key}}) DO NOTHING
