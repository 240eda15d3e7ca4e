-- A number with a decimal comma; a point groups thousands. What holds no point is cast at once.
coalesce(
  TRY_CAST(CASE WHEN NOT contains(${text}, '.') THEN replace(${text}, ',', '.') END AS DECIMAL(18, ${scale})),
  CASE
    WHEN regexp_full_match(${bare}, '[-+]?(\d+(,\d*)?|,\d+|\d{1,3}(\.\d{3})+(,\d*)?)')
      THEN TRY_CAST(replace(replace(${bare}, '.', ''), ',', '.') AS DECIMAL(18, ${scale}))
  END)
