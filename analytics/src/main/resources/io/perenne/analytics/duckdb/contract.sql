COPY (SELECT {{columns}} FROM {{datamodel}})
TO {{file}} (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR {{null_text}})
