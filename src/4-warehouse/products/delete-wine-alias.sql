-- One row: what a person said goes; the rules write theirs again.
delete from etl.wine_aliases
where estate_id = :'estate' and alias_key = :'alias_key' and author not like 'rule:%'
