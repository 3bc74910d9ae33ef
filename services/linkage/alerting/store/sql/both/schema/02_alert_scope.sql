-- What was raised in one case.
CREATE INDEX IF NOT EXISTS alert_scope ON alert (scope, number)
