// Talks to the sandbox's controls.
const ROOT = "_sandbox/";

export async function get(path, query = {}) {
  const answer = await fetch(`${ROOT}${path}?${new URLSearchParams(query)}`);
  return read(answer);
}

export async function post(path, order) {
  const answer = await fetch(`${ROOT}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(order),
  });
  return read(answer);
}

async function read(answer) {
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.sentence || said.error || `The sandbox answered ${answer.status}.`);
  return said;
}
