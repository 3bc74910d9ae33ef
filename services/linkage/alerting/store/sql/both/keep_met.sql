-- A desk is told of another's; what was told before stays.
-- ?1 alert, ?2 other, ?3 body, sealed
INSERT INTO lead_met (alert, other, body) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
