-- A passkey's counter rises, or is 0 for ever; nothing happens otherwise.
-- ?1 credential id, ?2 counter
-- -> counter, where it is taken
INSERT INTO passkey (credential, count)
VALUES (?1, ?2)
ON CONFLICT (credential) DO UPDATE SET count = excluded.count
WHERE excluded.count > passkey.count OR (excluded.count = 0 AND passkey.count = 0)
RETURNING count
