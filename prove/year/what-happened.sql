-- One row: the year in figures.
select
  (
    select coalesce(jsonb_object_agg(moves.word, moves.clients), '{}')
    from (
      select steps.before || ' → ' || steps.segment as word, count(*)::integer as clients
      from (
        select
          snapshots.segment,
          lag(snapshots.segment) over (partition by snapshots.client_code order by snapshots.as_of_on) as before
        from crm.customer_360_snapshots as snapshots
        where snapshots.estate_id = :'estate_id'
      ) as steps
      where steps.before <> steps.segment
      group by 1
    ) as moves
  ) as segments_moved,
  (
    select coalesce(jsonb_object_agg(codes.code, codes.clients), '{}')
    from (
      select audience.exclusion_code as code, count(*)::integer as clients
      from crm.campaign_audience as audience
      where audience.estate_id = :'estate_id' and not audience.is_included
      group by 1
    ) as codes
  ) as left_out,
  (
    select coalesce(jsonb_object_agg(codes.code, codes.letters), '{}')
    from (
      select outbox.state || coalesce(' ' || outbox.state_code, '') as code, count(*)::integer as letters
      from crm.outbox as outbox
      where outbox.estate_id = :'estate_id' and outbox.state <> 'accepted'
      group by 1
    ) as codes
  ) as not_sent,
  (
    select coalesce(jsonb_object_agg(codes.code, codes.findings), '{}')
    from (
      select findings.severity || ' ' || findings.code as code, count(*)::integer as findings
      from crm.audit_findings as findings
      where findings.estate_id = :'estate_id'
      group by 1
    ) as codes
  ) as audit_findings,
  (
    select coalesce(jsonb_object_agg(kinds.kind, kinds.tasks), '{}')
    from (
      select tasks.kind, count(*)::integer as tasks
      from crm.tasks as tasks
      where tasks.estate_id = :'estate_id'
      group by 1
    ) as kinds
  ) as tasks,
  (
    select coalesce(jsonb_object_agg(outcomes.outcome, outcomes.actions), '{}')
    from (
      select
        actions.rule_name || ', ' || (actions.action ->> 'do') || ' : ' || split_part(actions.outcome, ' : ', 1) as outcome,
        count(*)::integer as actions
      from crm.automation_actions as actions
      where actions.estate_id = :'estate_id' and actions.outcome is not null
      group by 1
    ) as outcomes
  ) as automation,
  (
    select coalesce(jsonb_object_agg(states.state, states.campaigns), '{}')
    from (
      select campaigns.origin || ' ' || campaigns.state as state, count(*)::integer as campaigns
      from crm.campaigns as campaigns
      where campaigns.estate_id = :'estate_id'
      group by 1
    ) as states
  ) as campaigns,
  (
    select count(*)::integer from app.journal as journal where journal.estate_id = :'estate_id'
  ) as journal_entries
