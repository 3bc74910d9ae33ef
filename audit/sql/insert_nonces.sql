-- All nonces of one commit, packed.
INSERT INTO nonces (first_idx, newest_exp_ms, packed) VALUES (?, ?, ?)
