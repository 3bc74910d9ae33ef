-- Nobody is willing before they have read again.
UPDATE consent SET willing_ms = 0
