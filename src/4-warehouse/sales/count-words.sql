-- One row: the documents of the file, and how many of them the warehouse holds in the same words.
select count(*) as documents, count(*) filter (where is_held) as held from incoming_words;
