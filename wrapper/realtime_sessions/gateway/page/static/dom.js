// Make elements without HTML text: nothing that came from elsewhere is ever parsed as a page.

let count = 0;

/** A new id for an element. */
export const newId = (start) => `${start}-${(count += 1)}`;

/** An element with properties (`on…` are listeners, others attributes) and children. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export const byId = (id) => document.getElementById(id);

const narrow = matchMedia("(max-width: 960px)");

/** Bring what came into view: on a narrow screen it stands below the whole form, and from its top on. */
export const seen = (id) => byId(id).scrollIntoView({ block: narrow.matches ? "start" : "nearest" });

/** Copy a text, and say so on the button for a moment. */
export async function copy(button, text) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed";
  }
  setTimeout(() => { button.textContent = before; }, 1500);
}

/** Minutes and seconds, as clocks show them. */
export function clock(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Call a function each second until it returns false; what is returned stops it. */
export function everySecond(tick) {
  let timer = null;
  const stop = () => clearInterval(timer);
  if (tick() !== false) timer = setInterval(() => { if (tick() === false) stop(); }, 1000);
  return stop;
}
