-- What people said of one alert, in order.
-- ?1 alert
SELECT number, body FROM opinion WHERE alert = ?1 ORDER BY number
