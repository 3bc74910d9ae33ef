-- What the prosecution last directed on a reference in a case. case_token, token (of the reference): blind; body: sealed.
CREATE TABLE IF NOT EXISTS desk_direction (
    case_token BLOB NOT NULL,
    token      BLOB NOT NULL,
    body       BLOB NOT NULL,
    PRIMARY KEY (case_token, token)
) STRICT, WITHOUT ROWID
