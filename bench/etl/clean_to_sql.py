"""pandas, vectorised, then to_sql."""
import sys

from sqlalchemy import create_engine

from vectorised import read_and_clean

path, url = sys.argv[1], sys.argv[2]
cleaned = read_and_clean(path)
cleaned.to_sql("bench_to_sql", create_engine(url), schema="public", if_exists="replace", index=False, chunksize=10_000)
print(len(cleaned))
