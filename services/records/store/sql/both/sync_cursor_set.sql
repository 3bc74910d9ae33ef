-- The whole row, in the order of the table's columns.
INSERT INTO sync_cursor (peer, feed, epoch, sequence, chain, snapshot, sweep_at, stopped)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (peer, feed) DO UPDATE SET
    epoch = excluded.epoch, sequence = excluded.sequence, chain = excluded.chain, snapshot = excluded.snapshot,
    sweep_at = excluded.sweep_at, stopped = excluded.stopped
