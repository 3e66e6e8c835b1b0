-- One row per document of the sales file being loaded: what it tells, what the warehouse held of it, what becomes of it.
create temporary table incoming_documents (
  document_id text collate "C" not null,
  document_type text collate "C" not null,
  content_hash text collate "C" not null,
  words_hash text collate "C" not null,
  line_count integer not null,
  mt_ht numeric(14, 4) not null,
  first_day date not null,
  last_day date not null,
  -- its lines lie apart in the file, or are of several clients
  is_apart boolean not null,
  -- new, changed, unchanged, returned, superseded
  verdict text collate "C" not null,
  -- the warehouse holds it in the very same words
  is_held boolean not null,
  known_content_hash text collate "C",
  known_file_hash text collate "C",
  known_line_count integer,
  known_mt_ht numeric(14, 4)
) on commit drop;
