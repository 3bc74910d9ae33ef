-- One provisional identity.
-- ?1 token
SELECT body FROM provisional WHERE token = ?1
