-- Everything consumed and not pruned, for memory at the start.
SELECT newest_exp_ms, packed FROM nonces UNION ALL SELECT newest_exp_ms, packed FROM second_nonces
