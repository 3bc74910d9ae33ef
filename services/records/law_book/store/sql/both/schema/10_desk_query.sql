-- Which reference an agency put to the prosecution's desk in a case. case_token, token (of agency and reference), officer: blind; body: sealed.
CREATE TABLE IF NOT EXISTS desk_query (
    case_token BLOB    NOT NULL,
    token      BLOB    NOT NULL,
    officer    BLOB    NOT NULL,
    at_ms      INTEGER NOT NULL,
    body       BLOB    NOT NULL,
    PRIMARY KEY (case_token, token)
) STRICT, WITHOUT ROWID
