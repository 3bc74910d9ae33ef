-- Waiting claims that rest on a record.
CREATE INDEX claim_waiting_source ON claim_waiting (source)
