-- When the stream of a task was created; a task whose stream was deleted afterwards is never given a new one.
alter table tasks add column stream_made_at timestamptz;
