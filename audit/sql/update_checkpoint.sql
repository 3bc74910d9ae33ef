-- Cosignatures that came for a head, and whether they reach the quorum.
UPDATE checkpoint SET note = ?2, quorum = ?3 WHERE size = ?1
