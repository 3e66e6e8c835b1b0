-- One row: whoever looks at who crossed a threshold does so alone, until the transaction ends. Takes an estate_id.
select pg_advisory_xact_lock(hashtextextended('score-crossings:' || :'estate_id' || ':' || :'threshold'::integer, 0))
