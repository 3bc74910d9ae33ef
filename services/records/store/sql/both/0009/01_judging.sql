-- How far whose word the versions are has been judged by the newest registry (app/again.py). registry: its version, 0
-- before the first time; position: the last seq judged by it; steps: how often that changed anything.
-- changed_over_ms: when the store came over from before voices were kept, 0 where it never held such versions.
CREATE TABLE judging (
    one             INTEGER PRIMARY KEY CHECK (one = 1),
    registry        INTEGER NOT NULL,
    position        INTEGER NOT NULL,
    steps           INTEGER NOT NULL,
    changed_over_ms INTEGER NOT NULL
)
