// The clock of the course, and the buttons that turn it.

import { me, store } from "./store.js";
import { send } from "./talk.js";
import { shown, zoneName } from "./times.js";
import { forgetToast, toast } from "./toasts.js";
import { word } from "./words.js";

const time = document.getElementById("now");
const buttons = [...document.querySelectorAll("[data-turn]")];
let turning = false;

export function drawClock() {
  const { now, zone } = store.clock;
  time.dateTime = now;
  time.textContent = shown(now, zone, "both");
  document.getElementById("now-zone").textContent = zoneName(zone);
}

/** `turned(clock, before)` is told the new time, and what `remember()` had said before. */
export function setUpClock(remember, turned, failed) {
  for (const button of buttons) button.addEventListener("click", () => turn(button, remember(), turned, failed));
}

async function turn(button, before, turned, failed) {
  if (turning) return;
  busy(true);
  const slow = setTimeout(() => toast(word("turning"), { key: "turn" }), 500);
  try {
    const clock = await send("turned", { as: store.me, to: button.dataset.turn });
    turned(clock, before);
    toast(outcome(clock), { key: "turn" });
  } catch (error) {
    forgetToast("turn");
    failed(error);
  } finally {
    clearTimeout(slow);
    busy(false);
  }
}

function outcome({ now, zone, moved, seen }) {
  const there = { time: shown(now, zone, "full"), name: me().name };
  if (!moved) return word("nothing-planned");
  return seen ? word("turned", there) : word("turned-unseen", there);
}

function busy(now) {
  turning = now;
  for (const button of buttons) button.ariaDisabled = String(now);
}
