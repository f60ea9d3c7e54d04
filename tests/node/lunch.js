// A Bolt app that has nothing to do with ours: it asks who eats what, counts votes, and reminds. Nothing in it knows that
// it lives in a sandbox but the address of the Web API. With PORT it is installed by OAuth and listens over HTTP.
const { App } = require('@slack/bolt');

const { SLACK_API_URL: slackApiUrl, SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: appToken, PORT: port } = process.env;
const clientOptions = { slackApiUrl };
const bySocket = { token, appToken, socketMode: true, clientOptions };
const byHttp = {
  signingSecret: process.env.SIGNING_SECRET,
  clientId: process.env.CLIENT_ID,
  clientSecret: process.env.CLIENT_SECRET,
  stateSecret: 'a secret of the app',
  scopes: ['app_mentions:read', 'channels:history', 'chat:write', 'commands'],
  redirectUri: `http://127.0.0.1:${port}/slack/oauth_redirect`,
  installerOptions: { authorizationUrl: process.env.AUTHORIZE_URL, redirectUriPath: '/slack/oauth_redirect' },
  clientOptions,
};
const app = new App(port ? byHttp : bySocket);
const votes = new Map();

const plain = (text) => ({ type: 'plain_text', text });
const dishes = ['Pasta', 'Pizza', 'Soup'];
const option = (dish) => ({ text: plain(dish), value: dish.toLowerCase() });
const ballot = (question) => {
  const counted = [...votes.entries()].map(([dish, who]) => `${dish}: ${who.size}`).join(', ');
  return [
    { type: 'header', text: plain(question) },
    { type: 'section', text: { type: 'mrkdwn', text: counted || '_nobody yet_' } },
    {
      type: 'actions',
      block_id: 'votes',
      elements: dishes.map((dish) => ({ type: 'button', action_id: `vote_${dish}`, text: plain(dish), value: dish })),
    },
  ];
};
const form = {
  type: 'modal',
  callback_id: 'question',
  title: plain('Lunch'),
  submit: plain('Ask'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'text',
      label: plain('Question'),
      element: { type: 'plain_text_input', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'where',
      label: plain('Where'),
      element: { type: 'conversations_select', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'dish',
      optional: true,
      label: plain('Favourite'),
      element: { type: 'external_select', action_id: 'dish', min_query_length: 1 },
    },
  ],
};

app.command('/lunch', async ({ command, ack, respond, client }) => {
  await ack();
  if (command.text) await respond(`${command.text} it is`);
  else await client.views.open({ trigger_id: command.trigger_id, view: form });
});

app.shortcut({ callback_id: 'ask', type: 'shortcut' }, async ({ shortcut, ack, client }) => {
  await ack();
  await client.views.open({ trigger_id: shortcut.trigger_id, view: form });
});

app.shortcut({ callback_id: 'eat', type: 'message_action' }, async ({ shortcut, ack, respond }) => {
  await ack();
  await respond({ text: `Ordered: ${shortcut.message.text}` });
});

app.options('dish', async ({ options, ack }) => {
  await ack({ options: dishes.filter((one) => one.startsWith(options.value)).map(option) });
});

app.view('question', async ({ view, ack, client }) => {
  const { text, where } = view.state.values;
  if (!text.value.value.endsWith('?')) {
    await ack({ response_action: 'errors', errors: { text: 'A question ends with a question mark.' } });
    return;
  }
  await ack();
  const question = text.value.value;
  const channel = where.value.selected_conversation;
  await client.chat.postMessage({ channel, text: question, blocks: ballot(question) });
});

app.view({ callback_id: 'question', type: 'view_closed' }, async ({ ack, body, client }) => {
  await ack();
  await client.chat.postMessage({ channel: body.user.id, text: 'No lunch today, then.' });
});

app.action(/^vote_/, async ({ action, body, ack, client, respond }) => {
  await ack();
  votes.set(action.value, (votes.get(action.value) ?? new Set()).add(body.user.id));
  const { text, ts } = body.message;
  await client.chat.update({ channel: body.channel.id, ts, text, blocks: ballot(text) });
  await respond({ text: `You eat ${action.value}.`, replace_original: false });
});

app.message('hungry', async ({ message, say }) => {
  await say({ text: `Soon, <@${message.user}>.`, thread_ts: message.ts });
});

app.event('app_mention', async ({ event, client }) => {
  const post_at = Math.floor(Number(event.ts)) + 1800;
  await client.chat.scheduleMessage({ channel: event.channel, text: 'Lunch is ready.', post_at });
});

app.event('app_home_opened', async ({ event, client }) => {
  const blocks = [{ type: 'header', text: plain('What we eat') }];
  await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
});

app.event('app_uninstalled', async () => console.log('uninstalled'));

process.on('SIGTERM', async () => {
  await app.stop();
  process.exit(0);
});
app.start(port ? Number(port) : undefined).then(
  () => console.log('ready'),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
