-- Nonces below the prune horizon, which only rises.
DELETE FROM nonces WHERE newest_exp_ms < ?
