"""pandas, vectorised, then COPY through psycopg2, with the result that Cuvée gives."""
from import_sales import import_sales
from ledger import clean
from warehouse import load_with_copy

import_sales("same_copy", clean, load_with_copy)
