-- One row per task whose id ends so: two at most, for one alone can be meant.
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
where tasks.estate_id = :'estate_id' and length(:'id_end') >= 6 and right(tasks.task_id::text, length(:'id_end')) = :'id_end'
order by tasks.task_id
limit 2
