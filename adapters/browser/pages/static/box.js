// The box under a room or thread: words for everybody, or after a slash a command.

import { Combobox } from "./combobox.js";
import { store } from "./store.js";
import { act, send } from "./talk.js";
import { word } from "./words.js";

export class Box {
  /** `where()` gives { room, thread }; `done(answer, where)` is told what came of it. */
  constructor(id, where, done, failed) {
    this.input = document.getElementById(id);
    this.hint = document.getElementById(`${id}-hint`);
    this.form = document.getElementById(`${id}-form`);
    Object.assign(this, { where, done, failed });
    const list = document.getElementById(`${id}-list`);
    this.combobox = new Combobox(this.input, list, (text) => this.suggest(text), { hint: this.hint, chain: true });
    this.form.addEventListener("submit", (event) => this.submit(event));
  }

  async suggest(text) {
    if (!text.startsWith("/")) return { hint: "", options: [] };
    const { room, thread } = this.where();
    return send("completing", { as: store.me, room, thread, text });
  }

  fill(line) {
    this.input.value = line;
    this.input.focus();
    this.combobox.ask();
  }

  placeholder(text) {
    this.input.placeholder = text;
  }

  /** The box is free again at once; what did not arrive comes back into it, unless something new stands there. */
  async submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    const where = this.where();
    this.combobox.close();
    this.input.value = "";
    try {
      this.answered(await act("typed", where, { text }), where, text);
    } catch (error) {
      this.back(text);
      this.failed(error);
    }
  }

  answered(answer, where, text) {
    this.hint.textContent = answer.is === "unread" ? word("bot-reads-nothing") : "";
    if (answer.is === "unread") this.back(text);
    this.done(answer, where);
  }

  back(text) {
    this.input.value ||= text;
  }
}
