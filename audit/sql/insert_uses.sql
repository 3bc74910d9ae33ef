-- All uses that one commit notes, packed.
INSERT INTO uses (first_idx, newest_ms, packed) VALUES (?, ?, ?)
