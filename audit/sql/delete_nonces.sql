-- Nonces below the prune horizon, which only rises (TRUST 5.7).
DELETE FROM nonces WHERE newest_exp_ms < ?
