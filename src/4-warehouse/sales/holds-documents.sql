-- One row: whether any document of the source is known.
select exists (select from etl.documents where estate_id = :'estate' and source = :'source') as "isAny";
