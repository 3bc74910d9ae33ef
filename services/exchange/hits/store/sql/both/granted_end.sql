-- A release is taken back.
-- ?1 token
DELETE FROM hit_granted WHERE token = ?1
