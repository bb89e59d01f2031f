// The editors of values. The server describes each (kind, values, bounds); none knows what parameter it edits.
//
// An editor has a root element, read(secrets) and write(value), and child(path) for the rows inside of it. read throws
// an Unreadable where there is no value yet; whether a value is right is for the server to say.

import { h, newId } from "./dom.js";

export class Unreadable extends Error {
  constructor(path, message) {
    super(message);
    this.path = path;
  }
}

export function makeEditor(editor, context) {
  return makers[editor.kind](editor, context);
}

const common = ({ label, id, changed, describedBy }) => ({
  id, "aria-label": label, "aria-describedby": describedBy, oninput: changed,
});

const makers = {
  constant: ({ value }) => ({
    root: h("p", { class: "constant" }, String(value)), read: () => value, write() {},
  }),

  text({ long, pattern }, context) {
    const properties = { ...common(context), class: "text", autocomplete: "off", spellcheck: long ? "true" : "false" };
    const root = context.secret ? h("input", { ...properties, type: "password" })
      : long ? h("textarea", { ...properties, rows: 3 })
        : h("input", { ...properties, type: "text", placeholder: pattern });
    return { root, control: root, read: () => root.value, write: (value) => { root.value = String(value); } };
  },

  choice({ values, open }, context) {
    if (!open) {
      const root = h("select", { ...common(context), class: "text" }, values.map((value) => h("option", {}, String(value))));
      return {
        root, control: root,
        read: () => values[root.selectedIndex],
        write: (value) => { if (values.includes(value)) root.value = String(value); },
      };
    }
    const list = h("datalist", { id: newId("known") }, values.map((value) => h("option", { value })));
    const input = h("input", { ...common(context), class: "text", list: list.id, autocomplete: "off", spellcheck: "false" });
    input.value = "";
    return {
      root: h("div", { class: "open-choice" }, input, list, h("span", { class: "muted small" }, `${values.length} known; others can be typed`)),
      control: input,
      read() {
        if (input.value === "") throw new Unreadable([], "is empty: pick one, or leave it out");
        return input.value;
      },
      write: (value) => { input.value = String(value); },
    };
  },

  number({ whole, minimum, maximum, unit }, context) {
    const bounds = { min: minimum, max: maximum, step: whole ? 1 : "any" };
    const input = h("input", { ...common(context), ...bounds, class: "text number", type: "number", inputmode: "decimal" });
    const slides = !whole && minimum !== undefined && maximum !== undefined;
    const slider = slides ? h("input", {
      type: "range", "aria-label": `${context.label}, slider`, min: minimum, max: maximum, step: (maximum - minimum) / 100,
      oninput() { input.value = String(Math.round(slider.value * 1000) / 1000); context.changed(); },
    }) : null;
    input.addEventListener("input", () => { if (slider) slider.value = input.value; });
    return {
      root: h("div", { class: "number-line" }, input, slider, unit ? h("span", { class: "muted small" }, unit) : null),
      control: input,
      read() {
        if (input.value === "") throw new Unreadable([], "needs a number");
        return Number(input.value);
      },
      write(value) {
        input.value = String(value);
        if (slider) slider.value = String(value);
      },
    };
  },

  switch(_, context) {
    const input = h("input", { ...common(context), type: "checkbox", role: "switch" });
    const word = h("span", {}, "false");
    const tell = () => { word.textContent = String(input.checked); };
    input.addEventListener("input", tell);
    return {
      root: h("label", { class: "switch" }, input, word), control: input,
      read: () => input.checked,
      write(value) { input.checked = value === true; tell(); },
    };
  },

  set({ values }, context) {
    const boxes = values.map((value) => h("input", { type: "checkbox", value, oninput: context.changed }));
    const root = h("div", { class: "chips", role: "group", id: context.id, "aria-label": context.label, "aria-describedby": context.describedBy },
      boxes.map((box) => h("label", {}, box, h("span", {}, box.value))));
    return {
      root, control: boxes[0],
      read: () => boxes.filter((box) => box.checked).map((box) => box.value),
      write: (chosen) => { for (const box of boxes) box.checked = Array.isArray(chosen) && chosen.includes(box.value); },
    };
  },

  json({ value }, context) {
    const root = h("textarea", { ...common(context), class: "text mono", rows: 4, spellcheck: "false" });
    root.value = JSON.stringify(value);
    return {
      root, control: root,
      read() {
        try {
          return JSON.parse(root.value);
        } catch (error) {
          throw new Unreadable([], `isn't JSON: ${error.message}`);
        }
      },
      write: (found) => { root.value = JSON.stringify(found, null, 2); },
    };
  },

  object({ fields }, context) {
    const rows = fields.map((field) => context.row(field, { ...context, path: `${context.label}.${field.name}` }));
    return {
      root: h("div", { class: "inside", role: "group", "aria-label": context.label, "aria-describedby": context.describedBy },
        rows.filter((row) => !row.isConstant).map((row) => row.root)),
      control: null,
      child: ([name, ...rest]) => rows.find((row) => row.name === name)?.find(rest),
      read(secrets) {
        const read = rows.map((row) => [row.name, row.read(secrets)]);
        return Object.fromEntries(read.filter(([, value]) => value !== undefined));
      },
      write(value) { for (const row of rows) row.write(value?.[row.name]); },
    };
  },

  list({ item }, context) {
    const items = [];
    const holder = h("ol", { class: "items" });
    const tell = () => { for (const [at, one] of items.entries()) one.title.textContent = `${at + 1}`; };
    const add = (value) => {
      const editor = makeEditor(item, { ...context, id: newId("item"), label: `${context.label}, item ${items.length + 1}` });
      if (value !== undefined) editor.write(value);
      const one = { editor, title: h("span", { class: "muted small" }) };
      const remove = () => { items.splice(items.indexOf(one), 1); one.root.remove(); tell(); context.changed(); more.focus(); };
      one.root = h("li", {}, one.title, editor.root,
        h("button", { type: "button", class: "quiet", "aria-label": `Remove an item of ${context.label}`, onclick: remove }, "Remove"));
      items.push(one);
      holder.append(one.root);
      tell();
    };
    const more = h("button", { type: "button", class: "quiet add", onclick: () => { add(); context.changed(); } }, "Add an item");
    return {
      root: h("div", { role: "group", "aria-label": context.label }, holder, more), control: more,
      child: ([at, ...rest]) => items[Number(at)]?.editor.child?.(rest),
      read: (secrets) => items.map(({ editor }, at) => inside([String(at)], () => editor.read(secrets))),
      write(values) {
        items.length = 0;
        holder.replaceChildren();
        for (const value of Array.isArray(values) ? values : []) add(value);
      },
    };
  },

  "one-of"({ variants }, context) {
    const editors = variants.map(({ editor }) => makeEditor(editor, { ...context, id: newId("variant") }));
    const group = newId("kind");
    const kinds = variants.map(({ label }, at) => h("input", {
      type: "radio", name: group, value: label, oninput() { show(at); context.changed(); },
    }));
    const holder = h("div", { class: "variant" });
    let chosen = 0;
    const show = (at) => {
      chosen = at;
      kinds[at].checked = true;
      holder.replaceChildren(...(variants[at].editor.kind === "constant" ? [] : [editors[at].root]));
    };
    show(0);
    return {
      root: h("div", { class: "one-of" },
        h("fieldset", { class: "states kinds" }, h("legend", { class: "unseen" }, `${context.label}: kind`),
          kinds.map((one) => h("label", {}, one, h("span", {}, one.value)))),
        holder),
      get control() { return editors[chosen].control ?? kinds[chosen]; },
      child: (path) => editors[chosen].child?.(path),
      read: (secrets) => editors[chosen].read(secrets),
      write(value) {
        show(Math.max(0, variants.findIndex(({ editor }) => fits(editor, value))));
        editors[chosen].write(value);
      },
    };
  },
};

/** Run a read whose complaint is about something further inside. */
function inside(path, read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) error.path = [...path, ...error.path];
    throw error;
  }
}

/** Whether an editor could have made a value. */
function fits(editor, value) {
  switch (editor.kind) {
    case "constant": return editor.value === value;
    case "choice": return editor.open ? typeof value === "string" : editor.values.includes(value);
    case "text": return typeof value === "string";
    case "number": return typeof value === "number";
    case "switch": return typeof value === "boolean";
    case "set": case "list": return Array.isArray(value);
    case "object": return typeof value === "object" && value !== null && !Array.isArray(value)
      && editor.fields.every(({ name, editor: inner }) => inner.kind !== "constant" || value[name] === undefined || inner.value === value[name]);
    case "one-of": return editor.variants.some(({ editor: inner }) => fits(inner, value));
    default: return true;
  }
}
