-- Those that are forgotten; questions of age stay for a year.
delete from doubt where kind <> 'age' and at_ms <= ?
