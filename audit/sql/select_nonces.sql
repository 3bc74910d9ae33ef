-- Everything consumed and not pruned, for memory at the start.
SELECT newest_exp_ms, packed FROM nonces ORDER BY first_idx
