-- Text without blanks, tabs and hard blanks around it, NULL if it means nothing.
CASE
  WHEN {{clean}} THEN {{column}}
  WHEN trim({{column}}, chr(9) || ' ' || chr(160)) NOT IN ({{null_texts}}) THEN trim({{column}}, chr(9) || ' ' || chr(160))
END
