-- Whether a text has no blanks around it and is too long to be one that means nothing: true of nearly
-- all, and cheaper to see than to cut the blanks off.
(strlen({{column}}) > {{longest_null_text}}
  AND {{column}} >= '!'
  AND NOT ends_with({{column}}, ' ')
  AND NOT ends_with({{column}}, chr(9))
  AND NOT ends_with({{column}}, chr(160))
  AND NOT starts_with({{column}}, chr(160)))
