-- What a day's budget has been spent on.
CREATE INDEX IF NOT EXISTS alert_shown_day ON alert_shown (officer, day, rule)
