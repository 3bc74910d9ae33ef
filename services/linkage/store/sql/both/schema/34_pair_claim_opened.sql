-- What oversight is shown, those whose clock began first.
CREATE INDEX IF NOT EXISTS pair_claim_opened ON pair_claim (settled, raised_ms, one, other, owner)
