// Starts emulate's Slack on the port given, seeded with the workspace given as JSON, until it is stopped.
import { createEmulator } from 'emulate';

const [port, seed] = process.argv.slice(2);
const slack = await createEmulator({ service: 'slack', port: Number(port), seed: JSON.parse(seed) });
console.log(slack.url);
