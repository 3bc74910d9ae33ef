-- A document that an offered lead is about.
-- ?1 paper, ?2 alert
INSERT INTO lead_paper (paper, alert) VALUES (?1, ?2) ON CONFLICT DO NOTHING
