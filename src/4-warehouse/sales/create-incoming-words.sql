-- One row per document of the sales file being loaded: its words as one hash, and whether the warehouse holds it in these words.
create temporary table incoming_words (
  document_id text collate "C" not null,
  words_hash text collate "C" not null,
  is_held boolean not null
) on commit drop;
