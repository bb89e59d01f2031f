// Ask the gateway. The user's token stays in this module's memory, and is gone with the tab.

import { byId } from "./dom.js";

let token = "";

/** A reply that isn't 2xx, or none at all. */
export class Refused extends Error {
  constructor(status, error, headers) {
    super(error?.message || `the gateway answered ${status}`);
    this.status = status;
    this.error = error ?? {};
    this.wait = Number(headers?.get("Retry-After")) || 0;
    this.requestId = headers?.get("X-Request-Id") ?? error?.request_id ?? null;
  }
}

/** Ask for a path below the page; the reply's value, status, time and request id. `keepalive` is sent though the page goes. */
export async function ask(path, { method = "GET", body, keepalive = false } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  const started = performance.now();
  let reply, text;
  try {
    reply = await fetch(path, { method, headers, body: body && JSON.stringify(body), keepalive, cache: "no-store", credentials: "same-origin" });
    text = await reply.text();
  } catch {
    throw new Refused(0, { message: "The gateway can't be reached. Is it still running?" });
  }
  const took = Math.round(performance.now() - started);
  let value = null;
  try {
    value = text ? JSON.parse(text) : null;
  } catch {
    value = null;
  }
  if (reply.status === 401 && await signIn()) return ask(path, { method, body, keepalive });
  if (!reply.ok) throw new Refused(reply.status, value?.error, reply.headers);
  return { value, status: reply.status, took, requestId: reply.headers.get("X-Request-Id") };
}

let asking = null;

/** Ask the user for a token; false where they close the dialog. */
function signIn() {
  asking ??= new Promise((resolve) => {
    const dialog = byId("sign-in"), input = byId("token"), told = byId("sign-in-error");
    told.textContent = token ? "The gateway didn't take this token." : "";
    told.hidden = !token;
    input.value = "";
    dialog.showModal();
    dialog.addEventListener("close", () => {
      token = input.value.trim();
      input.value = "";
      asking = null;
      resolve(token !== "");
    }, { once: true });
  });
  return asking;
}
