// From data to elements. Words only ever become text nodes: nothing that anybody wrote is markup.

import { isChannel, me, replies, roomOf, roomTitle, store, zone } from "./store.js";
import { relative, shown } from "./times.js";
import { counted, word } from "./words.js";

export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null && child !== false));
  return made;
}

export function moment(at, style) {
  const text = style === "relative" ? relative(at, store.clock.now) : shown(at, zone(), style);
  const there = { time: shown(at, store.clock.zone, "full"), zone: store.clock.zone };
  return el("time", { datetime: at, title: word("course-time-is", there) }, text);
}

function part(piece, go) {
  if (typeof piece === "string") return piece;
  if (piece.is === "moment") return moment(piece.at, piece.style);
  if (piece.is === "strong") return el("strong", {}, piece.text);
  if (piece.is === "link") return el("a", { href: piece.url, target: "_blank", rel: "noopener noreferrer" }, piece.text);
  if (piece.is === "person") return person(piece);
  const room = roomOf(piece.room);
  if (!room) return el("strong", {}, `#${piece.room}`);
  return el("button", { type: "button", class: "room-link", onclick: () => go(piece.room, piece.thread) }, roomTitle(room.id));
}

function person({ person: id, text, ping }) {
  const name = store.people.get(id)?.name ?? text;
  return el(ping ? "mark" : "strong", {}, ping ? `@${name}` : name);
}

function options(menu) {
  if (menu.of === "places") return store.rooms.filter((one) => one.address).map((one) => [one.address, `#${one.name}`]);
  if (menu.of === "people") return [...store.people.values()].map((one) => [one.address, one.name]);
  return menu.options.map((one) => [one.value, one.about ? `${one.label} – ${one.about}` : one.label]);
}

export function choices(menu, chosen) {
  return options(menu).map(([value, label]) => el("option", { value, selected: value === chosen }, label));
}

/** A menu acts only when its button is pressed: arrow keys may go through it without consequence. */
function menuRow(row, message, press) {
  if (row.most > 1) return tickRow(row, message, press);
  const hint = el("option", { value: "" }, row.hint);
  const menu = el("select", { "aria-label": row.hint, "data-keep": `menu ${row.token}` }, hint, ...choices(row, row.value));
  return el("div", { class: "row menu" }, menu, chooser(row, message, press, () => (menu.value ? [menu.value] : []), menu));
}

/** Of several there are boxes to tick, as many as may be chosen: in a list one would have to hold a key down. */
function tickRow(row, message, press) {
  const ticks = options(row).map(([value, label]) => {
    const box = el("input", { type: "checkbox", value, "data-keep": `tick ${row.token} ${value}` });
    return [box, el("label", { class: "tick" }, box, label)];
  });
  const boxes = ticks.map(([box]) => box);
  const picked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const limit = () => boxes.forEach((box) => { box.disabled = !box.checked && picked().length >= row.most; });
  const labels = ticks.map(([, label]) => label);
  return el("fieldset", { class: "row menu", onchange: limit },
    el("legend", {}, row.hint), ...labels, chooser(row, message, press, picked, boxes[0]));
}

function chooser(row, message, press, picked, first) {
  const go = (event) => (picked().length ? press(event.currentTarget, message, row.token, picked()) : first.focus());
  return el("button", { type: "button", "data-keep": row.token, onclick: go }, word("choose"));
}

function buttonRow(row, message, press) {
  const made = row.buttons.map((one) =>
    el("button", {
      type: "button",
      class: one.style,
      "data-keep": one.token,
      onclick: (event) => press(event.currentTarget, message, one.token, []),
    }, one.label));
  return el("div", { class: "row" }, ...made);
}

function picture(image) {
  if (!image.url) return el("p", { class: "picture" }, image.alt);
  return el("figure", {}, el("img", { src: image.url, alt: image.alt, loading: "lazy" }));
}

/** What belongs to a message and is fetched by itself; an edited one asks anew. */
const beside = (what, { id, stamp }) => `/${what}?${new URLSearchParams({ as: store.me, message: id, of: stamp })}`;

/** A drawing with the same numbers below it; where nothing could be drawn the numbers stand open. */
function chart(message) {
  const { alt, title, rows } = message.card.chart;
  const measured = rows.some((row) => row.interval);
  const heads = [word("numbers-of"), word("numbers-value"), measured && word("numbers-interval")].filter(Boolean);
  const line = ({ label, value, interval }) =>
    el("tr", {}, el("th", { scope: "row" }, label), el("td", {}, value), measured && el("td", {}, interval));
  const numbers = el("details", { "data-keep": "numbers" }, el("summary", {}, word("numbers")),
    el("table", {}, el("caption", { class: "unseen" }, title),
      el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, ...rows.map(line))));
  const undrawn = (event) => {
    event.target.parentElement.replaceWith(el("p", {}, alt));
    numbers.open = true;
  };
  const legible = ({ target }) => (target.style.minWidth = `${0.75 * target.naturalWidth}px`);
  const drawn = el("img", { src: beside("chart", message), alt, onload: legible, onerror: undrawn });
  return el("figure", { class: "chart" }, el("div", { class: "drawn" }, drawn), numbers);
}

function keepsake(message) {
  const name = message.card.file;
  return el("p", { class: "file" }, el("a", { href: beside("file", message), download: name }, word("save", { name })));
}

/** A message of nothing but words has no frame, whoever says it. */
function card(message, hands) {
  const { title, body, rows, image, footer } = message.card;
  const framed = title || rows.length || image || footer || message.card.chart || message.card.file;
  const drawRow = (row) => (row.is === "menu" ? menuRow : buttonRow)(row, message, hands.press);
  return el("div", { class: framed ? "card" : "words" },
    title && el("h3", {}, title),
    ...body.map((pieces) => el("p", {}, ...pieces.map((piece) => part(piece, hands.go)))),
    image && picture(image),
    message.card.chart && chart(message),
    message.card.file && keepsake(message),
    ...rows.map(drawRow),
    footer && el("p", { class: "footer" }, footer));
}

export function face(id, name) {
  if (id === "homeroom") return el("img", { class: "face", src: "/static/mark.svg", alt: "", width: 36, height: 36 });
  const hue = [...store.people.keys()].indexOf(id) % 12;
  return el("span", { class: `face hue-${hue}`, "aria-hidden": "true" }, [...name][0]);
}

/** A line drawing of 20 by 20 that says nothing by itself. */
export function drawing(path, side) {
  const space = "http://www.w3.org/2000/svg";
  const made = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "path");
  const size = { viewBox: "0 0 20 20", width: side, height: side, "aria-hidden": "true" };
  for (const [name, value] of Object.entries(size)) made.setAttribute(name, value);
  line.setAttribute("d", path);
  made.append(line);
  return made;
}

function dismissal(message, dismiss) {
  const attributes = { type: "button", class: "quiet aside", "aria-label": word("dismiss"), title: word("dismiss") };
  return el("button", { ...attributes, onclick: () => dismiss(message) }, drawing("M5 5l10 10M15 5L5 15", 18));
}

function byline(message, hands) {
  const author = store.people.get(message.author);
  const tag = author ? author.part !== "student" && author.part : !message.whisper && word("bot");
  return el("p", { class: "by" },
    el("strong", {}, author?.name ?? "Homeroom"),
    tag && el("span", { class: "tag" }, tag),
    moment(message.at, "time"),
    message.edited && !message.whisper && el("span", { class: "edited" }, word("edited")),
    message.whisper && el("span", { class: "only" }, word("only-you", { name: me().name })),
    message.whisper ? dismissal(message, hands.dismiss) : canReply(message, hands) && !replies(message) && threadLink(message, hands.open));
}

/** Where only a few people are, all is said in one line. */
const canReply = (message, { open }) => open && !message.whisper && !message.thread && isChannel(roomOf(message.room));

/** The way into the thread: quiet beside the name until there is something in it. */
function threadLink(message, open) {
  const count = replies(message);
  const attributes = { type: "button", class: count ? "replies" : "quiet aside none", "data-keep": "thread" };
  return el("button", { ...attributes, onclick: () => open(message.id) }, count ? counted("replies", count) : word("reply"));
}

function answers(message, hands) {
  const count = message.whisper ? 0 : replies(message);
  if (!count) return null;
  return canReply(message, hands) ? threadLink(message, hands.open) : el("p", { class: "count" }, counted("replies", count));
}

/** One message. `hands` is what can be done with it: press, dismiss, open its thread, go to a room. */
export function drawMessage(message, hands) {
  const name = store.people.get(message.author)?.name ?? "Homeroom";
  return el("article", { class: message.whisper ? "message whisper" : "message", "data-id": message.id, tabindex: "-1" },
    face(message.author, name),
    el("div", { class: "said" },
      byline(message, hands), card(message, hands), answers(message, hands)));
}
