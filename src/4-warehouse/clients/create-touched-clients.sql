-- One row per client whose sales or client rows this run has changed.
create temporary table touched_clients (client_code text collate "C" primary key) on commit drop;
