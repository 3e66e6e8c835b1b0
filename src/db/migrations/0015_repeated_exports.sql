-- An export that tells word for word what the one before told need not be cleaned and loaded again.

-- Hash of the rows as staged, with their lines and all that decides how they were read; not the file's name nor its other bytes.
alter table etl.stagings add column content_hash text collate "C";

-- The earlier export whose cleaned rows this file repeats; null when they were cleaned from this file.
alter table etl.curations add column repeats_hash text collate "C";

-- Hash of a document's lines word for word as last cleaned: a document told again in the same words is known before a line of it
-- is loaded. Null until it is told again.
alter table etl.documents add column words_hash text collate "C";
