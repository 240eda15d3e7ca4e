SELECT {{columns}}
FROM {{customers}}
WHERE {{condition}}
