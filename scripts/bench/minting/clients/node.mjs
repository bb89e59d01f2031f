// Mint with the official npm package: `once` for the whole program, else orders as scripts/bench/minting/worker.py.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import OpenAI from 'openai';

const KEY = 'sk-test-0123456789abcdef';
const MODEL = 'gpt-realtime-2.1';

function open(baseURL) {
  const sdk = new OpenAI({ apiKey: KEY, baseURL });
  return async () => {
    const reply = await sdk.realtime.clientSecrets.create({ session: { type: 'realtime', model: MODEL } });
    return [reply.value, reply.session.model];
  };
}

function peak() {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))[1]);
  } catch {
    return 0;
  }
}

async function carryOut({ base_url, at_once, seconds, calls, warm }) {
  const mint = open(base_url);
  const together = (work) => Promise.all(Array.from({ length: at_once }, work));
  const rounds = Math.ceil(warm / at_once);
  for (let round = 0; round < rounds; round += 1) await together(mint);

  const took = [];
  const keys = new Set();
  const failures = [];
  const end = performance.now() + seconds * 1000;
  let left = calls ?? Infinity;
  const work = async () => {
    while (left-- > 0 && performance.now() < end) {
      const started = performance.now();
      try {
        const [key, model] = await mint();
        if (model !== MODEL || !key.startsWith('ek_')) throw new Error(`a reply of ${model}`);
        took.push((performance.now() - started) / 1000);
        keys.add(key);
      } catch (error) {
        failures.push(String(error));
      }
    }
  };
  const before = process.cpuUsage();
  const started = performance.now();
  await together(work);
  const wall = (performance.now() - started) / 1000;
  const used = process.cpuUsage(before);
  const failed = failures.length;
  if (keys.size < took.length) failures.unshift('two replies carried one key');
  took.sort((one, other) => one - other);
  const at = (share) => took[Math.min(Math.trunc(took.length * share), took.length - 1)];
  return {
    wall,
    cpu: (used.user + used.system) / 1e6,
    calls: took.length,
    failed,
    failure: failures[0] ?? null,
    memory: [],
    warm: rounds * at_once,
    ...(took.length ? { p50: at(0.5), p99: at(0.99), slowest: took.at(-1) } : {}),
  };
}

if (process.argv[2] === 'once') {
  const [key, model] = await open(process.argv[3])();
  console.log(key, model, peak());
} else {
  for await (const line of createInterface({ input: process.stdin })) {
    const told = await carryOut(JSON.parse(line)).catch((error) => ({ error: String(error) }));
    console.log(JSON.stringify(told));
  }
}
