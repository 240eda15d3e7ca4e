-- A line that is no JSON object becomes a row of NULLs, which is then rejected for its empty time.
read_json(
  [{{files}}],
  format = 'newline_delimited',
  ignore_errors = true,
  compression = {{compression}},
  columns = {{{columns}}})
