-- The run under way.
-- -> model, place, began ms
SELECT r.model, r.place, r.began_ms
FROM link_run AS r
