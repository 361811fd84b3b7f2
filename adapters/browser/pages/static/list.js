// A list of messages that keeps its elements, its place and the focus while messages come, change and go.

import { drawMessage, el } from "./draw.js";
import { replies, said, store, zone } from "./store.js";
import { shown } from "./times.js";
import { word } from "./words.js";

const NEAR = 120;

export class List {
  constructor(stream, scroller, hands) {
    Object.assign(this, { stream, scroller, hands, drawn: new Map(), where: "", last: "" });
    this.newer = scroller.querySelector(".newer");
    this.newer.addEventListener("click", () => { this.goDown(); scroller.focus({ preventScroll: true }); });
    scroller.addEventListener("scroll", () => { if (this.low) this.newer.hidden = true; }, { passive: true });
  }

  get low() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR;
  }

  goDown() {
    this.newer.hidden = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** Draw a room or thread; `show` is the id of a message that must be seen. */
  draw(room, thread, show) {
    const where = `${store.me} ${room} ${thread}`;
    const moved = where !== this.where;
    const down = moved || this.low;
    if (moved) this.start(where);
    const items = [...this.items(room, thread)];
    this.place(items);
    this.follow(items.at(-1).key, down, show);
  }

  /** Whoever reads further up is not carried away, but told that there is more. */
  follow(last, down, show) {
    const grown = last !== this.last;
    this.last = last;
    if (down) this.goDown();
    else if (grown) this.newer.hidden = false;
    if (show && show === last) this.newer.hidden = true;
    this.drawn.get(show)?.element.scrollIntoView({ block: "nearest" });
  }

  /** Another room is not news: it is not read out as a whole. */
  start(where) {
    this.where = where;
    this.drawn.clear();
    this.stream.replaceChildren();
    this.stream.setAttribute("aria-live", "off");
    setTimeout(() => this.stream.setAttribute("aria-live", "polite"), 200);
  }

  *items(room, thread) {
    const messages = said(room, thread);
    const root = thread && store.messages.get(thread);
    let day = "";
    for (const message of root ? [root, ...messages] : messages) {
      const today = shown(message.at, zone(), "date");
      if (today !== day) yield { key: `day ${today}`, stamp: "", make: () => el("p", { class: "day" }, el("span", {}, today)) };
      day = today;
      const hands = message === root ? { ...this.hands, open: null } : this.hands;
      yield { key: message.id, stamp: `${message.stamp} ${replies(message)} ${store.clock.zone}`, make: () => drawMessage(message, hands) };
    }
    if (!day) yield { key: "empty", stamp: "", make: () => el("p", { class: "empty" }, word("empty")) };
  }

  place(items) {
    const wanted = new Set(items.map((item) => item.key));
    for (const [key, { element }] of this.drawn) {
      if (!wanted.has(key)) this.remove(key, element);
    }
    const elements = items.map((item) => this.kept(item));
    let before = this.stream.firstChild;
    for (const element of elements) {
      if (element === before) before = before.nextSibling;
      else this.stream.insertBefore(element, before);
    }
  }

  kept({ key, stamp, make }) {
    const old = this.drawn.get(key);
    if (old?.stamp === stamp) return old.element;
    const element = make();
    this.drawn.set(key, { stamp, element });
    if (old) replace(old.element, element);
    return element;
  }

  remove(key, element) {
    const next = element.nextElementSibling ?? element.previousElementSibling;
    const focused = element.contains(document.activeElement);
    element.remove();
    this.drawn.delete(key);
    if (focused) (next?.tabIndex === -1 ? next : this.scroller).focus({ preventScroll: true });
  }
}

function replace(old, element) {
  const focused = old.contains(document.activeElement) && document.activeElement;
  old.replaceWith(element);
  if (!focused) return;
  const keep = focused.dataset.keep;
  const same = keep && [...element.querySelectorAll("[data-keep]")].find((one) => one.dataset.keep === keep);
  (same || element).focus({ preventScroll: true });
}
