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

  /** Show a complaint at the field of a path, in our names or in either endpoint's; the row, or null. */
  complain(param, message, hint) {
    const found = this.#at(param ?? "");
    found?.complain(message, hint);
    if (found) this.#wrong.add(found);
    return found;
  }

  clear() {
    for (const row of this.#wrong) row.complain("");
    this.#wrong.clear();
  }

  #at(param) {
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
