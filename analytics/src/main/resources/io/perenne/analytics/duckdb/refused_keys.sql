SELECT "row"
FROM read_csv({{list}}, header = true, delim = ',', quote = '"', escape = '"', columns = {'row': 'VARCHAR', 'reason': 'VARCHAR'})
