#!/usr/bin/env node
// TypeScript as it stands in src/, read by tsx: no build step, what is read is what runs.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../src/cli/main.ts');
process.exitCode = await main(process.argv);
