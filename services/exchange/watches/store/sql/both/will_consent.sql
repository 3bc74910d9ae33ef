-- Willing until then, and no longer than its subscription.
-- ?1 token of the subscription, ?2 willing_ms
UPDATE consent SET willing_ms = min(?2, until_ms) WHERE token = ?1
