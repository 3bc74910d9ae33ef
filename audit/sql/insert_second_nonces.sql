-- Second nonces of one commit, packed.
INSERT INTO second_nonces (first_idx, newest_exp_ms, packed) VALUES (?, ?, ?)
