"""Has the exports cleaned and loaded, and says what it took: `SALES.csv PRODUCTS.csv DATABASE-URL [ROWS]`."""
import json
import resource
import sys
import time

from export_file import file_hash, read_catalogue, read_export
from wines import Catalogue

ESTATE, SOURCE = "bench", "isavigne"


def import_sales(schema, clean, load):
    """`clean`: rows and catalogue to lines, documents and refusals. `load`: those into the tables of a schema."""
    sales, products, url, *rows = sys.argv[1:]
    started_at = time.perf_counter()
    lines, documents, refusals = clean(read_export(sales, *map(int, rows)), Catalogue(read_catalogue(products)))
    cleaned_at = time.perf_counter()
    stamped = lines.assign(estate_id=ESTATE, source=SOURCE, file_hash=file_hash(sales))
    others = {"documents": documents, "rejects": refusals}
    load(url, schema, {"ventes_lignes": stamped, **{name: own(frame) for name, frame in others.items()}})
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "lines": len(lines),
        "cleanSeconds": round(cleaned_at - started_at, 2),
        "loadSeconds": round(time.perf_counter() - cleaned_at, 2),
        "cpuSeconds": round(used.ru_utime + used.ru_stime, 2),
        "peakMb": used.ru_maxrss // 1024,
    }
    print(json.dumps(told))


def own(frame):
    return frame.assign(estate_id=ESTATE, source=SOURCE)
