-- Of the registry.
SELECT heard_ms, silent FROM state
