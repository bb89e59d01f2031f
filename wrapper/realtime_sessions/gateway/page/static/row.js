// A row of the form: a field in one of three states (left out, null, a value), with its complaint.

import { h, newId } from "./dom.js";
import { makeEditor, Unreadable } from "./editors.js";

const TELLING = ["number", "set", "list"]; // kinds of editors that don't show by themselves what they take
const OUT = "left out", NULL = "null", VALUE = "value";

export class Row {
  constructor(field, { changed, path = field.name }) {
    this.name = field.name;
    this.field = field;
    this.isConstant = field.editor.kind === "constant" && field.required;
    this.id = newId("field");
    const describedBy = `${this.id}-about ${this.id}-error`;
    this.editor = makeEditor(field.editor, {
      id: this.id, label: path, secret: field.secret, changed, describedBy, row: (inner, context) => new Row(inner, context),
    });
    this.states = this.#states(path, changed);
    this.complaint = h("p", { id: `${this.id}-error`, class: "error", hidden: true });
    this.body = h("div", { class: "editor" }, this.editor.root, this.#hint());
    this.root = h("div", { class: "row", "data-name": field.name },
      h("div", { class: "head" }, h("span", { class: "name" }, field.name), field.required ? h("span", { class: "muted small" }, "required") : null, this.states.root),
      h("p", { id: `${this.id}-about`, class: "about" }, field.description),
      this.body, this.complaint);
    if (field.default !== undefined) this.editor.write(field.default);
    this.#choose(field.required ? VALUE : OUT);
  }

  get state() { return this.states.chosen(); }

  /** The value; undefined where it is left out. Secrets only where they are asked for. */
  read(secrets = true) {
    if (this.state === OUT || (this.field.secret && !secrets)) return undefined;
    if (this.state === NULL) return null;
    try {
      return this.editor.read(secrets);
    } catch (error) {
      if (error instanceof Unreadable) error.path = [this.name, ...error.path];
      throw error;
    }
  }

  write(value) {
    if (value !== undefined && value !== null) this.editor.write(value);
    this.#choose(value === undefined ? (this.field.required ? VALUE : OUT) : value === null ? NULL : VALUE);
  }

  /** The row that a path inside of this one leads to: the deepest that there is. */
  find(path) { return (path.length > 0 && this.editor.child?.(path)) || this; }

  complain(message, hint) {
    this.complaint.replaceChildren(message, ...(hint ? [h("span", { class: "hint" }, hint)] : []));
    this.complaint.hidden = !message;
    this.root.classList.toggle("wrong", Boolean(message));
    const control = this.editor.control;
    if (control && message) control.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
  }

  /** What to do about a refusal that doesn't say so itself. */
  get advice() { return `It takes ${this.field.bound || "any value"}${this.field.required ? "." : ", or can be left out."}`; }

  focus() {
    const control = this.state === VALUE ? this.editor.control : null;
    (control ?? this.root.querySelector("input, select, textarea, button"))?.focus();
    this.root.scrollIntoView({ block: "center", behavior: "instant" });
  }

  #choose(state) {
    this.states.choose(state);
    this.#show();
  }

  #show() {
    this.root.dataset.state = this.state;
    this.body.hidden = this.state !== VALUE;
  }

  #states(path, changed) {
    const { required, nullable } = this.field;
    const offered = [...(required ? [] : [OUT]), ...(nullable ? [NULL] : []), VALUE];
    if (offered.length === 1) return { root: null, chosen: () => VALUE, choose() {} };
    const group = newId("state");
    const inputs = offered.map((state) => h("input", {
      type: "radio", name: group, value: state,
      oninput: () => { this.complain(""); this.#show(); changed(); if (state === VALUE) this.editor.control?.focus(); },
    }));
    return {
      root: h("fieldset", { class: "states" }, h("legend", { class: "unseen" }, path),
        inputs.map((input) => h("label", {}, input, h("span", {}, input.value)))),
      chosen: () => inputs.find((input) => input.checked)?.value ?? OUT,
      choose(state) {
        const wanted = inputs.find((input) => input.value === state) ?? inputs[0];
        wanted.checked = true;
      },
    };
  }

  #hint() {
    const { bound, default: usual, chosen, editor } = this.field;
    const without = chosen ? "the server has a value where left out" : usual === undefined ? "" : `${JSON.stringify(usual)} where left out`;
    const words = [(TELLING.includes(editor.kind) && bound !== "a list") || editor.pattern ? bound : "", without].filter(Boolean);
    return words.length ? h("p", { class: "bound" }, words.join(" · ")) : null;
  }
}
