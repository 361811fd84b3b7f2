// The page: who one acts as, which room and thread are open, and what happens there.

import { Box } from "./box.js";
import { drawClock, setUpClock } from "./clock.js";
import { ask } from "./dialog.js";
import { List } from "./list.js";
import { drawRooms, openDrawer, setUpDrawer } from "./rooms.js";
import { fill, isChannel, markRead, me, newest, roomOf, roomTitle, store, take } from "./store.js";
import { act, listen, look, Unreached } from "./talk.js";
import { forgetToast, toast } from "./toasts.js";
import { listed, word } from "./words.js";

const by = (id) => document.getElementById(id);
const acting = by("acting");
const hands = { press, open: openThread, go, dismiss };
const room = new List(by("stream"), by("scroll"), hands);
const thread = new List(by("thread-stream"), by("thread-scroll"), hands);
const box = new Box("box", () => ({ room: store.room, thread: "" }), answered, failed);
const threadBox = new Box("thread-box", () => ({ room: store.room, thread: store.thread }), answered, failed);
let stop = () => {};
let show = "";
let opener = null;

function done(answer) {
  show = answer.message ?? "";
  draw();
}

/** An answer that may be a form: asked in the place where it came from. */
function answered(answer, where) {
  if (answer.is === "form") ask(answer.form, where, done, failed);
  else done(answer);
}

function failed(error) {
  toast(word(error instanceof Unreached ? "not-reached" : "not-allowed"), { key: "failed" });
}

async function press(button, message, token, values) {
  if (button.ariaDisabled === "true") return;
  button.ariaDisabled = "true";
  const where = { room: message.room, thread: message.thread || (inThread(button) ? store.thread : "") };
  try {
    answered(await act("pressed", where, { token, values, message: message.id }), where);
  } catch (error) {
    failed(error);
  } finally {
    button.ariaDisabled = "false";
  }
}

const inThread = (element) => by("thread").contains(element);

async function dismiss(message) {
  await act("dismissed", message, { message: message.id, id: undefined }).catch(failed);
}

function draw() {
  const here = roomOf(store.room);
  if (!here) return;
  markRead(store.room);
  by("room-name").textContent = roomTitle(store.room);
  by("room-about").textContent = isChannel(here) ? here.about : word("private-about", { names: listed(inside(here)) });
  by("room-away").hidden = !here.away;
  box.placeholder(invitation(here));
  threadBox.placeholder(word("box-thread"));
  room.draw(store.room, "", show);
  if (store.thread) thread.draw(store.room, store.thread, show);
  if (store.messages.has(show)) show = "";
  drawRooms(go);
  drawClock();
}

/** Who hears what is said in a room of a few. */
function inside(here) {
  const people = here.members?.map((one) => store.people.get(one).name) ?? [me().name];
  return [...people, "Homeroom"];
}

function invitation(here) {
  if (here.direct) return word("box-private");
  if (here.away) return word("box-away");
  return isChannel(here) ? word("box-room", { room: here.name }) : word("box-thread");
}

function go(id, threadId = "") {
  if (!roomOf(id)) return;
  const moved = id !== store.room;
  store.room = id;
  forgetToast(`new ${id}`);
  openDrawer(false);
  if (moved || threadId) setThread(threadId);
  remember();
  greet();
  draw();
}

function openThread(id) {
  opener = id;
  setThread(id);
  remember();
  draw();
  threadBox.input.focus();
}

function setThread(id) {
  store.thread = store.messages.has(id) ? id : "";
  by("thread").hidden = !store.thread;
  document.body.classList.toggle("threaded", Boolean(store.thread));
}

function closeThread() {
  setThread("");
  remember();
  draw();
  const back = room.drawn.get(opener)?.element;
  (back?.querySelector("[data-keep=thread]") ?? box.input).focus();
}

function remember() {
  const query = new URLSearchParams({ as: store.me, room: store.room });
  if (store.thread) query.set("thread", store.thread);
  history.replaceState(null, "", `?${query}`);
}

let loading = false;
let missed = [];

/** Everything anew: at the start, as somebody else, and after the connection was lost. */
async function load() {
  const who = store.me;
  loading = true;
  const state = await look("state");
  if (who !== store.me) return;
  const first = !store.run;
  fill(state);
  missed.splice(0).forEach(take);
  loading = false;
  settle();
  draw();
  if (first && !by("welcome").hidden) by("scroll").scrollTop = 0;
}

/** Where this person may not be, they are not. */
function settle() {
  if (!roomOf(store.room)) store.room = store.room.startsWith("dm-") ? `dm-${store.me}` : store.rooms[0].id;
  setThread(store.messages.get(store.thread)?.room === store.room ? store.thread : "");
  remember();
  greet();
}

/** Who one is here, and what they may try first; not in the way of what is private. */
function greet() {
  const { name, part } = me();
  by("welcome-who").textContent = word("welcome-who", { name, part });
  for (const step of document.querySelectorAll("[data-part]")) {
    step.hidden = (step.dataset.part === "student") !== (part === "student");
  }
  by("welcome").hidden = !isChannel(roomOf(store.room)) || localStorage.getItem("homeroom-welcomed") === store.run;
}

function actAs(who) {
  stop();
  loading = true;
  missed = [];
  store.me = who;
  acting.value = who;
  stop = listen({ hello, change, clock, lost });
}

let wasLost = false;

function hello() {
  load().then(() => {
    if (wasLost) toast(word("back"), { key: "connection" });
    wasLost = false;
  }).catch(failed);
}

function lost() {
  if (!wasLost) toast(word("lost"), { key: "connection", stays: true });
  wasLost = true;
}

function clock(told) {
  store.clock = told;
  if (!loading) draw();
}

let awaited = null;
let patience = 0;

/** What came while the clock was turned is what one wants to see; it may come after the answer. */
function turned(told, before) {
  awaited = { before };
  clearTimeout(patience);
  patience = setTimeout(() => { awaited = null; }, 2000);
  showAwaited();
  clock(told);
}

function showAwaited() {
  const now = newest(store.room);
  if (awaited && now !== awaited.before) [show, awaited] = [now, null];
}

function change(told) {
  if (loading) missed.push(told);
  if (loading || !take(told)) return;
  if (!roomOf(store.room)) settle();
  showAwaited();
  const { message } = told;
  const mine = message?.whisper || message?.author === store.me;
  if (told.new && message.room !== store.room && !message.thread && !mine) {
    const more = { label: word("show"), act: () => { go(message.room); by("scroll").focus({ preventScroll: true }); } };
    toast(word("new-in", { room: roomTitle(message.room) }), { key: `new ${message.room}`, more });
  }
  schedule();
}

let due = false;

/** Many changes at once are drawn once. */
function schedule() {
  if (due) return;
  due = true;
  requestAnimationFrame(() => { due = false; draw(); });
}

function setUp() {
  const query = new URLSearchParams(location.search);
  store.room = query.get("room") ?? "general";
  const known = [...acting.options].map((one) => one.value);
  acting.addEventListener("change", () => actAs(acting.value));
  by("skip").addEventListener("click", (event) => { event.preventDefault(); box.input.focus(); });
  by("thread-close").addEventListener("click", closeThread);
  by("thread").addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && closeThread());
  by("welcome-hide").addEventListener("click", hideWelcome);
  for (const button of document.querySelectorAll("[data-line]")) {
    button.addEventListener("click", () => box.fill(button.dataset.line));
  }
  setUpDrawer();
  setUpClock(() => newest(store.room), turned, failed);
  store.thread = query.get("thread") ?? "";
  actAs(known.includes(query.get("as")) ? query.get("as") : known[0]);
}

function hideWelcome() {
  localStorage.setItem("homeroom-welcomed", store.run);
  greet();
  box.input.focus();
}

setUp();
