-- Its only row: no store of this dialect is older than the voices of versions.
INSERT INTO judging (one, registry, position, steps, changed_over_ms)
VALUES (1, 0, 0, 0, 0)
