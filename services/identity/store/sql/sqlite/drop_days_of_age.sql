-- Questions of age that a year has ended.
delete from doubt where kind = 'age' and at_ms <= ?
