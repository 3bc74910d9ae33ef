-- All that was told of a record, once it is erased; the numbers stay.
-- ?1 record
UPDATE alert SET body = x'' WHERE record = ?1 RETURNING sequence
