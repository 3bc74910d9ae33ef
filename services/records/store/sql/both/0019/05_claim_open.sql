-- How many claims of an agency are open about one person.
CREATE INDEX claim_open ON claim (speaker, person) WHERE due_ms > 0 AND state IN ('OPEN', 'ASKED_COURT')
