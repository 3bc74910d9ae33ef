-- A lead is offered; what was offered before under its id is over.
-- ?1 alert, ?2 agency, ?3 day, ?4 until_ms, ?5 act, ?6 body, sealed
INSERT INTO lead_offer (alert, agency, day, until_ms, act, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (alert) DO UPDATE SET
    agency = excluded.agency, day = excluded.day, until_ms = excluded.until_ms, act = excluded.act, body = excluded.body
