-- What an agency was answered.
select question, body from answered where agency = ? and token = ? and until_ms > ?
