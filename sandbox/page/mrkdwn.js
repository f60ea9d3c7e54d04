// Slack's text, turned into elements: mrkdwn, plain text, rich text, mentions and dates. Never innerHTML.
import { people, channels, zone } from "./names.js";

const EMOJI = {
  arrow_right: "➡️", bell: "🔔", black_square_for_stop: "⏹️", bulb: "💡", calendar: "📅", chart_with_downwards_trend: "📉",
  chart_with_upwards_trend: "📈", checkered_flag: "🏁", clap: "👏", dart: "🎯", double_vertical_bar: "⏸️", email: "✉️", eyes: "👀",
  grey_question: "❔", handshake: "🤝", hourglass: "⌛", hourglass_flowing_sand: "⏳", large_blue_circle: "🔵", large_green_circle: "🟢",
  large_yellow_circle: "🟡", leftwards_arrow_with_hook: "↩️", memo: "📝", no_entry: "⛔", outbox_tray: "📤", red_circle: "🔴",
  rotating_light: "🚨", small_red_triangle_down: "🔻", star: "⭐", tada: "🎉", telephone_receiver: "📞", triangular_flag_on_post: "🚩",
  trophy: "🏆", warning: "⚠️", wave: "👋", white_check_mark: "✅", white_circle: "⚪", writing_hand: "✍️", x: "❌", zzz: "💤",
};
const TOKEN = /<([^<>]+)>|\*([^*\n]+)\*|(?<![\w])_([^_\n]+)_(?![\w])|~([^~\n]+)~|```([^`]+)```|`([^`\n]+)`|:([a-z0-9_+-]+):/;

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

export function text(object) {
  if (!object) return [];
  if (typeof object === "string") return mrkdwn(object);
  return object.type === "mrkdwn" ? mrkdwn(object.text) : plain(object.text);
}

export function plain(words) {
  return lines(words.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] || whole));
}

export function mrkdwn(words) {
  const parts = [];
  let rest = words;
  for (let match = TOKEN.exec(rest); match; match = TOKEN.exec(rest)) {
    parts.push(...lines(unescaped(rest.slice(0, match.index))), ...styled(match));
    rest = rest.slice(match.index + match[0].length);
  }
  return [...parts, ...lines(unescaped(rest))];
}

function styled([whole, reference, bold, italic, struck, block, code, emoji]) {
  if (reference) return [referred(reference)];
  if (bold) return [element("strong", {}, ...mrkdwn(bold))];
  if (italic) return [element("em", {}, ...mrkdwn(italic))];
  if (struck) return [element("s", {}, ...mrkdwn(struck))];
  if (block) return [element("pre", {}, unescaped(block))];
  if (code) return [element("code", {}, unescaped(code))];
  return [EMOJI[emoji] || whole];
}

function referred(reference) {
  const [target, label] = reference.split("|");
  if (target.startsWith("@")) return mention(`@${people.get(target.slice(1))?.name || label || target.slice(1)}`);
  if (target.startsWith("#")) return mention(`#${channels.get(target.slice(1))?.name || label || target.slice(1)}`);
  if (target.startsWith("!date^")) return dated(target, label);
  if (target.startsWith("!")) return mention(`@${target.slice(1)}`, "broadcast");
  return element("a", { href: target, rel: "noreferrer noopener", target: "_blank" }, unescaped(label || target));
}

function mention(words, kind = "") {
  return element("span", { class: `mention ${kind}` }, words);
}

function dated(target, fallback) {
  const [, seconds, form] = target.split("^");
  return element("time", { class: "date", title: unescaped(fallback || "") }, instant(Number(seconds), form));
}

export function instant(seconds, form = "{date_short_pretty} {time}") {
  const at = new Date(seconds * 1000);
  const say = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone(), ...options }).format(at);
  const day = say({ weekday: "short", day: "numeric", month: "short" });
  return form
    .replace(/\{date[a-z_]*\}/g, day)
    .replace(/\{time_secs\}/g, say({ hour: "2-digit", minute: "2-digit", second: "2-digit" }))
    .replace(/\{time\}/g, say({ hour: "2-digit", minute: "2-digit" }))
    .replace(/\{ago\}/g, day);
}

function unescaped(words) {
  return words.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function lines(words) {
  return words.split("\n").flatMap((line, number) => (number ? [element("br"), line] : [line]));
}

export function rich(part) {
  const inner = () => (part.elements || []).map(rich);
  const makers = {
    rich_text: () => element("div", { class: "rich" }, ...inner()),
    rich_text_section: () => element("div", {}, ...inner()),
    rich_text_quote: () => element("blockquote", {}, ...inner()),
    rich_text_preformatted: () => element("pre", {}, ...inner()),
    rich_text_list: () => element(part.style === "ordered" ? "ol" : "ul", {}, ...part.elements.map((one) => element("li", {}, rich(one)))),
    text: () => worn(part.style, lines(part.text)),
    link: () => element("a", { href: part.url, rel: "noreferrer noopener", target: "_blank" }, part.text || part.url),
    user: () => mention(`@${people.get(part.user_id)?.name || part.user_id}`),
    channel: () => mention(`#${channels.get(part.channel_id)?.name || part.channel_id}`),
    emoji: () => element("span", {}, EMOJI[part.name] || `:${part.name}:`),
    date: () => element("time", { class: "date", title: part.fallback }, instant(part.timestamp, part.format)),
  };
  return (makers[part.type] || (() => element("span", { class: "unknown" }, part.type)))();
}

function worn(style = {}, children) {
  let made = element("span", {}, ...children);
  if (style.code) made = element("code", {}, made);
  if (style.bold) made = element("strong", {}, made);
  if (style.italic) made = element("em", {}, made);
  if (style.strike) made = element("s", {}, made);
  return made;
}
