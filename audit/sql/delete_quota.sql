-- Uses that are older than the longest window.
DELETE FROM quota WHERE at_ms <= ?
