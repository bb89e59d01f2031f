// Put the page together: what is typed is checked and written as code, and sent when it is asked for.

import { Code } from "./code.js";
import { byId, clock, everySecond, seen } from "./dom.js";
import { Unreadable } from "./editors.js";
import { Form } from "./form.js";
import { ask, Refused } from "./gateway.js";
import { showKey, showRefusal } from "./reply.js";
import { keep, load } from "./settings.js";
import { Call } from "./talk.js";

const QUIET = 250; // milliseconds without typing after which a change is looked at
const TOO_MANY = 429;
const base = new URL("./", location.href).href;

const mint = byId("mint"), talk = byId("talk"), notice = byId("notice");
const settings = load();
let form, timer, asked = 0, waiting = false, busy = false;

const code = new Code(settings.language, () => remember());
const call = new Call(() => { byId("talk-label").textContent = "Talk"; talk.classList.remove("on"); });

function remember() { keep({ config: form.keep(), language: code.language }); }

function changed() {
  remember();
  clearTimeout(timer);
  timer = setTimeout(() => check().catch(fail), QUIET);
}

/** Have the form checked: the config to send, or what is wrong, which then stands at its field. */
async function check() {
  const turn = (asked += 1);
  let config, unread;
  try {
    config = form.read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    unread = error;
    config = form.keep();
  }
  const { value } = await ask("page/snippets", { method: "POST", body: { config, gateway: base } });
  if (turn !== asked) return null; // something else was typed meanwhile
  form.clear();
  const wrong = value.problems.map(({ param, message }) => form.complain(param, `${param} ${message}`));
  if (unread) wrong.push(form.complain(unread.path.join("."), `${unread.path.join(".")} ${unread.message}`));
  if (wrong.length > 0) {
    code.note("As it was before: a field is wrong.");
    return { wrong };
  }
  code.show(value.snippets);
  return { config };
}

/** The config to send, after a look at every field; the first that is wrong gets the focus. */
async function ready() {
  clearTimeout(timer);
  let found = null;
  while (found === null) found = await check(); // null where something else was typed meanwhile
  if (found.wrong) {
    notice.textContent = `${found.wrong.length === 1 ? "A field is" : `${found.wrong.length} fields are`} wrong; nothing was sent.`;
    found.wrong.find(Boolean)?.focus();
    return null;
  }
  return found.config;
}

function enable() {
  mint.disabled = waiting || busy;
  talk.disabled = (waiting || busy) && !call.isOpen;
}

async function run(action) {
  if (busy) return;
  busy = true;
  notice.textContent = byId("said").textContent = "";
  enable();
  try {
    const config = await ready();
    if (config) await action(config);
  } catch (error) {
    fail(error);
  } finally {
    busy = false;
    enable();
  }
}

function fail(error) {
  if (!(error instanceof Refused)) {
    notice.textContent = error.message;
    return;
  }
  const { param, message } = error.error;
  const where = form?.at(param ?? "") ?? null;
  const hint = error.error.hint ?? where?.advice;
  if (where) form.complain(param, message, hint);
  showRefusal(error, where, hint);
  byId("said").textContent = `Refused: ${error.message}`;
  if (error.status === TOO_MANY) pause(error.wait || 1);
  if (where) where.focus();
  else seen("reply");
}

/** Send nothing for as long as the gateway said. */
function pause(seconds) {
  const until = Date.now() + seconds * 1000;
  waiting = true;
  everySecond(() => {
    const left = (until - Date.now()) / 1000;
    waiting = left > 0;
    notice.textContent = waiting ? `Too many requests: wait ${clock(left)}` : "";
    enable();
    return waiting;
  });
}

byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  void run(async (config) => {
    showKey(await ask("session", { method: "POST", body: config }));
    byId("said").textContent = "A key was minted.";
    seen("reply");
  });
});

talk.addEventListener("click", () => {
  if (call.isOpen) return call.close();
  return void run(async (config) => {
    byId("talk-label").textContent = "Hang up";
    talk.classList.add("on");
    talk.disabled = false;
    await call.open(config);
  });
});

addEventListener("pagehide", () => call.close()); // nobody would be left to hang up, and it keeps a place

byId("find").addEventListener("input", (event) => form?.find(event.currentTarget.value));

byId("reset").addEventListener("click", () => {
  form.write({});
  form.clear();
  changed();
});

async function start() {
  byId("loading").hidden = false;
  const [{ value }, me] = await Promise.all([ask("page/form.json"), ask("me").catch(() => null)]);
  form = new Form(value, changed);
  form.write(settings.config);
  byId("loading").remove();
  if (me?.value?.user) {
    byId("who").textContent = me.value.user;
    byId("who").hidden = false;
  }
  enable();
  await check();
}

start().catch(fail);
