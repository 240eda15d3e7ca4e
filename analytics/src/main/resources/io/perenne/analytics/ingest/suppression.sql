-- Whether a column of bounces, complaints or unsubscriptions speaks against writing: anything but an
-- empty field or a plain no does, also a date or a reason.
${text} IS NOT NULL AND coalesce(${flag}, true)
