-- ?1 epoch ms
UPDATE state SET heard_ms = max(heard_ms, ?1), silent = 0
