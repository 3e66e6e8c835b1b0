-- The list of recommendations, the best score first: read from an index instead of sorting all of a large estate's wines. The
-- expressions are those of the list's own order (src/api/v1/recommendations/current-list.sql): score, then place.
create index recommendations_score
  on crm.recommendations (estate_id, (score::float8), (client_code || ':' || (9 - rank)::text));
