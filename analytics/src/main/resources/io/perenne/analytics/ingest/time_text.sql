-- A time in text as local time of the tenant: the spelling most rows have first, then any spelling
-- of the same order of day, month and year, then a time with an offset, which is converted.
coalesce(
  ${usual},
  ${local},
  ${zoned})
