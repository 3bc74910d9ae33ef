-- One more proposal.
-- ?1 token, ?2 owner, ?3 asker, ?4 record, ?5 waits, ?6 oversight_ms, ?7 body, sealed
INSERT INTO correction (number, token, owner, asker, record, waits, oversight_ms, body)
SELECT coalesce(max(number), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7 FROM correction
