-- Durable from here on.
COMMIT
