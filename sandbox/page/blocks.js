// Each block and element of Block Kit, as Slack shows it.
import { element, mrkdwn, plain, rich, text } from "./mrkdwn.js";

// `act(action_id, block_id, value, element)` is called when something is pressed or chosen.
export function drawn(blocks, act, state = {}) {
  return blocks.map((block) => one(block, act, state));
}

function one(block, act, state) {
  const makers = {
    header: () => element("h3", { class: `level-${block.level || 1}` }, ...plain(block.text.text)),
    section: () => section(block, act, state),
    context: () => element("div", { class: "context" }, ...block.elements.map(small)),
    divider: () => element("hr"),
    actions: () => element("div", { class: "actions" }, ...block.elements.map((each) => control(each, block, act, state))),
    image: () => picture(block),
    rich_text: () => rich(block),
    table: () => table(block),
    input: () => field(block, act, state),
    alert: () => element("div", { class: `alert ${block.level || ""}` }, ...text(block.text)),
  };
  const made = (makers[block.type] || (() => element("p", { class: "unknown" }, `A block of the type ${block.type}`)))();
  made.dataset.blockId = block.block_id;
  return made;
}

function section(block, act, state) {
  const words = block.text ? [element("div", { class: "words" }, ...text(block.text))] : [];
  const fields = block.fields
    ? [element("div", { class: "fields" }, ...block.fields.map((each) => element("div", {}, ...text(each))))]
    : [];
  const beside = block.accessory
    ? [element("div", { class: "accessory" }, control(block.accessory, block, act, state))]
    : [];
  return element("div", { class: "section" }, element("div", { class: "body" }, ...words, ...fields), ...beside);
}

function small(each) {
  if (each.type === "image") return element("img", { src: each.image_url, alt: each.alt_text, class: "icon" });
  return element("span", {}, ...text(each));
}

function picture(block) {
  const source = block.image_url || `files/${block.slack_file?.id}/image`;
  const title = block.title ? [element("figcaption", {}, ...text(block.title))] : [];
  return element("figure", {}, ...title, element("img", { src: source, alt: block.alt_text }));
}

function table(block) {
  const cell = (each) => element("td", {}, ...(each.type === "rich_text" ? [rich(each)] : [String(each.text ?? each.value ?? "")]));
  return element("table", {}, ...block.rows.map((row) => element("tr", {}, ...row.map(cell))));
}

function field(block, act, state) {
  const made = control(block.element, block, act, state);
  const optional = block.optional ? [element("span", { class: "optional" }, " (optional)")] : [];
  const hint = block.hint ? [element("small", {}, ...text(block.hint))] : [];
  return element("label", { class: "field" }, element("span", { class: "label" }, ...text(block.label), ...optional), made, ...hint);
}

export function control(each, block, act, state) {
  const value = state[block.block_id]?.[each.action_id];
  const press = (chosen) => act(each.action_id, block.block_id, chosen, each);
  const made = (CONTROLS[each.type] || unknown)(each, press, value);
  made.dataset.actionId = each.action_id || "";
  return made;
}

function unknown(each) {
  return element("span", { class: "unknown" }, `An element of the type ${each.type}`);
}

const CONTROLS = {
  button: (each, press) =>
    element("button", { type: "button", class: `button ${each.style || ""}`, "aria-label": each.accessibility_label, onclick: () => press(each.value) }, ...plain(each.text.text)),
  image: (each) => element("img", { src: each.image_url, alt: each.alt_text }),
  plain_text_input: (each, press, value) => typed(element(each.multiline ? "textarea" : "input", { rows: each.multiline ? 3 : undefined }), each, press, value),
  email_text_input: (each, press, value) => typed(element("input", { type: "email" }), each, press, value),
  url_text_input: (each, press, value) => typed(element("input", { type: "url" }), each, press, value),
  number_input: (each, press, value) => typed(element("input", { inputmode: "decimal" }), each, press, value),
  datepicker: (each, press, value) => picker("date", value?.selected_date ?? each.initial_date, press),
  timepicker: (each, press, value) => picker("time", value?.selected_time ?? each.initial_time, press),
  datetimepicker: (each, press, value) => picker("datetime-local", local(value?.selected_date_time ?? each.initial_date_time), press),
  static_select: (each, press, value) => select(each, press, (value?.selected_option ?? each.initial_option)?.value),
  users_select: (each, press, value) => someone(each, press, value?.selected_user ?? each.initial_user),
  radio_buttons: (each, press, value) => choices("radio", each, press, [(value?.selected_option ?? each.initial_option)?.value]),
  checkboxes: (each, press, value) => choices("checkbox", each, press, (value?.selected_options ?? each.initial_options ?? []).map((option) => option.value)),
  overflow: (each, press) => select({ ...each, placeholder: { text: "⋯" } }, press),
};

function typed(made, each, press, value) {
  made.value = value?.value ?? each.initial_value ?? "";
  made.placeholder = each.placeholder?.text || "";
  made.oninput = () => press(made.value);
  return made;
}

function picker(type, value, press) {
  const made = element("input", { type });
  made.value = value || "";
  made.onchange = () => press(made.value);
  return made;
}

function local(seconds) {
  return seconds ? new Date(seconds * 1000).toISOString().slice(0, 16) : "";
}

function select(each, press, chosen) {
  const empty = element("option", { value: "" }, each.placeholder?.text || "Choose…");
  const option = (one) => element("option", { value: one.value, selected: one.value === chosen }, one.text.text);
  const groups = (each.option_groups || []).map((group) => element("optgroup", { label: group.label.text }, ...group.options.map(option)));
  return element("select", { onchange: (event) => press(event.target.value) }, empty, ...(each.options || []).map(option), ...groups);
}

function someone(each, press, chosen) {
  const names = [...document.querySelectorAll("#me option")];
  const made = element("select", { onchange: (event) => press(event.target.value) }, element("option", { value: "" }, each.placeholder?.text || "Choose a person…"));
  made.append(...names.map((one) => element("option", { value: one.value, selected: one.value === chosen }, one.textContent)));
  return made;
}

function choices(type, each, press, chosen) {
  const name = `${each.action_id}-${Math.random()}`;
  const made = element("div", { class: "choices" });
  const read = () => [...made.querySelectorAll("input:checked")].map((box) => box.value);
  const row = (one) =>
    element("label", {}, element("input", { type, name, value: one.value, checked: chosen.includes(one.value), onchange: () => press(type === "radio" ? read()[0] : read()) }), ...text(one.text));
  made.append(...each.options.map(row));
  return made;
}
