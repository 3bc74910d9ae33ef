-- Those that are forgotten.
delete from doubt where at_ms <= ?
