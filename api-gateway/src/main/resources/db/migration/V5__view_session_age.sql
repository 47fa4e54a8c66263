-- Finds who watches now and what is old enough to be forgotten without reading the whole history.
create index view_session_last_seen on view_session (last_seen_at);
