INSERT INTO checkpoint (size, note, quorum) VALUES (?, ?, ?)
