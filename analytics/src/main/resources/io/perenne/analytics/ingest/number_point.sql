-- A number with a decimal point. The plain cast comes first because nearly every value passes it.
coalesce(
  TRY_CAST(${text} AS DECIMAL(18, ${scale})),
  CASE
    WHEN regexp_full_match(${bare}, '[-+]?(\d+(\.\d*)?|\.\d+|\d{1,3}(,\d{3})+(\.\d*)?)')
      THEN TRY_CAST(replace(${bare}, ',', '') AS DECIMAL(18, ${scale}))
  END)
