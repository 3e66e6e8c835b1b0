-- No row: how many names there are, so that lines are joined to them by hashing.
analyze pg_temp.name_products;
