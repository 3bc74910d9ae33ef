-- The whole row, in the order of the table's columns.
INSERT INTO copy (record, peer, agreement, klass, snapshot)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (record, peer) DO UPDATE SET
    agreement = excluded.agreement, klass = excluded.klass, snapshot = excluded.snapshot
