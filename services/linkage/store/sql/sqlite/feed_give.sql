-- Seqs for new rows. AUTOINCREMENT keeps the last that was given, of rows that are gone too.
-- ?1 how many -> the last seq before them, or no row before the first of all
UPDATE sqlite_sequence
SET seq = seq + ?1
WHERE name = 'feed_row'
RETURNING seq - ?1
