-- A comment with {{nothing}}.
SELECT {{columns}}
  -- another
FROM {{table}}
