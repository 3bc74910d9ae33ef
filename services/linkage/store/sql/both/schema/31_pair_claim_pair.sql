-- What owners are to state about a pair.
CREATE INDEX IF NOT EXISTS pair_claim_pair ON pair_claim (one, other)
