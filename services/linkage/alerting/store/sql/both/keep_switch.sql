-- The last word on one.
-- ?1 rule, ?2 body, sealed
INSERT INTO detector_switch (rule, body) VALUES (?1, ?2) ON CONFLICT (rule) DO UPDATE SET body = excluded.body
