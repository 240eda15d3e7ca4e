-- A date and a time of day from two columns. A spreadsheet shows midnight beside a date, and the day it
-- counts from beside a time.
nullif(
  concat_ws(
    ' ',
    regexp_replace({{date}}, '[ T]00:00(:00([.]0+)?)?$', ''),
    regexp_replace({{time}}, '^(1899-12-3[01]|1900-01-0[01])[ T]', '')),
  '')
