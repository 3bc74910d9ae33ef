-- The claims that rest on a record.
CREATE INDEX claim_source ON claim (source)
