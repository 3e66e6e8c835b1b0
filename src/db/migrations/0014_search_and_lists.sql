-- What the page's lists and searches read fast at 100,000 clients and 5,000,000 lines: no new table, only indexes and the
-- functions that use them. Under row-level security PostgreSQL refuses an index to operators that may leak (@@, ->>), so these
-- functions run as the owner and answer only for the estate the web shows (cuvee.estate).

-- The words of a text as a search compares them: upper case, without accents, ligatures spelled out (src/values/fold.ts).
create function etl.search_words(said text) returns text[]
language sql immutable parallel safe
set search_path = pg_catalog
as $$
  select regexp_split_to_array(
    upper(
      regexp_replace(
        normalize(
          replace(replace(replace(replace(replace(replace(replace(
            translate(said, 'ØøŁłĐđ×', 'OoLlDdX'),
            'Œ', 'OE'), 'œ', 'OE'), 'Æ', 'AE'), 'æ', 'AE'), 'ß', 'SS'), 'ẞ', 'SS'), '™', ''),
          nfkd
        ),
        U&'[\0300-\036F]', '', 'g'
      ) collate "C"
    ),
    U&'[\0001-/:-@[-`{-\00BF\2000-\206F]+'
  )
$$;

-- The words one finds a client by, each behind its estate, so that the index holds the estates apart.
create function etl.client_words(
  of_estate text, client_code text, nom text, prenom text, ville text, email text, code_postal text
) returns tsvector
language sql immutable parallel safe
set search_path = pg_catalog
as $$
  select array_to_tsvector(
    array(
      select distinct of_estate || '/' || word
      from unnest(etl.search_words(
        client_code || ' ' || coalesce(nom, '') || ' ' || coalesce(prenom, '') || ' ' || coalesce(ville, '') || ' '
        || coalesce(email, '') || ' ' || coalesce(code_postal, '')
      )) as word
      where word <> ''
    )
  )
$$;
create index clients_words on etl.clients using gin (
  etl.client_words(estate_id, client_code, nom, prenom, ville, email, code_postal)
);

-- The clients each of whose words begins like a word that was typed, at most so many.
create function etl.find_clients(of_estate text, said text, most integer) returns setof text
language plpgsql stable security definer
set search_path = pg_catalog
as $$
declare
  wanted tsquery;
begin
  if current_setting('cuvee.estate', true) is distinct from of_estate then return; end if;
  select string_agg('''' || of_estate || '/' || replace(word, '''', '''''') || ''':*', ' & ')::tsquery
  into wanted
  from unnest(etl.search_words(said)) as word
  where word <> '';
  if wanted is null then return; end if;
  return query
    select clients.client_code::text
    from etl.clients
    where
      clients.estate_id = of_estate
      and etl.client_words(
        clients.estate_id, clients.client_code, clients.nom, clients.prenom, clients.ville, clients.email,
        clients.code_postal
      ) @@ wanted
    limit most;
end $$;

-- What a client is filed under: family name, first name, without accents.
create function etl.filing_name(nom text, prenom text) returns text
language sql immutable parallel safe
set search_path = pg_catalog
as $$
  select btrim(array_to_string(etl.search_words(coalesce(nom, '') || ' ' || coalesce(prenom, '')), ' ')) collate "C"
$$;
create index clients_filing_name on etl.clients (estate_id, etl.filing_name(nom, prenom), client_code);

-- The list of clients in each of its orders, with what it is filtered by: read without touching the wide rows.
create index customer_360_turnover on crm.customer_360 (estate_id, net_ht, client_code)
  include (
    value_12m_ht, segment, tier, cluster_id, rhythm, recency_score, frequency_score, last_order_on, has_email, is_trade
  );
create index customer_360_last_order
  on crm.customer_360 (estate_id, coalesce(last_order_on, '0001-01-01'::date), client_code)
  include (
    net_ht, value_12m_ht, segment, tier, cluster_id, rhythm, recency_score, frequency_score, last_order_on, has_email,
    is_trade
  );
create index customer_360_value on crm.customer_360 (estate_id, coalesce(value_12m_ht, -1), client_code)
  include (
    net_ht, value_12m_ht, segment, tier, cluster_id, rhythm, recency_score, frequency_score, last_order_on, has_email,
    is_trade
  );

create index customer_360_scores on crm.customer_360 (estate_id, recency_score, frequency_score);

-- The clients whose favourite family is this one.
create index customer_360_family on crm.customer_360 (estate_id, (favourite_families -> 0 ->> 'name'));
create function crm.clients_of_family(of_estate text, family text) returns setof text
language sql stable security definer
set search_path = pg_catalog
as $$
  select customer_360.client_code::text
  from crm.customer_360
  where
    customer_360.estate_id = of_estate
    and customer_360.favourite_families -> 0 ->> 'name' = family
    and current_setting('cuvee.estate', true) = of_estate
$$;

-- The sales of a wine, month by month, and who bought it.
create index ventes_lignes_produit on etl.ventes_lignes (estate_id, produit_key, date_livraison);
create index tasks_client on crm.tasks (estate_id, client_code) where client_code is not null;
create index document_changes_document on etl.document_changes (estate_id, source, document_id);
-- The bottles the current list of recommendations promises, wine by wine.
create index recommendation_details_promised on crm.recommendation_details (estate_id, inputs_hash, produit_key)
  include (promised_bottles, is_holdout) where promised_bottles > 0;
