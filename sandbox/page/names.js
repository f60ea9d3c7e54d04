// Who and what the ids stand for.
export const people = new Map();
export const channels = new Map();
let reader = null;

export function learn(state) {
  for (const person of state.people) people.set(person.id, person);
  for (const channel of state.channels) channels.set(channel.id, channel);
}

export function readAs(id) {
  reader = id;
}

export function zone() {
  return people.get(reader)?.tz || "UTC";
}
