-- One more erasure, where keys became due.
UPDATE erasing
SET erasures = erasures + 1
WHERE EXISTS (SELECT 1 FROM key_due AS d WHERE d.erasure = erasing.erasures + 1)
