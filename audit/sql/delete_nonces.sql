DELETE FROM nonces WHERE newest_exp_ms < ?
