-- Those that are to go.
create index if not exists answered_until on answered (until_ms)
