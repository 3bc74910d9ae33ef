-- How far the feeds of other nodes are taken, each written in the transaction that took what it stands for.
-- epoch, sequence, chain: as the sender's cursor has them. snapshot: how many times the feed was begun anew.
-- sweep_at: the sender's number at which the snapshot under way ends, -1 where none is.
-- stopped: by which rule no page is taken, '' while they are.
CREATE TABLE sync_cursor (
    peer     TEXT    NOT NULL,
    feed     TEXT    NOT NULL,
    epoch    INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    chain    BLOB    NOT NULL,
    snapshot INTEGER NOT NULL,
    sweep_at INTEGER NOT NULL,
    stopped  TEXT    NOT NULL,
    PRIMARY KEY (peer, feed)
) WITHOUT ROWID
