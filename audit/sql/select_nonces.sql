SELECT newest_exp_ms, packed FROM nonces ORDER BY first_idx
