-- Nothing waits.
DELETE FROM waiting
