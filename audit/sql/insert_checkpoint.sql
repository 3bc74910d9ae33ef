-- A tree head that was signed after its leaves were committed.
INSERT INTO checkpoint (size, note, quorum) VALUES (?, ?, ?)
