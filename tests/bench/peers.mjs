// The conditions of conditions.json in feelin, and the generated checks of bench_rules.c in
// json-rules-engine, beside the figures that adit's benchmarks have just written.
// Usage: node peers.mjs FOLDER-WITH-NODE_MODULES CONDITIONS.json FIGURES
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spawnSync } from 'node:child_process';

const [folder, conditionsFile, figuresFile] = process.argv.slice(2);
const require = createRequire(join(resolve(folder), 'package.json'));
const modules = join(resolve(folder), 'node_modules');
const versionOf = (name) =>
  JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version;
const feelinFile = join(modules, 'feelin', 'dist', 'index.js');
const { evaluate } = await import(pathToFileURL(feelinFile));
const { Engine } = require('json-rules-engine');

const ROUNDS = 9;
const ROUND_MS = 30;
const CHECKS = 500;

const figures = new Map(
  readFileSync(figuresFile, 'utf8').trim().split('\n').map((l) => {
    const [name, value, result] = l.split('\t');
    return [name, { value: Number(value), result }];
  }),
);

function median(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

// Calls a second, after one round of warming up.
function rate(call) {
  const samples = [];
  for (let i = 0; i <= ROUNDS; i++) {
    const start = performance.now();
    let n = 0;
    while (performance.now() - start < ROUND_MS) {
      for (let k = 0; k < 20; k++) call();
      n += 20;
    }
    if (i > 0) samples.push((n * 1000) / (performance.now() - start));
  }
  return median(samples);
}

const round = (n) => Math.round(n).toString();
const times = (n) => `${n < 10 ? n.toFixed(1) : round(n)}x`;

// --- conditions ----------------------------------------------------------------------------------

// Dotted names as nested objects; values that JSON lacks as feelin itself makes them.
function contextOf(flat) {
  const context = {};
  for (const [name, value] of Object.entries(flat)) {
    if (value !== null && typeof value === 'object' && '@unknown' in value) continue;
    const parts = name.split('.');
    let at = context;
    for (const part of parts.slice(0, -1)) at = at[part] ??= {};
    at[parts.at(-1)] =
      value !== null && typeof value === 'object' ? evaluate(value['@feel'], {}).value : value;
  }
  return context;
}

function compareConditions() {
  const { context: flat, conditions } = JSON.parse(readFileSync(conditionsFile, 'utf8'));
  const context = contextOf(flat);
  const ratios = [];
  console.log(`feelin ${versionOf('feelin')} on Node ${process.version}: evaluate(text, context), the only form`);
  console.log('it has, against an expression of adit compiled once, and compiled each time');
  console.log('evaluations/s  adit compiled  adit from text');
  for (const text of conditions) {
    const ours = figures.get(`feel ${text}`);
    const fromText = figures.get(`text ${text}`);
    const unknowns = Object.keys(flat).filter((k) => flat[k]?.['@unknown'] !== undefined);
    if (ours === undefined || unknowns.some((k) => text.includes(k))) {
      console.log(`    left out                                 ${text} (feelin has no unknown)`);
      continue;
    }
    const theirs = evaluate(text, context).value;
    if (String(theirs) !== ours.result) {
      console.log(`    left out                                 ${text} (feelin: ${theirs}, adit: ${ours.result})`);
      continue;
    }
    const perSecond = rate(() => evaluate(text, context));
    ratios.push([ours.value / perSecond, fromText.value / perSecond]);
    console.log(
      round(perSecond).padStart(13),
      times(ratios.at(-1)[0]).padStart(14),
      times(ratios.at(-1)[1]).padStart(15),
      ` ${text}`,
    );
  }
  console.log(
    'median'.padStart(13),
    times(median(ratios.map((r) => r[0]))).padStart(14),
    times(median(ratios.map((r) => r[1]))).padStart(15),
    '  (aim: 100x)',
  );
}

// --- checks --------------------------------------------------------------------------------------

const test = (fact, operator, value) => ({ fact, operator, value });

// A check is two rules here: one that fails it and one that makes it conditional.
function engineOfChecks() {
  const engine = new Engine();
  const inKg = test('country', 'equal', 'KG');
  for (let i = 0; i < CHECKS; i++) {
    const over = { all: [test('x', 'greaterThan', i), test('y', 'lessThan', 3)] };
    engine.addRule({
      conditions: { all: [inKg, { any: [over, test('p', 'equal', true)] }] },
      event: { type: 'fail', params: { id: i } },
    });
    const near = [test('x', 'greaterThan', Math.floor(i / 2)), test('y', 'greaterThan', 4)];
    engine.addRule({
      conditions: { all: [inKg, { any: near }] },
      event: { type: 'conditional', params: { id: i } },
    });
  }
  return engine;
}

async function compareChecks() {
  const engine = engineOfChecks();
  const facts = { country: 'KG', x: 125.5, y: 2, p: false };
  const samples = [];
  let events = [];
  for (let i = 0; i < 12; i++) {
    const start = performance.now();
    ({ events } = await engine.run(facts));
    if (i >= 3) samples.push(performance.now() - start);
  }
  const ids = (type) => events.filter((e) => e.type === type).map((e) => e.params.id);
  const failed = new Set(ids('fail'));
  const conditional = ids('conditional').filter((id) => !failed.has(id)).length;
  const ours = figures.get('assess');
  const result = `${failed.size} fail, ${conditional} conditional`;
  console.log(`\njson-rules-engine ${versionOf('json-rules-engine')}: the 500 generated checks`);
  if (result !== ours.result) {
    console.log(`    left out: it says ${result}, adit says ${ours.result}`);
    return;
  }
  const ms = median(samples);
  console.log(`${ms.toFixed(2)} ms, adit ${times(ms / 1000 / ours.value)} as fast (both: ${result});`);
  console.log('adit\'s time includes reasons, messages and citations');
}

// --- start ---------------------------------------------------------------------------------------

function compareStart() {
  const ours = figures.get('start');
  if (ours === undefined) return;
  const script = `import(${JSON.stringify(pathToFileURL(feelinFile).href)}).then((m) => m.evaluate('1 + 1'))`;
  const samples = [];
  for (let i = 0; i < 7; i++) {
    const start = performance.now();
    spawnSync(process.execPath, ['-e', script]);
    samples.push(performance.now() - start);
  }
  const ms = median(samples);
  console.log(`\nNode that evaluates one expression with feelin, from a cold start: ${ms.toFixed(1)} ms`);
  console.log(`(adit check with all shipped rules: ${(ours.value * 1000).toFixed(1)} ms)`);
}

compareConditions();
await compareChecks();
compareStart();
