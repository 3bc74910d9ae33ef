INSERT INTO nonces (first_idx, newest_exp_ms, packed) VALUES (?, ?, ?)
