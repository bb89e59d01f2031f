// What came back: the key, masked, with its countdown; the session as a table; or the refusal with what to do.

import { byId, clock, copy, everySecond, h } from "./dom.js";

const MASK = "••••••••••••";
let stop = () => {};

export function showKey({ value, status, took, requestId }) {
  stop();
  let key = value.value;
  const life = Math.max(1, value.expires_at - Date.now() / 1000);
  const left = h("strong", {}), bar = h("progress", { max: life, "aria-label": "The key's life that is left" });
  const button = h("button", { type: "button", class: "quiet", onclick: () => copy(button, key) }, "Copy key");
  const shown = { ...value, value: `${key.slice(0, 3)}${MASK}` };
  stop = everySecond(() => {
    const seconds = value.expires_at - Date.now() / 1000;
    left.textContent = seconds > 0 ? `expires in ${clock(seconds)}` : "expired";
    bar.value = Math.max(0, seconds);
    if (seconds > 0) return true;
    key = "";
    button.disabled = true;
    return false;
  });
  show(status, took, requestId, [
    h("div", { class: "key" }, h("code", { id: "key" }, shown.value), button),
    h("div", { class: "life" }, left, bar),
    table(shown.session ?? {}),
    h("details", {}, h("summary", {}, "Raw JSON"), h("pre", { tabindex: "0" }, h("code", {}, JSON.stringify(shown, null, 2)))),
  ]);
}

export function showRefusal(refused, where, hint) {
  stop();
  const { message, code, param, type } = refused.error;
  const facts = { code, param, type, request_id: refused.requestId };
  const said = where ? [ // with what to do, at the field
    h("p", { class: "refusal" }, `${param} was refused.`),
    h("p", {}, h("button", { type: "button", class: "quiet", onclick: () => where.focus() }, `Go to ${param}`)),
  ] : [h("p", { class: "refusal" }, message ?? refused.message), hint ? h("p", { class: "hint" }, hint) : null];
  show(refused.status, null, null, [
    ...said,
    table(facts),
  ]);
}

function show(status, took, requestId, children) {
  const kind = status >= 200 && status < 300 ? "good" : "bad";
  byId("reply-status").replaceChildren(
    h("span", { class: `badge ${kind}` }, status === 0 ? "no reply" : String(status)),
    ...(took === null ? [] : [h("span", { class: "muted small" }, `${took} ms`)]));
  byId("reply-body").replaceChildren(...children.filter(Boolean),
    ...(requestId ? [h("p", { class: "muted small" }, "Request ", h("code", {}, requestId))] : []));
  byId("reply").hidden = false;
  byId("call").before(byId("reply")); // the latest stands first
}

/** A value's parts as rows, each under its path. */
function table(value) {
  const rows = [...parts(value)];
  if (rows.length === 0) return null;
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Fields of the reply" },
    h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Field"), h("th", { scope: "col" }, "Value"))),
      h("tbody", {}, rows.map(([path, text]) => h("tr", {}, h("th", { scope: "row" }, path), h("td", {}, text))))));
}

function* parts(value, path = "") {
  for (const [name, inner] of Object.entries(value ?? {})) {
    const place = path ? `${path}.${name}` : name;
    if (inner === undefined || (inner === null && !path)) continue;
    if (typeof inner === "object" && inner !== null && !Array.isArray(inner)) yield* parts(inner, place);
    else yield [place, typeof inner === "string" ? inner : JSON.stringify(inner)];
  }
}
