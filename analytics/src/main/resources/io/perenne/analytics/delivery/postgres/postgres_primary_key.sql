SELECT conname
FROM pg_constraint
WHERE contype = 'p' AND conrelid = to_regclass(quote_ident(?))
