-- The ways a curated sales file names what was sold, each as its cells stand in the file, from the label to the packaging: so its
-- products are known before a line of it is read again. Null for other files, for very many names, and until it is cleaned anew.
alter table etl.curations add column names jsonb;
