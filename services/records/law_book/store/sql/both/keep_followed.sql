-- The last change of the records that was taken in.
-- ?1 change
INSERT INTO followed (one, change) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET change = ?1
