-- ?1 token, ?2 pairwise token or null, ?3 outcome, ?4 sequence, ?5 epoch ms
INSERT INTO number (token, person, outcome, at_sequence, asked_ms) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (token) DO UPDATE SET person = ?2, outcome = ?3, at_sequence = ?4, asked_ms = ?5
