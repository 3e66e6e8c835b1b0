-- One row per task, with the name and telephone of the client it is about.
select
  tasks.task_id::text as "taskId",
  tasks.kind,
  tasks.title,
  tasks.client_code as "clientCode",
  coalesce(nullif(concat_ws(' ', clients.prenom, clients.nom), ''), '') as "clientName",
  clients.telephone,
  tasks.due_on as "dueOn",
  tasks.state,
  tasks.author,
  tasks.created_at as "createdAt",
  tasks.closed_by as "closedBy",
  tasks.closed_at as "closedAt",
  coalesce(tasks.due_on, '9999-12-31'::date) as due_order
from crm.tasks as tasks
left join etl.clients as clients
  on clients.estate_id = tasks.estate_id and clients.client_code = tasks.client_code
where tasks.estate_id = :'estate'
