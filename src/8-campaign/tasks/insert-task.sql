-- One row: a task, unless its key is known.
insert into crm.tasks (estate_id, task_id, task_key, kind, client_code, title, due_on, state, author, created_at)
values (
  :'estate_id', :'task_id'::uuid, :'task_key', :'kind', :'client_code', :'title', :'due_on'::date, 'open', :'author',
  :'created_at'::timestamptz
)
on conflict (estate_id, task_key) do nothing
