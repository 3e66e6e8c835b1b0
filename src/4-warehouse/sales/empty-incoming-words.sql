-- No row: the words of the file before are forgotten.
truncate pg_temp.incoming_words;
