-- One row per thing to do for a client, or done of late: open ones first.
select task_id::text as "taskId", kind, title, due_on as "dueOn", state, author
from crm.tasks
where estate_id = :'estate' and client_code = :'client_code'
order by state = 'open' desc, due_on nulls last, created_at desc, task_id
limit 20
