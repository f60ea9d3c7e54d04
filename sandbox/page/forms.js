// Modals: shown, filled in, sent off, with errors at their fields; and the question before a dangerous button.
import { post } from "./api.js";
import { drawn } from "./blocks.js";
import { element, plain, text } from "./mrkdwn.js";

const modal = document.querySelector("#modal");
let shown = null;

export function show(view, user, say) {
  if (!view) return hide();
  if (shown?.id === view.id && shown.hash === view.hash && modal.open) return undefined;
  shown = { id: view.id, hash: view.hash, user, values: {} };
  const act = (actionId, blockId, value, each) => chose(view, actionId, blockId, value, each, say);
  const form = element("form", { method: "dialog", novalidate: true }, element("h3", {}, ...plain(view.title.text)), element("div", { class: "blocks" }, ...drawn(view.blocks, act, view.state?.values || {})));
  const close = element("button", { type: "button", class: "button", onclick: () => dismiss(say) }, view.close?.text || "Close");
  const submit = view.submit ? [element("button", { type: "submit", class: "button primary" }, view.submit.text)] : [];
  form.append(element("div", { class: "actions end" }, close, ...submit));
  form.onsubmit = (event) => { event.preventDefault(); send(form, say); };
  modal.replaceChildren(form);
  if (!modal.open) modal.showModal();
  return undefined;
}

export function hide() {
  shown = null;
  if (modal.open) modal.close();
}

modal.addEventListener("cancel", (event) => { event.preventDefault(); dismiss(() => {}); });

function chose(view, actionId, blockId, value, each, say) {
  const block = view.blocks.find((one) => one.block_id === blockId);
  (shown.values[blockId] ??= {})[actionId] = value;
  if (block.type === "input" && !block.dispatch_action) return;
  post("press", { user: shown.user, view_id: view.id, action_id: actionId, block_id: blockId, value }).then((answer) => after(answer, say), (why) => say(why.message));
}

async function send(form, say) {
  form.querySelectorAll(".error").forEach((old) => old.remove());
  try {
    const answer = await post("submit", { user: shown.user, view_id: shown.id, values: shown.values });
    for (const [blockId, sentence] of Object.entries(answer.errors || {})) {
      const place = form.querySelector(`[data-block-id="${CSS.escape(blockId)}"]`);
      place?.append(element("span", { class: "error", role: "alert" }, sentence));
    }
    if (!Object.keys(answer.errors || {}).length) after(answer, say);
  } catch (why) {
    say(why.message);
  }
}

function after(answer, say) {
  if (answer.error) say(answer.error === "operation_timeout" ? "The app did not answer in time." : answer.error);
  else show(answer.view, shown?.user, say);
}

async function dismiss(say) {
  const { user, id } = shown;
  const answer = await post("close", { user, view_id: id });
  after(answer, say);
}

export function confirmed(question) {
  if (!question) return Promise.resolve(true);
  const dialog = document.querySelector("#confirm");
  return new Promise((settle) => {
    const end = (yes) => () => { dialog.close(); settle(yes); };
    const no = element("button", { class: "button", onclick: end(false) }, question.deny?.text || "Cancel");
    const yes = element("button", { class: `button ${question.style || "primary"}`, onclick: end(true) }, question.confirm?.text || "Yes");
    dialog.replaceChildren(element("h3", {}, ...plain(question.title.text)), element("p", {}, ...text(question.text)), element("div", { class: "actions end" }, no, yes));
    dialog.showModal();
  });
}
