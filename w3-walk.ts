export async function walk(page: any, screen: string, { shot, axe }: any) {
  page.setDefaultTimeout(8000);
  const see = async (name: string, address: string) => {
    await page.goto(address); await page.waitForLoadState('networkidle'); await page.waitForTimeout(300);
    await shot(name); await axe(name);
  };
  const down = async (name: string, y: number) => { await page.evaluate(`window.scrollTo(0, ${y})`); await page.waitForTimeout(200); await shot(name); };
  if (screen === 'desk') await page.setViewportSize({ width: 1280, height: 1500 });
  await see('recos', '/recommandations');
  await page.locator('tbody tr th a').first().click(); await page.waitForLoadState('networkidle'); await page.waitForTimeout(400);
  const detail = page.locator('text=d’où vient cette note').first(); if (await detail.count()) await detail.click();
  await shot('why'); await axe('why');
  await see('compare', '/recommandations?from=2026-11-16');
  await see('validation', '/validation');
  if (screen === 'desk') {
    await page.keyboard.press('ArrowDown'); await page.keyboard.press('e'); await page.waitForTimeout(600);
    await page.keyboard.press('e'); await page.waitForTimeout(600);
    await page.keyboard.press('u'); await page.waitForTimeout(600);
    await shot('validation-e');
    await page.keyboard.press('x'); await page.waitForTimeout(300); await shot('validation-x'); await axe('validation-x');
    await page.keyboard.type('Déjà servi'); await page.locator('dialog button[type=submit]').click(); await page.waitForTimeout(600);
    const all = page.locator('.segment-rows button').first(); if (await all.count()) { await all.click(); await page.waitForTimeout(600); 
      const field = page.locator('dialog input'); if (await field.count()) { const label = await page.locator('dialog label').innerText(); await field.fill(label.match(/(\d+)\s*$/)[1]); }
      await shot('validation-many'); await axe('validation-many');
      await page.locator('dialog .dialog-actions button').nth(1).click(); await page.waitForTimeout(1500); await shot('validation-many-done'); }
  } else await down('validation-2', 700);
  await see('new', '/campagnes?nouvelle=oui');
  if (screen === 'desk') {
    await page.getByLabel('Nom de la campagne').fill(`Noël ${Date.now() % 10000}`);
    await page.getByRole('button', { name: 'Écrire le brouillon' }).click();
    await page.waitForURL(/campagnes\/[0-9a-f]{8}/, { timeout: 20000 });
    await page.waitForLoadState('networkidle'); await page.waitForTimeout(1200);
    await shot('campaign'); await axe('campaign');
    await down('campaign-2', 1300);
    await page.getByRole('button', { name: 'Répéter maintenant' }).click(); await page.waitForTimeout(3000); await axe('campaign-rehearsed');
    await down('campaign-3', 2600);
    await page.getByRole('button', { name: /^Valider/ }).click(); await page.waitForTimeout(300);
    const label = await page.locator('dialog label').innerText(); await page.locator('dialog input').fill(label.split(/:\s/).at(-1).trim()); await shot('campaign-ask');
    await page.locator('dialog .dialog-actions button').nth(1).click(); await page.waitForTimeout(2000);
    await down('campaign-approved', 4000); await axe('campaign-approved');
  } else { await page.goto('/campagnes'); await page.waitForLoadState('networkidle'); await page.locator('tbody tr a').first().click(); await page.waitForLoadState('networkidle'); await page.waitForTimeout(1500); await shot('campaign'); await axe('campaign'); await down('campaign-2', 1400); await down('campaign-3', 3200); }
  await see('campaigns', '/campagnes');
  await see('templates', '/campagnes/modeles?client=CL002'); await down('templates-2', 1000);
}
