// The page: whose eyes one looks through, where one is, what stands there, and the clock.
import { get, post } from "./api.js";
import { drawn } from "./blocks.js";
import { confirmed, hide, show } from "./forms.js";
import { element, instant, mrkdwn } from "./mrkdwn.js";
import { channels, learn, people, readAs, zone } from "./names.js";

const $ = (selector) => document.querySelector(selector);
const HOUR = 3600;
const COLOURS = ["#4a154b", "#0b6e4f", "#1d4e89", "#8a3324", "#6b4e9b", "#7a5c00", "#2f6690", "#9b2c5a"];
let state, me, place, last = {};
const unread = new Map();

async function start() {
  state = await get("state");
  learn(state);
  const persons = state.people.filter((one) => !one.is_bot && !one.is_deleted && one.name !== "slackbot");
  $("#me").replaceChildren(...persons.map((one) => element("option", { value: one.id }, `${one.real_name}${one.title ? ` · ${one.title}` : ""}`)));
  const kept = sessionStorage.getItem("me");
  await be(persons.some((one) => one.id === kept) ? kept : persons[0].id);
  follow(state.cursor);
  setInterval(tick, 1000);
}

async function be(id) {
  me = id;
  sessionStorage.setItem("me", id);
  $("#me").value = id;
  readAs(id);
  unread.clear();
  const mine = places();
  const wanted = mine.find((one) => one.id === place?.id) || mine.find((one) => one.name !== "general") || mine[0];
  await go(wanted);
  await showForm();
  await tick();
}

function places() {
  const inside = (one) => one.members.includes(me) || one.kind === "public_channel";
  const dm = state.dms.find((one) => one.members.includes(me)) || { id: "dm", kind: "im", name: state.app.name, members: [me] };
  return [...state.channels.filter(inside), dm];
}

async function go(next) {
  place = next;
  unread.delete(place.id);
  list();
  $("#place").textContent = title(place);
  $("#line").placeholder = place.kind === "im" && state.messages_read_only ? "/sla help" : `Message ${title(place)}, or /sla help`;
  $("#sidebar").classList.remove("open");
  last = {};
  await load();
}

const title = (one) => (one.kind === "im" ? state.app.name : `${one.kind === "public_channel" ? "#" : "🔒 "}${one.name}`);

function list() {
  const entry = (one) =>
    element("li", {}, element("button", { "aria-current": String(one.id === place.id), class: unread.get(one.id) ? "unread" : "", onclick: () => go(one) },
      title(one), ...(unread.get(one.id) && one.kind === "im" ? [element("span", { class: "badge" }, String(unread.get(one.id)))] : [])));
  const all = places();
  $("#channels").replaceChildren(...all.filter((one) => one.kind !== "im").map(entry));
  $("#directs").replaceChildren(...all.filter((one) => one.kind === "im").map(entry));
}

async function load() {
  const wanted = place;
  const answer = await get("messages", { channel: place.id, as: me }).catch((why) => ({ messages: [], why }));
  if (wanted !== place) return;
  const box = $("#messages");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80 || !last.count;
  let day = "";
  const rows = answer.messages.flatMap((message) => {
    const on = instant(Number(message.ts), "{date}");
    const mark = on === day ? [] : [element("div", { class: "day" }, on)];
    day = on;
    return [...mark, row(message)];
  });
  box.replaceChildren(...(rows.length ? rows : [element("p", { class: "day" }, answer.why?.message || "Nothing here yet.")]));
  last = { count: rows.length };
  if (atEnd) stayAtEnd(box);
}

function stayAtEnd(box) {
  const down = () => { box.scrollTop = box.scrollHeight; };
  down();
  for (const image of box.querySelectorAll("img")) image.addEventListener("load", down, { once: true });
}

function row(message) {
  const author = people.get(message.user) || { real_name: state.app.name, name: state.app.name, is_bot: true };
  const colour = COLOURS[[...(message.user || "?")].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS.length];
  const initials = author.real_name.split(" ").map((word) => word[0]).slice(0, 2).join("");
  const act = (actionId, blockId, value, each) => press(message, actionId, blockId, value, each);
  const body = message.blocks?.length && !(message.blocks.length === 1 && message.blocks[0].type === "rich_text" && !message.bot_id)
    ? drawn(message.blocks, act)
    : [element("div", {}, ...mrkdwn(message.text))];
  const marks = [
    ...(author.is_bot ? [element("span", { class: "app" }, "APP")] : []),
    element("time", {}, instant(Number(message.ts), "{time}")),
    ...(message.edited ? [element("span", { class: "edited" }, "(edited)")] : []),
    ...(message.is_ephemeral ? [element("span", { class: "only" }, "Only visible to you")] : []),
  ];
  return element("article", { class: `message${message.is_ephemeral ? " ephemeral" : ""}`, "data-ts": message.ts },
    element("div", { class: "avatar", style: `background:${colour}`, "aria-hidden": "true" }, initials),
    element("div", { class: "content" }, element("div", { class: "who" }, element("span", { class: "name" }, author.real_name), ...marks), ...body),
    ...more(message));
}

function more(message) {
  const offered = state.shortcuts.filter((one) => one.kind === "message" || one.type === "message");
  if (message.is_ephemeral || !offered.length) return [];
  const run = (one) => tell(post("message_shortcut", { user: me, channel: place.id, ts: message.ts, callback_id: one.callback_id }));
  return offered.map((one) => element("button", { class: "more", title: one.name, onclick: () => run(one) }, `⋮ ${one.name}`));
}

async function press(message, actionId, blockId, value, each) {
  if (each.confirm && !(await confirmed(each.confirm))) return;
  await tell(post("press", { user: me, channel: place.id, ts: message.ts, action_id: actionId, block_id: blockId, value }));
}

async function tell(gesture) {
  try {
    const answer = await gesture;
    if (answer.error) say(answer.error === "operation_timeout" ? `${state.app.name} did not answer in time (operation_timeout).` : answer.text || answer.error);
    if (answer.view) show(answer.view, me, say);
  } catch (why) {
    say(why.message);
  }
}

let saying;
function say(sentence) {
  $("#notice").textContent = sentence;
  $("#notice").hidden = false;
  clearTimeout(saying);
  saying = setTimeout(() => { $("#notice").hidden = true; }, 8000);
}

async function showForm() {
  const { views } = await get("view", { user: me });
  if (views.length) show(views.at(-1), me, say);
  else hide();
}

function follow(cursor) {
  const stream = new EventSource(`_sandbox/stream?cursor=${cursor}`);
  let waiting;
  stream.onmessage = (event) => {
    const change = JSON.parse(event.data);
    if (change.kind === "view" && change.user === me) showForm();
    if (change.kind === "clock") tick();
    if (change.channel && (!change.only_for || change.only_for === me)) noticed(change);
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 60);
  };
}

function noticed(change) {
  if (change.channel !== place.id && change.kind === "message") unread.set(change.channel, (unread.get(change.channel) || 0) + 1);
}

async function refresh() {
  if (place.id === "dm" || !state.dms.some((one) => one.members.includes(me))) {
    state = await get("state");
    learn(state);
    place = places().find((one) => one.id === place.id || (place.id === "dm" && one.kind === "im")) || place;
  }
  list();
  await load();
}

async function tick() {
  const clock = await get("clock").catch(() => null);
  if (!clock) return;
  const seconds = Date.parse(clock.now) / 1000;
  $("#now").textContent = `${instant(seconds, "{date} {time}")} · ${zone().split("/").at(-1).replace("_", " ")}`;
  $("#now").dateTime = clock.now;
  document.querySelectorAll("[data-turn]").forEach((button) => { button.disabled = Boolean(clock.advancing); });
  if (clock.advancing) setTimeout(tick, 150);
}

async function turn(by) {
  const { now } = await get("clock");
  const to = new Date(now);
  if (by === "hour") to.setTime(to.getTime() + HOUR * 1000);
  if (by === "day") to.setUTCDate(to.getUTCDate() + 1);
  if (by === "month") to.setUTCMonth(to.getUTCMonth() + 1);
  await post("clock/advance", { to: to.toISOString() }).catch((why) => say(why.message));
  await tick();
}

$("#me").onchange = (event) => be(event.target.value);
$("#menu").onclick = () => $("#sidebar").classList.toggle("open");
document.querySelectorAll("[data-turn]").forEach((button) => { button.onclick = () => turn(button.dataset.turn); });
$("#shortcuts").onclick = () => {
  const offered = state.shortcuts.filter((one) => one.kind === "global" || one.type === "global");
  const run = (one) => { $("#shortcut-list").hidden = true; tell(post("shortcut", { user: me, callback_id: one.callback_id })); };
  $("#shortcut-list").replaceChildren(...offered.map((one) => element("li", {}, element("button", { type: "button", onclick: () => run(one) }, one.name))));
  $("#shortcut-list").hidden = !$("#shortcut-list").hidden;
};
$("#composer").onsubmit = (event) => {
  event.preventDefault();
  const line = $("#line").value.trim();
  if (!line) return;
  $("#line").value = "";
  tell(post(line.startsWith("/") ? "command" : "say", { user: me, channel: place.id, text: line }));
};

start().catch((why) => say(why.message));
