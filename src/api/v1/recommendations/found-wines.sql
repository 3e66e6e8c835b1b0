-- One row per wine whose name holds what was typed.
select wines.wine_key as key
from etl.wines as wines
where
  wines.estate_id = :'estate'
  and strpos(array_to_string(etl.search_words(wines.name), ' '), array_to_string(etl.search_words(:'q'), ' ')) > 0
limit 100
