-- One row: how many items are decided on, how many are left out and why, and one hash over the words of all decided.
select
  count(*) filter (where deciding.left_out is null)::integer as item_count,
  count(distinct deciding.client_code) filter (where deciding.left_out is null)::integer as client_count,
  count(*) filter (where deciding.left_out = 'not_eligible')::integer as not_eligible,
  count(*) filter (where deciding.left_out = 'no_bottles')::integer as no_bottles,
  count(*) filter (where deciding.left_out = 'decided')::integer as decided,
  encode(
    sha256(convert_to(
      :'estate_id' || coalesce(
        string_agg(deciding.content_hash, ',' order by deciding.client_code, deciding.rank)
          filter (where deciding.left_out is null),
        ''
      ),
      'UTF8'
    )),
    'hex'
  ) as content_hash
from deciding
