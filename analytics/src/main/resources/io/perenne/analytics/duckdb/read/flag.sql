-- A yes or no in the words of exports; NULL if it is neither.
CASE
  WHEN lower({{text}}) IN (
    'true', 't', 'yes', 'y', '1', '1.0', 'on', 'x', 'ok', 'si', 'sí', 's', 'verdadero', 'granted', 'given',
    'accepted', 'active', 'subscribed', 'opt-in', 'optin', 'opted in', 'opted_in', 'opted-in',
    'confirmed', 'aceptado', 'acepta', 'suscrito', 'activo') THEN true
  WHEN lower({{text}}) IN (
    'false', 'f', 'no', 'n', '0', '0.0', 'off', '-', 'falso', 'denied', 'refused', 'withdrawn', 'revoked',
    'inactive', 'unsubscribed', 'not_subscribed', 'not subscribed', 'never_subscribed', 'never subscribed',
    'opt-out', 'optout', 'opted out', 'opted_out', 'opted-out', 'pending', 'none', 'rechazado', 'rechaza',
    'baja', 'no suscrito', 'inactivo', 'pendiente') THEN false
END
