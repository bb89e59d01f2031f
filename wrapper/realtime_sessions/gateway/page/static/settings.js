// Keep the form between visits, in this browser. What is a secret, or looks like a key, is never kept.

const NAME = "realtime-sessions";
const KEY = /\b(?:ek|sk)[-_][A-Za-z0-9_-]{6,}/g;

export function load() {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) ?? "{}");
    return { config: Object(found.config), language: String(found.language ?? "") };
  } catch {
    return { config: {}, language: "" };
  }
}

export function keep(settings) {
  try {
    localStorage.setItem(NAME, JSON.stringify(settings).replaceAll(KEY, "***"));
  } catch {
    // a browser that keeps nothing is no reason to stop
  }
}
