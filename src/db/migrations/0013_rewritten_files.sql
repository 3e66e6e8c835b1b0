-- A received file keeps the hash it came with for ever; where a person had to be forgotten in it, it also has that of what lies there now.
alter table etl.files add column rewritten_hash text collate "C";
