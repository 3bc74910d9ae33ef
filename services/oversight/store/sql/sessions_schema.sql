-- purpose: break-glass sessions and the owners they touched
create table if not exists session(
    id text primary key, agency text not null, officer text not null, justification text not null,
    purpose text not null, opened_ms integer not null, expires_ms integer not null, reviewed_by text not null default '',
    verdict text not null default '', comment text not null default '', closed_by text not null default '',
    request_id text not null, unique(agency, officer, request_id)
) strict;
create index if not exists session_agency on session(agency, reviewed_by, closed_by);
create table if not exists touched(
    session text not null references session(id), owner text not null, first_ms integer not null,
    primary key(session, owner)
) strict, without rowid;
create index if not exists touched_owner on touched(owner, session);
