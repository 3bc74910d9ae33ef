-- How many claims an agency raised since a time.
CREATE INDEX claim_speaker ON claim (speaker, raised_ms)
