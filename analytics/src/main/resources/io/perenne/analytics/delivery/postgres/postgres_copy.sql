COPY {{table}} ({{columns}}) FROM STDIN (FORMAT csv, HEADER true, NULL ''{{options}})
