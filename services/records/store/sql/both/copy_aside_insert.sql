-- The whole row, in the order of the table's columns.
INSERT INTO copy_aside (
    page, leaf, peer, feed, epoch, sequence, agency, record_id, field, rule, sha256, recorded_ms, body
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
