-- One row per task in some states: what is due first, then what waits longest.
select
  tasks.task_id as "taskId",
  right(tasks.task_id::text, 8) as "shortId",
  tasks.kind,
  tasks.client_code as "clientCode",
  tasks.title,
  tasks.due_on as "dueOn",
  tasks.state,
  tasks.author,
  tasks.created_at as "createdAt",
  tasks.closed_by as "closedBy",
  tasks.closed_at as "closedAt"
from crm.tasks as tasks
where tasks.estate_id = :'estate_id' and tasks.state = any(:'states'::text[])
order by tasks.due_on nulls last, tasks.created_at, tasks.task_id
limit :'limit'::integer
