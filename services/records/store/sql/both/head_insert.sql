-- The whole row, in the order of the table's columns; a record's newer version takes its place.
INSERT INTO head (
    record, agency, record_id, version, seq, kind, status, own, klass, until_ms, act_day, people, cases, facts, changed
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
ON CONFLICT (record) DO UPDATE SET
    version = excluded.version, seq = excluded.seq, status = excluded.status, own = excluded.own,
    klass = excluded.klass, until_ms = excluded.until_ms, act_day = excluded.act_day, people = excluded.people,
    cases = excluded.cases, facts = excluded.facts, changed = excluded.changed
