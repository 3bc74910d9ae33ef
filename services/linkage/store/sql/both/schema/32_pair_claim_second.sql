-- What is erased with a pair's second record.
CREATE INDEX IF NOT EXISTS pair_claim_second ON pair_claim (other)
