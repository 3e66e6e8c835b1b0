-- One row, or none: the current computation, its audit and its run.
select
  runs.inputs_hash as "inputsHash",
  runs.run_id as "runId",
  runs.as_of_on as "asOf",
  runs.client_count as clients,
  runs.recommendation_count as recommendations,
  runs.summary as "recommendationSummary",
  audits.summary as "auditSummary",
  (
    select jsonb_object_agg(counts.scenario, counts.items)
    from (
      select listed.scenario, count(*) as items
      from crm.recommendations as listed
      where listed.estate_id = :'estate_id'
      group by listed.scenario
    ) as counts
  ) as "byScenario"
from crm.recommendation_runs as runs
left join crm.audits as audits
  on audits.estate_id = runs.estate_id and audits.inputs_hash = runs.inputs_hash
where runs.estate_id = :'estate_id' and runs.is_current
