-- One row: the day of the last computation, else the last day anything was sold or counted.
select coalesce(
  (select max(models.as_of_on) from crm.value_models as models where models.estate_id = :'estate'),
  (select max(runs.as_of_on) from etl.runs as runs where runs.estate_id = :'estate' and runs.status = 'done'),
  (select max(stock.date_snapshot) from etl.stock as stock where stock.estate_id = :'estate'),
  :'today'::date
) as "asOf"
