-- One row per line of the stock file being loaded: how it names what lies in the cellar.
insert into pg_temp.incoming_names (produit_label, label_key, wine_key, millesime, format, article, packaging)
select label, label_key, wine_key, millesime, format, article, packaging
from pg_temp.incoming_stock;
