// Short notes in a corner, read out politely; what they tell can also be found elsewhere.

import { el } from "./draw.js";

const area = document.getElementById("toasts");
const STAY = 9000;

/** A note; another with the same key takes its place. `more` is { label, act }; what `stays` is taken away by hand. */
export function toast(text, { key = text, more = null, stays = false } = {}) {
  [...area.children].find((one) => one.dataset.key === key)?.remove();
  const note = el("div", { class: "toast", "data-key": key }, el("p", {}, text),
    more && el("button", { type: "button", class: "quiet", onclick: () => { more.act(); note.remove(); } }, more.label));
  area.append(note);
  const leave = () => (note.matches(":hover, :focus-within") ? setTimeout(leave, STAY) : note.remove());
  if (!stays) setTimeout(leave, STAY);
}

export function forgetToast(key) {
  [...area.children].find((one) => one.dataset.key === key)?.remove();
}
