-- Assertions below the horizon, which only rises.
DELETE FROM used
WHERE expires_ms <= (SELECT expires_ms FROM horizon)
