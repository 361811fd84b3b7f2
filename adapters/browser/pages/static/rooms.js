// The list of rooms: which there are for this person, which has something new, where they live.

import { drawing, el } from "./draw.js";
import { isChannel, me, roomTitle, store, unread, zone } from "./store.js";
import { shown, zoneName } from "./times.js";
import { counted, word } from "./words.js";

const PEOPLE = "M7 9.5a2.8 2.8 0 1 0 0-5.6a2.8 2.8 0 0 0 0 5.6zM2 16c.4-2.7 2.5-4.2 5-4.2s4.6 1.5 5 4.2M13 4.2a2.7 2.7 0 0 1 0 5.2M15 12.2c1.7.6 2.7 2 3 3.8";

const nav = document.getElementById("rooms");
const opener = document.getElementById("rooms-open");
const closer = document.getElementById("rooms-close");

export function drawRooms(go) {
  const focused = nav.contains(document.activeElement) && document.activeElement.dataset.room;
  fillList("channels", store.rooms.filter(isChannel), go);
  fillList("private", store.rooms.filter((room) => !isChannel(room) && !room.away), go);
  fillAway(store.rooms.filter((room) => room.away).reverse(), go);
  if (focused) nav.querySelector(`[data-room="${focused}"]`)?.focus();
  const new_ = store.rooms.reduce((sum, room) => sum + (room.id === store.room ? 0 : unread(room.id)), 0);
  document.getElementById("rooms-dot").hidden = !new_;
  document.title = `${new_ ? `(${new_}) ` : ""}${roomTitle(store.room)} · Homeroom`;
  drawWhereabouts();
}

function fillList(id, rooms, go) {
  document.getElementById(id).replaceChildren(...rooms.map((room) => el("li", {}, roomButton(room, go))));
}

let wanted = "";

/** What was put away lies in a drawer of its own, which opens when one goes there or something in it is unread. */
function fillAway(rooms, go) {
  const away = document.getElementById("away");
  const before = wanted;
  wanted = rooms.filter((room) => room.id === store.room || unread(room.id)).map((room) => room.id).join();
  away.hidden = !rooms.length;
  if (wanted && wanted !== before) away.open = true;
  document.getElementById("away-count").textContent = counted("put-away", rooms.length);
  fillList("away-rooms", rooms, go);
}

function sign(room) {
  if (room.direct) return el("img", { src: "/static/mark.svg", alt: "", width: 20, height: 20 });
  return room.members ? drawing(PEOPLE, 20) : el("span", { class: "sign", "aria-hidden": "true" }, "#");
}

function roomButton(room, go) {
  const here = room.id === store.room;
  const count = here ? 0 : unread(room.id);
  return el("button", {
    type: "button",
    class: count ? "room-button new" : "room-button",
    "aria-current": here && "page",
    "data-room": room.id,
    onclick: () => go(room.id),
  },
  sign(room),
  el("span", { class: "name" }, room.name),
  room.closed && el("span", { class: "closed" }, word("staff-only")),
  count > 0 && el("span", { class: "unread" }, el("span", { "aria-hidden": "true" }, String(count)), el("span", { class: "unseen" }, counted("unread", count))));
}

function drawWhereabouts() {
  const time = shown(store.clock.now, zone(), "both");
  const place = zone() === store.clock.zone ? "" : `${word("their-time", { time, name: me().name })} (${zoneName(zone())})`;
  document.getElementById("whereabouts").textContent = place;
}

/** On a small screen the list is a drawer. */
export function openDrawer(open) {
  nav.classList.toggle("open", open);
  opener.setAttribute("aria-expanded", String(open));
  if (open) (nav.querySelector("[aria-current]") ?? closer).focus();
}

export function setUpDrawer() {
  opener.addEventListener("click", () => openDrawer(!nav.classList.contains("open")));
  const shut = () => {
    if (!nav.classList.contains("open")) return;
    openDrawer(false);
    opener.focus();
  };
  closer.addEventListener("click", shut);
  nav.addEventListener("keydown", (event) => event.key === "Escape" && shut());
  const left = (to) => nav.classList.contains("open") && to && !nav.contains(to) && !opener.contains(to);
  nav.addEventListener("focusout", (event) => left(event.relatedTarget) && openDrawer(false));
  document.addEventListener("pointerdown", (event) => left(event.target) && openDrawer(false));
}
