-- Any spelling of a time whose parts are in the known order; with an offset it is converted to
-- local time of the tenant.
coalesce(
  {{local}},
  {{zoned}})
