-- All leaves of one commit.
INSERT INTO segment (first_idx, count, bodies, sealed) VALUES (?, ?, ?, ?)
