-- No row: the names of the source before are forgotten.
truncate pg_temp.name_products;
