// The list of rooms: which there are for this person, which has something new, where they live.

import { el } from "./draw.js";
import { me, store, unread, zone } from "./store.js";
import { shown, zoneName } from "./times.js";
import { counted, word } from "./words.js";

const nav = document.getElementById("rooms");
const opener = document.getElementById("rooms-open");
const closer = document.getElementById("rooms-close");

export function drawRooms(go) {
  const focused = nav.contains(document.activeElement) && document.activeElement.dataset.room;
  fillList("channels", store.rooms.filter((room) => !room.direct), go);
  fillList("private", store.rooms.filter((room) => room.direct), go);
  if (focused) nav.querySelector(`[data-room="${focused}"]`)?.focus();
  const new_ = store.rooms.reduce((sum, room) => sum + (room.id === store.room ? 0 : unread(room.id)), 0);
  document.getElementById("rooms-dot").hidden = !new_;
  document.title = `${new_ ? `(${new_}) ` : ""}${roomTitle(store.room)} · Homeroom`;
  drawWhereabouts();
}

export function roomTitle(id) {
  const room = store.rooms.find((one) => one.id === id);
  return room?.direct ? room.name : `#${room?.name ?? ""}`;
}

function fillList(id, rooms, go) {
  document.getElementById(id).replaceChildren(...rooms.map((room) => el("li", {}, roomButton(room, go))));
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
  room.direct ? el("img", { src: "/static/mark.svg", alt: "", width: 20, height: 20 }) : el("span", { class: "sign", "aria-hidden": "true" }, "#"),
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
}
