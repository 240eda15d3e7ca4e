-- Whether a column of bounces, complaints or unsubscriptions speaks against writing: anything but an
-- empty field or a plain no does, also a date, a reason, or a word such as unsubscribed.
{{text}} IS NOT NULL AND lower({{text}}) NOT IN ('false', 'f', 'no', 'n', '0', '0.0', 'off', '-', 'falso', 'none', 'never')
