SELECT now.*
FROM ({{now}}) AS now
SEMI JOIN (
  SELECT {{compared}}
  FROM ({{now}})
  EXCEPT
  SELECT {{compared}}
  FROM ({{before}})
  WHERE {{key}} NOT IN ({{refused}})
) AS changed
ON now.{{key}} = changed.{{key}}
