DELETE FROM quota WHERE at_ms <= ?
