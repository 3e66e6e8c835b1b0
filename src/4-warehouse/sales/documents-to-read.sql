-- One row per document of the file that the warehouse does not hold in these words.
select document_id as "documentId" from incoming_words where not is_held;
