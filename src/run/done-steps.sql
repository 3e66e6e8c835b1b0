-- One row per step this run has already done.
select step
from etl.run_steps
where estate_id = :'estate' and run_id = :'run_id'::uuid and status = 'done'
