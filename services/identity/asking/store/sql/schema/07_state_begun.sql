-- Nothing is followed yet.
INSERT INTO state (one, feed, epoch, sequence, followed, heard_ms, silent) VALUES (1, '', 0, 0, 0, 0, 0)
ON CONFLICT DO NOTHING
