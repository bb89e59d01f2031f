// The same call in code: a tab for each language, as the server writes it.

import { byId, copy, h } from "./dom.js";

const TOKENS = [
  ["comment", /(?:#|\/\/)[^\n]*/y],
  ["string", /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/y],
  ["number", /\b\d+(?:\.\d+)?\b/y],
  ["word", /\b(?:from|import|with|as|async|await|def|const|new|for|of|if|throw|print|None|True|False|null|true|false|curl)\b/y],
  ["plain", /[A-Za-z_][\w.-]*|https?:\/\/|\s+|./ys],
];

export class Code {
  #snippets = {};
  #chosen;
  #changed;

  constructor(chosen, changed) {
    this.#chosen = chosen;
    this.#changed = changed;
    byId("copy-code").addEventListener("click", (event) => copy(event.currentTarget, this.#text()));
    byId("languages").addEventListener("keydown", (event) => this.#move(event));
  }

  get language() { return this.#chosen; }

  show(snippets) {
    const names = Object.keys(snippets);
    if (names.join() !== Object.keys(this.#snippets).join()) this.#tabs(names);
    this.#snippets = snippets;
    if (!names.includes(this.#chosen)) this.#chosen = names[0];
    this.note("");
    this.#draw();
  }

  note(text) {
    byId("code-note").textContent = text;
    byId("copy-code").disabled = text !== "";
  }

  #text() { return this.#snippets[this.#chosen] ?? ""; }

  #tabs(names) {
    byId("languages").replaceChildren(...names.map((name, at) => h("button", {
      type: "button", role: "tab", id: `language-${at}`, "aria-controls": "code", "data-name": name,
      onclick: () => this.#pick(name),
    }, name)));
  }

  #pick(name) {
    this.#chosen = name;
    this.#draw();
    this.#changed();
  }

  #move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const names = Object.keys(this.#snippets);
    this.#pick(names[(names.indexOf(this.#chosen) + step + names.length) % names.length]);
    byId("languages").querySelector("[aria-selected=true]").focus();
    event.preventDefault();
  }

  #draw() {
    for (const tab of byId("languages").children) {
      const chosen = tab.dataset.name === this.#chosen;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) byId("code").setAttribute("aria-labelledby", tab.id);
    }
    byId("code").querySelector("code").replaceChildren(...coloured(this.#text()));
  }
}

function* coloured(text) {
  for (let at = 0; at < text.length;) {
    for (const [kind, pattern] of TOKENS) {
      pattern.lastIndex = at;
      const found = pattern.exec(text)?.[0];
      if (!found) continue;
      yield kind === "plain" ? found : h("span", { class: `token-${kind}` }, found);
      at += found.length;
      break;
    }
  }
}
