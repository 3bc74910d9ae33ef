-- The list that is held from now on has another name.
-- ?1 state
INSERT INTO hit_heard_state (one, state) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET state = excluded.state
