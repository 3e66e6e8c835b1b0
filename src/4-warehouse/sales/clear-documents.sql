-- One row per document of the source: they are about to be told again from the first export on.
delete from etl.documents where estate_id = :'estate' and source = :'source';
