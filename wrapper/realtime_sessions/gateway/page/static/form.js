// The form: rows in sections, read into the body that is sent, filled from one, with complaints at their fields.

import { byId, h } from "./dom.js";
import { Unreadable } from "./editors.js";
import { Row } from "./row.js";

const segments = (path) => path.split(/[.[\]]+/).filter(Boolean);

export class Form {
  #wrong = new Set();

  constructor({ sections, fields, others }, changed) {
    this.rows = fields.map((field) => new Row(field, { changed: () => { this.#count(); changed(); } }));
    byId("form").replaceChildren(...sections.map((title) => {
      const inside = this.rows.filter(({ field }) => field.section === title);
      return inside.length === 0 ? "" : h("section", { class: "card group", "aria-label": title },
        h("h3", {}, title), inside.map((row) => row.root));
    }));
    if (others.length > 0) byId("form").append(h("p", { class: "muted small" }, `The server sets, or leaves out: ${others.join(", ")}.`));
    this.#count();
  }

  /** The parameters that aren't left out; throws an Unreadable at the first that has no value yet. */
  read() { return this.#collect((row) => row.read()); }

  /** What may be kept: without secrets, and without what can't be read yet. */
  keep() {
    return this.#collect((row) => {
      try {
        return row.read(false);
      } catch (error) {
        if (error instanceof Unreadable) return undefined;
        throw error;
      }
    });
  }

  write(config) {
    for (const row of this.rows) row.write(config[row.name]);
    this.#count();
  }

  /** Show a complaint at the field of a path; the row, or null where there is none. */
  complain(param, message, hint) {
    const found = this.at(param ?? "");
    if (!found) return null;
    found.complain(message, hint);
    this.#wrong.add(found);
    byId("find").value = "";
    this.find(""); // a field that is wrong has to be seen
    return found;
  }

  /** Show the rows whose name or description has a word. */
  find(word) {
    const wanted = word.trim().toLowerCase();
    for (const { root, field } of this.rows) root.hidden = !`${field.name} ${field.description}`.toLowerCase().includes(wanted);
    const sections = [...byId("form").querySelectorAll(".group")];
    for (const section of sections) section.hidden = !section.querySelector(".group > .row:not([hidden])");
    byId("nothing").hidden = sections.some((section) => !section.hidden);
  }

  clear() {
    for (const row of this.#wrong) row.complain("");
    this.#wrong.clear();
  }

  /** The row that a path leads to, in our names or in either endpoint's; null where there is none. */
  at(param) {
    const path = segments(param);
    const own = this.rows.find((row) => row.name === path[0]);
    if (own) return own.find(path.slice(1));
    for (const row of this.rows) {
      const place = row.field.places.find((one) => param === one || param.startsWith(`${one}.`) || param.startsWith(`${one}[`));
      if (place) return row.find(segments(param.slice(place.length)));
    }
    return null;
  }

  #collect(read) {
    const found = this.rows.map((row) => [row.name, read(row)]);
    return Object.fromEntries(found.filter(([, value]) => value !== undefined));
  }

  #count() {
    const set = this.rows.filter((row) => row.state !== "left out").length;
    byId("count").textContent = set === 0 ? "all left out" : `${set} of ${this.rows.length} set`;
    byId("reset").hidden = set === 0;
  }
}
