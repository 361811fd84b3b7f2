// A form of the bot, in a dialog: labels, hints, and beside each wrong field what was expected.

import { Combobox } from "./combobox.js";
import { choices, el } from "./draw.js";
import { store } from "./store.js";
import { act, send } from "./talk.js";
import { word } from "./words.js";

const dialog = document.getElementById("form");

/** Open a form; `done(answer)` is told what came of it, unless that is the form again. */
export function ask(form, where, done, failed) {
  draw(form, where, done, failed);
  if (!dialog.open) dialog.showModal();
  const wrong = dialog.querySelector("[aria-invalid=true]");
  (wrong ?? dialog.querySelector("input, select, textarea"))?.focus();
}

function draw(form, where, done, failed) {
  const errors = form.errors ?? {};
  const fields = form.fields.map((field) => row(field, errors[field.name], where));
  const submit = el("button", { type: "submit", class: "primary" }, form.submit);
  const made = el("form", { novalidate: true, autocomplete: "off" },
    el("h2", { id: "form-name" }, form.title),
    form.intro && el("p", { class: "intro", id: "form-intro" }, form.intro),
    form.sorry && el("p", { class: "sorry", role: "alert" }, form.sorry),
    ...fields,
    el("div", { class: "row end" }, el("button", { type: "button", onclick: () => dialog.close() }, word("cancel")), submit));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (complete(made)) hand(made, form, where, done, failed);
  });
  dialog.replaceChildren(made);
  if (form.intro) dialog.setAttribute("aria-describedby", "form-intro");
  else dialog.removeAttribute("aria-describedby");
}

async function hand(made, form, where, done, failed) {
  if (made.ariaBusy === "true") return;
  made.ariaBusy = "true";
  try {
    const answer = await act("filled", where, { token: form.token, values: values(made, form) });
    if (answer.is === "form") return ask(answer.form, where, done, failed);
    dialog.close();
    done(answer);
  } catch (error) {
    failed(error);
  } finally {
    made.ariaBusy = "false";
  }
}

function values(made, form) {
  const given = form.fields.map(({ name, kind }) => {
    const value = made.querySelector(`[name=${name}]`).value.trim();
    return [name, value && ["place", "person"].includes(kind) ? { address: value } : value];
  });
  return Object.fromEntries(given);
}

function row(field, error, where) {
  const id = `field-${field.name}`;
  const described = [field.hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" ");
  const named = { id, name: field.name, required: field.required, "aria-describedby": described, "aria-invalid": error && "true" };
  const label = el("label", { for: id }, field.label, !field.required && el("span", { class: "optional" }, ` (${word("optional")})`));
  return el("div", { class: "field" },
    label,
    field.hint && el("p", { class: "hint", id: `${id}-hint` }, field.hint),
    control(field, named, where),
    el("p", { class: "error", id: `${id}-error` }, error ?? ""));
}

function control(field, named, where) {
  const lists = { choice: { of: "options", options: field.options }, place: { of: "places" }, person: { of: "people" } };
  if (field.kind in lists) {
    const pick = el("option", { value: "" }, word("pick"));
    return el("select", named, pick, ...choices(lists[field.kind], field.value));
  }
  if (field.kind === "paragraph") return el("textarea", { ...named, rows: 4, "data-longest": field.longest }, field.value);
  const shape = field.native ? { type: field.native } : { type: "text", "data-longest": field.longest };
  const input = el("input", { ...named, ...shape, value: field.value });
  return field.complete ? completed(input, field, where) : input;
}

/** Of a list parted by commas, the last part is completed. */
function completed(input, field, where) {
  const list = el("ul", { id: `${input.id}-list`, role: "listbox", "aria-label": word("suggestions"), hidden: true });
  const aria = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(aria)) input.setAttribute(name, value);
  new Combobox(input, list, async (typed) => {
    const [, first, last] = typed.match(/^(.*,\s*)?([^,]*)$/);
    const found = await send("completing", { as: store.me, ...where, text: last, source: field.complete });
    return { hint: "", options: found.options.map((one) => ({ ...one, text: (first ?? "") + one.text })) };
  });
  return el("div", { class: "combo" }, input, list);
}

/** What cannot be sent as it stands; nothing that somebody pasted is cut behind their back. */
function wrongIn(field) {
  const text = field.value.trim();
  const [count, most] = [[...text].length, Number(field.dataset.longest)];
  if (!text && field.required) return word("please-fill");
  if (count > most) return word("too-long", { most, count });
  return field.validity.badInput ? field.validationMessage : "";
}

/** What is missing or too long is said beside its field, and the first of them gets the focus. */
function complete(made) {
  const fields = [...made.elements].filter((one) => one.name);
  for (const field of fields) {
    const wrong = wrongIn(field);
    field.ariaInvalid = wrong ? "true" : null;
    document.getElementById(`${field.id}-error`).textContent = wrong;
  }
  const first = fields.find((field) => field.ariaInvalid === "true");
  first?.focus();
  return !first;
}
