-- A number with a decimal comma; a point groups thousands.
CASE
  WHEN regexp_full_match({{bare}}, '[-+]?(\d+(,\d*)?|,\d+|\d{1,3}(\.\d{3})+(,\d*)?)')
    THEN TRY_CAST(replace(replace({{bare}}, '.', ''), ',', '.') AS DECIMAL(18, {{scale}}))
END
