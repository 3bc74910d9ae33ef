-- Second nonces below the prune horizon, which only rises.
DELETE FROM second_nonces WHERE newest_exp_ms < ?
