"""pandas, vectorised, then to_sql, with the result that Cuvée gives."""
from import_sales import import_sales
from ledger import clean
from warehouse import load_with_to_sql

import_sales("same_to_sql", clean, load_with_to_sql)
