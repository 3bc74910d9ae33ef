-- Its only row: a store that holds versions without a voice changes over today.
INSERT INTO judging (one, registry, position, steps, changed_over_ms)
SELECT
    1, 0, 0, 0,
    CASE WHEN EXISTS (SELECT 1 FROM log WHERE voice = '' AND body <> x'') THEN strftime('%s', 'now') * 1000 ELSE 0 END
