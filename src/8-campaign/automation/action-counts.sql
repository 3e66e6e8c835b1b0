-- One row per rule that ever asked for something: what became of it.
select
  actions.rule_name,
  count(*) filter (where actions.state = 'waiting')::integer as waiting,
  count(*) filter (where actions.state = 'done')::integer as done,
  count(*) filter (where actions.state = 'refused')::integer as refused
from crm.automation_actions as actions
where actions.estate_id = :'estate_id'
group by actions.rule_name
order by actions.rule_name
