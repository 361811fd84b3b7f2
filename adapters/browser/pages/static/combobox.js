// A text field that suggests: the ARIA combobox with a list, by keyboard, mouse or touch.

import { el } from "./draw.js";
import { counted } from "./words.js";

const PAUSE = 60;
let serial = 0;

export class Combobox {
  /** `suggest(text)` gives { hint, options: [{ label, about, text }] }; `chain` suggests on after a choice. */
  constructor(input, list, suggest, { hint = null, chain = false } = {}) {
    Object.assign(this, { input, list, suggest, hint, chain, options: [], active: -1, asked: 0, awaits: false, name: `option-${++serial}` });
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.clicked(event));
  }

  get open() {
    return !this.list.hidden;
  }

  later() {
    clearTimeout(this.timer);
    this.awaits = true;
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const asked = ++this.asked;
    const { hint, options } = await this.suggest(this.input.value).catch(() => ({ hint: "", options: [] }));
    if (asked === this.asked && document.activeElement === this.input) this.show(hint, options);
  }

  /** What stands in the field already is no suggestion. */
  show(hint, found) {
    const options = found.length === 1 && found[0].text.trim() === this.input.value.trim() ? [] : found;
    this.awaits = false;
    this.options = options;
    this.list.replaceChildren(...options.map((option, index) => this.row(option, index)));
    this.list.hidden = !options.length;
    this.input.setAttribute("aria-expanded", String(this.open));
    this.point(-1);
    this.say(hint, options.length);
  }

  say(hint, count) {
    if (!this.hint) return;
    const number = count ? el("span", { class: "unseen" }, ` ${counted("suggestions", count)}`) : "";
    this.hint.replaceChildren(hint, number);
  }

  row(option, index) {
    const about = option.about && option.about !== option.label && el("span", { class: "about" }, option.about);
    const id = `${this.name}-${index}`;
    return el("li", { id, role: "option", "aria-selected": "false", "data-index": index }, el("span", {}, option.label), about);
  }

  point(index) {
    this.active = index;
    [...this.list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    if (index < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", `${this.name}-${index}`);
    return this.list.children[index].scrollIntoView({ block: "nearest" });
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.awaits = false;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.point(-1);
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing) return;
    if (event.key in steps) this.step(event, steps[event.key]);
    else if (event.key === "Escape" && (this.open || this.awaits)) this.stop(event, () => this.close());
    else if ((event.key === "Enter" || event.key === "Tab") && this.open && this.active >= 0) {
      this.stop(event, () => this.choose(this.active));
    } else if (event.key === "Tab" || event.key === "Enter") this.close();
  }

  stop(event, then) {
    event.preventDefault();
    event.stopPropagation();
    then();
  }

  step(event, by) {
    event.preventDefault();
    if (!this.open) return this.ask();
    const count = this.options.length;
    const next = this.active < 0 && by < 0 ? count - 1 : this.active + by;
    return this.point(next >= count || next < 0 ? -1 : next);
  }

  clicked(event) {
    const row = event.target.closest("[role=option]");
    if (row) this.choose(Number(row.dataset.index));
  }

  choose(index) {
    this.input.value = this.options[index].text;
    this.close();
    this.input.focus();
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    if (this.chain) this.ask();
  }
}
