-- One row: whether a person ever took a campaign of the estate live by Brevo.
select exists (
  select
  from crm.campaigns
  where estate_id = :'estate_id' and channel = 'brevo' and not is_dry_run
) as "sendsLive"
