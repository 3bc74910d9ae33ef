-- Seqs for new rows.
-- ?1 how many -> the last seq before them
UPDATE feed_given
SET seq = seq + ?1
RETURNING seq - ?1
