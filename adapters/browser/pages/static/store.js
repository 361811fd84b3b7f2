// What this page knows: everything that the person it acts as can see, and what they have read of it.

export const store = { me: "", people: new Map(), rooms: [], messages: new Map(), clock: null, room: "", thread: "" };

const reading = () => `homeroom-read ${store.run} ${store.me}`;

let read = {};

export function fill(state) {
  Object.assign(store, { run: state.run, me: state.me, rooms: state.rooms, clock: state.clock, changes: state.changes });
  store.people = new Map(state.people.map((one) => [one.id, one]));
  store.messages = new Map(state.messages.map((one) => [one.id, { ...one, stamp: state.changes }]));
  read = JSON.parse(sessionStorage.getItem(reading()) ?? "{}");
}

/** Take in one change; false when the page knew of it already. */
export function take(change) {
  if (change.number <= store.changes) return false;
  store.changes = change.number;
  if (change.room) return enter(change);
  if (change.left) return leave(change.left);
  if (change.gone) store.messages.delete(change.gone);
  else store.messages.set(change.message.id, { ...change.message, stamp: change.number });
  return true;
}

/** A room came to be, or is not as it was; with what was said there before. */
function enter({ number, room, messages }) {
  const known = store.rooms.findIndex((one) => one.id === room.id);
  store.rooms.splice(known < 0 ? store.rooms.length : known, 1, room);
  for (const message of messages) store.messages.set(message.id, { ...message, stamp: number });
  return true;
}

/** This person is in a room no more, and sees nothing of what was said there. */
function leave(room) {
  store.rooms = store.rooms.filter((one) => one.id !== room);
  for (const message of [...store.messages.values()]) if (message.room === room) store.messages.delete(message.id);
  return true;
}

export const me = () => store.people.get(store.me);
export const zone = () => me().zone;
export const roomOf = (id) => store.rooms.find((room) => room.id === id);

/** Everybody's rooms have a sign before their name; those of a few people have none. */
export const isChannel = (room) => !room.direct && !room.members;

export function roomTitle(id) {
  const room = roomOf(id);
  return room && !isChannel(room) ? room.name : `#${room?.name ?? ""}`;
}

export function said(room, thread = "") {
  return [...store.messages.values()].filter((one) => one.room === room && one.thread === thread);
}

export function replies(message) {
  return said(message.room, message.id).filter((one) => !one.whisper).length;
}

/** How many messages of a room this person has not looked at. */
export function unread(room) {
  const seen = read[room] ?? 0;
  return said(room).filter((one) => Number(one.id) > seen && one.author !== store.me).length;
}

/** The id of what was said last in a room, threads aside. */
export function newest(room) {
  return said(room).at(-1)?.id ?? "";
}

export function markRead(room) {
  const last = Number(newest(room));
  if (last <= (read[room] ?? 0)) return;
  read[room] = last;
  sessionStorage.setItem(reading(), JSON.stringify(read));
}
