-- Time that is past for good: an assertion that ends before it is refused.
-- ?1 epoch ms
-- -> epoch ms
INSERT INTO horizon (one, expires_ms)
VALUES (1, ?1)
ON CONFLICT (one) DO UPDATE SET expires_ms = CASE
    WHEN excluded.expires_ms > horizon.expires_ms THEN excluded.expires_ms
    ELSE horizon.expires_ms
END
RETURNING expires_ms
