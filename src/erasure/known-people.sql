-- One row: how many people have a page.
select count(*)::int as people from crm.customer_360 where estate_id = :'estate'
