-- Time that is past for good: an assertion that ends before it is refused.
INSERT INTO horizon (one, expires_ms) VALUES (1, :horizon_ms)
ON CONFLICT (one) DO UPDATE SET expires_ms = max(expires_ms, excluded.expires_ms)
RETURNING expires_ms;
