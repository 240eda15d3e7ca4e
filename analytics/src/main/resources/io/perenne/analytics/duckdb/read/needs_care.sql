-- Whether a text has blanks around it or means nothing.
CASE
  WHEN {{clean}} THEN false
  ELSE {{column}} <> trim({{column}}, chr(9) || ' ' || chr(160)) OR {{column}} IN ({{null_texts}})
END
