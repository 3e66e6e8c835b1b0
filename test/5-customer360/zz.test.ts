import {test,expect} from 'vitest';
import {testDatabase} from '../support/database.ts';
import {insertPetitDomaine} from '../support/petit-domaine.ts';
import {sql} from '../../src/db/sql.ts';
test('cast', async()=>{ const d=await testDatabase(); const p=await insertPetitDomaine(d); console.log(p, await d.rows(sql('select client_code, count(*) as n, sum(mt_ht) as ht from etl.ventes_lignes group by 1 order by 1'))); await d.close(); expect(1).toBe(1)});
