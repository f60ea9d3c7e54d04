// A small app on the official Node SDK: answers /sla, opens a form, posts what was put into it, closes on SIGTERM.
const { WebClient } = require('@slack/web-api');
const { SocketModeClient } = require('@slack/socket-mode');

const { SLACK_API_URL: slackApiUrl, SLACK_BOT_TOKEN, SLACK_APP_TOKEN: appToken } = process.env;
const web = new WebClient(SLACK_BOT_TOKEN, { slackApiUrl });
const socket = new SocketModeClient({ appToken, clientOptions: { slackApiUrl } });

const plain = (text) => ({ type: 'plain_text', text });
const form = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Hand off'),
  submit: plain('Go'),
  blocks: [{ type: 'input', block_id: 'name', label: plain('Name'), element: { type: 'plain_text_input', action_id: 'text' } }],
};
const button = { type: 'button', action_id: 'called', value: 'L-1', text: plain('Called') };

socket.on('slash_commands', async ({ body, ack }) => {
  if (body.text === 'lead') {
    await ack();
    await web.views.open({ trigger_id: body.trigger_id, view: form });
    return;
  }
  await ack({ text: `you said ${body.text}` });
});

socket.on('interactive', async ({ body, ack }) => {
  await ack();
  if (body.type === 'view_submission') {
    const name = body.view.state.values.name.text.value;
    const blocks = [{ type: 'actions', elements: [button] }];
    await web.chat.postMessage({ channel: body.user.id, text: `a lead: ${name}`, blocks });
  }
  if (body.type === 'block_actions') {
    const { channel, message } = body;
    await web.chat.update({ channel: channel.id, ts: message.ts, text: `called: ${body.actions[0].value}` });
  }
});

socket.on('app_home_opened', async ({ event, ack }) => {
  await ack();
  await web.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'header', text: plain('My leads') }] } });
});

async function main() {
  const who = await web.auth.test();
  const people = [];
  for await (const page of web.paginate('users.list', { limit: 3 })) people.push(...page.members.map((one) => one.name));
  const chart = Buffer.from('89504e470d0a1a0a00000000', 'hex');
  const upload = await web.filesUploadV2({ channel_id: process.env.CHANNEL, file: chart, filename: 'chart.png' });
  await socket.start();
  console.log(JSON.stringify({ user: who.user, people, uploaded: upload.ok }));
}

process.on('SIGTERM', async () => {
  await socket.disconnect();
  process.exit(0);
});
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
