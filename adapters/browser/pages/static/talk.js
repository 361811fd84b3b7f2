// Talking with the server: what somebody did, and the stream of what changes.

import { store } from "./store.js";

export class Unreached extends Error {}

async function answerOf(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    throw new Unreached(path, { cause: error });
  }
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

export const look = (path) => answerOf(`/${path}?as=${encodeURIComponent(store.me)}`);

export function send(path, body) {
  const headers = { "Content-Type": "application/json" };
  return answerOf(`/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Something that one does once, here: every act has its own id, so that none counts twice. */
export function act(path, where, body) {
  return send(path, { as: store.me, room: where.room, thread: where.thread, id: crypto.randomUUID(), ...body });
}

/** Hear of everything; the browser connects again by itself, and then all is fetched anew. */
export function listen({ hello, change, clock, lost }) {
  const source = new EventSource(`/stream?as=${encodeURIComponent(store.me)}`);
  const on = (name, told) => source.addEventListener(name, (event) => told(JSON.parse(event.data)));
  on("hello", hello);
  on("again", hello);
  on("change", change);
  on("clock", clock);
  source.addEventListener("error", lost);
  return () => source.close();
}
