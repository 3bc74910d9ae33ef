-- An owner's claims, oldest first.
CREATE INDEX claim_owner ON claim (owner, id)
