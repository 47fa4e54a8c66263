-- Orders of the shop, who may watch what, and what was done.

create table orders (
    id                  uuid primary key default uuidv7(),
    number              varchar(50)  not null unique,
    customer_name       varchar(200) not null default '',
    email               varchar(254),
    phone               varchar(32),
    language            varchar(2)   not null default 'ru' check (language in ('ru', 'en', 'cs')),
    device              varchar(200) not null default '',
    live_stream_enabled boolean      not null default false,
    created_at          timestamptz  not null default now()
);

-- A camera serves one order after the other: at most one open assignment per stream.
create table order_stream (
    id          uuid primary key default uuidv7(),
    order_id    uuid         not null references orders on delete cascade,
    stream_id   varchar(40)  not null,
    label       varchar(100) not null default '',
    valid_from  timestamptz  not null default now(),
    valid_until timestamptz,
    check (valid_until is null or valid_until >= valid_from)
);
create unique index order_stream_open on order_stream (stream_id) where valid_until is null;
create index order_stream_order on order_stream (order_id, valid_from);

create table live_stream_access (
    id            uuid primary key default uuidv7(),
    order_id      uuid         not null references orders on delete cascade,
    login         varchar(50)  not null unique,
    password_hash varchar(255) not null,
    -- the unsigned address of the first camera; it may change with the assignment
    stream_url    text,
    expires_at    timestamptz  not null,
    created_at    timestamptz  not null default now(),
    created_by    varchar(200) not null,
    revoked_at    timestamptz
);
create index live_stream_access_order on live_stream_access (order_id, created_at);
create index live_stream_access_expiry on live_stream_access (expires_at);

-- The answer to a request with an Idempotency-Key, without the password: that is shown once.
create table idempotent_request (
    key        varchar(200) not null,
    subject    varchar(200) not null,
    access_id  uuid         not null references live_stream_access on delete cascade,
    created_at timestamptz  not null default now(),
    primary key (key, subject)
);

-- A task records who asked for a stream.
create table tasks (
    id         uuid primary key default uuidv7(),
    name       varchar(200) not null,
    stream_id  varchar(40)  not null unique,
    created_by varchar(200) not null,
    created_at timestamptz  not null default now()
);

create table admins (
    id            uuid primary key default uuidv7(),
    login         varchar(100) not null unique,
    password_hash varchar(255) not null,
    created_at    timestamptz  not null default now()
);

-- Only a token's SHA-256 is kept; it has 256 random bits.
create table api_tokens (
    id           uuid primary key default uuidv7(),
    name         varchar(100) not null,
    token_sha256 bytea        not null unique,
    created_by   varchar(200) not null,
    created_at   timestamptz  not null default now(),
    expires_at   timestamptz,
    revoked_at   timestamptz
);

create table audit_log (
    id         uuid primary key default uuidv7(),
    at         timestamptz  not null default now(),
    actor      varchar(200) not null,
    address    varchar(64)  not null,
    action     varchar(60)  not null,
    subject    varchar(200) not null,
    detail     varchar(1000) not null default ''
);
create index audit_log_at on audit_log (at);

-- A viewer of a stream, from the first heartbeat to the last.
create table view_session (
    id           uuid primary key default uuidv7(),
    stream_id    varchar(40)  not null,
    order_id     uuid references orders on delete cascade,
    access_id    uuid references live_stream_access on delete cascade,
    viewer       varchar(64)  not null,
    started_at   timestamptz  not null,
    last_seen_at timestamptz  not null
);
create index view_session_stream on view_session (stream_id, last_seen_at);
create index view_session_access on view_session (access_id);

-- Notices to customers. The password waits encrypted and goes with delivery, expiry or after 24 hours.
create table outbox (
    id           uuid primary key default uuidv7(),
    access_id    uuid         not null references live_stream_access on delete cascade,
    channel      varchar(10)  not null check (channel in ('mail', 'sms')),
    recipient    varchar(254) not null,
    language     varchar(2)   not null,
    secret       bytea,
    state        varchar(10)  not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'cancelled')),
    attempts     integer      not null default 0,
    next_attempt timestamptz  not null default now(),
    last_error   varchar(500),
    created_at   timestamptz  not null default now(),
    sent_at      timestamptz
);
create index outbox_due on outbox (next_attempt) where state = 'waiting';
create index outbox_access on outbox (access_id);

-- Whoever keeps rights in memory is told when they change (channel "rights").
create function rights_changed() returns trigger language plpgsql as $$
begin
    perform pg_notify('rights', tg_table_name);
    return null;
end
$$;
create trigger orders_rights after insert or update or delete on orders
    for each statement execute function rights_changed();
create trigger order_stream_rights after insert or update or delete on order_stream
    for each statement execute function rights_changed();
create trigger live_stream_access_rights after insert or update or delete on live_stream_access
    for each statement execute function rights_changed();
