// Asks the sandbox through the official npm package, and prints what came of it as one line of JSON per question.
import OpenAI from "openai";

const [, , profile, baseURL, apiKey] = process.argv;
const options = { apiKey, baseURL, timeout: 20_000 };
const client = new OpenAI(options);
const flat = (client, session) => client.beta.realtime.sessions.create(session);
const nested = (client, session) => client.realtime.clientSecrets.create({ session: { type: "realtime", ...session } });
const create = profile === "flat" ? flat : nested;

async function told(name, ask) {
  const started = performance.now();
  let outcome;
  try {
    const minted = await ask();
    outcome = { value: minted.value ?? minted.client_secret?.value, model: (minted.session ?? minted).model };
  } catch (error) {
    const { status, code, param, type, requestID } = error;
    outcome = { error: error.constructor.name, message: error.message, status, code, param, type, requestID };
  }
  console.log(JSON.stringify({ name, ...outcome, seconds: (performance.now() - started) / 1000 }));
}

await told("limited", () => create(client, { model: "gpt-realtime" }));
await told("minted", () => create(client, { model: "gpt-realtime" }));
await told("refused", () => create(client, { tools: [{ type: "function", name: 7 }] }));
await told("unknown", () => create(new OpenAI({ ...options, apiKey: "nonsense" }), { model: "gpt-realtime" }));
await told("retired", () => (profile === "flat" ? nested : flat)(client, { model: "gpt-realtime" }));
