-- Leads that are offered to other desks. agency: blind token; day: of the agency's count. act: blind token of who offered it
-- under which request id. body: sealed. A row stays when its lead goes, as it counts for its day.
CREATE TABLE IF NOT EXISTS lead_offer (
    alert    TEXT    NOT NULL PRIMARY KEY,
    agency   BLOB    NOT NULL,
    day      TEXT    NOT NULL,
    until_ms INTEGER NOT NULL,
    act      BLOB    NOT NULL UNIQUE,
    body     BLOB    NOT NULL
) STRICT
