-- Orders that have ended the copies that who gave them had given; each does so once, when it comes. place: of the order.
CREATE TABLE IF NOT EXISTS taken_ended (
  place INTEGER PRIMARY KEY
) STRICT
