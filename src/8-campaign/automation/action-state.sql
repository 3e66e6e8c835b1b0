-- One row: where an action stands now.
select actions.state
from crm.automation_actions as actions
where actions.estate_id = :'estate_id' and actions.action_key = :'action_key'
