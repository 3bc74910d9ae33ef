-- What a node gives, by the snapshot in which it last did.
CREATE INDEX copy_given ON copy (peer, snapshot)
