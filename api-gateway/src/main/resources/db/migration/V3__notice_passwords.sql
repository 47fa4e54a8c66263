-- Until when a password may wait for delivery. A repeated notice takes this over from the first one, so that repeating does
-- not keep a password longer than 24 hours.
alter table outbox add column secret_until timestamptz;
create index outbox_secrets on outbox (secret_until) where secret is not null;
