// Plays scenarios with servers in this process, so that a client's decisions can be timed without a network. Start it with:
// node cmd/internal/adapter/javascript/offline.mjs happy-dom < SCENARIOS.ndjson
//
// The servers are those of node:http at the other end of streams in memory. What script saw is printed, a line a scenario.

import http from 'node:http';
import { createInterface } from 'node:readline';
import { duplexPair } from 'node:stream';

const client = await import(`./${process.argv[2]}.mjs`);

let server, fetch, hop; // the rules of the scenario, the fetch under way, and how many redirects it has followed

const servers = http.createServer((request) => {
  const { socket, method } = request;
  const preflight = method === 'OPTIONS' && 'access-control-request-method' in request.headers;
  const url = new URL(request.url, socket.origin).href;
  const rule = server.find(
    (r) =>
      (r.preflight ?? preflight) === preflight &&
      (r.method ?? method) === method &&
      (r.fetch ?? fetch) === fetch &&
      (r.hop ?? hop) === hop &&
      (r.url === undefined || onTheWire(r.url) === url),
  );
  if (!rule || rule.fail) return socket.client.destroy(new Error('the network fails'));
  const { status = 200, headers = [], body = 'hello' } = rule;
  if (!preflight && [301, 302, 303, 307, 308].includes(status)) hop++;
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  const hasBody = status >= 200 && ![204, 205, 304].includes(status) && method !== 'HEAD';
  if (hasBody && !headers.some(([name]) => name.toLowerCase() === 'content-length')) {
    lines.push(`Content-Length: ${body.length}\r\n`);
  }
  // Bytes as they are, which a ServerResponse would refuse some of, once the request has ended.
  const text = `HTTP/1.1 ${status} \r\n${lines.join('')}\r\n${hasBody ? body : ''}`;
  request.resume().on('end', () => socket.end(text, 'latin1'));
});

client.within((origin) => {
  const [near, far] = duplexPair();
  servers.emit('connection', Object.assign(far, { origin, client: near }));
  return Object.assign(near, { setTimeout: () => near }); // which sockets have and streams have not
});

/** A URL as servers see it. */
function onTheWire(text) {
  const url = new URL(text);
  url.username = url.password = url.hash = '';
  return url.href;
}

for await (const line of createInterface({ input: process.stdin })) {
  const scenario = JSON.parse(line);
  server = scenario.server ?? [];
  const page = await client.open(scenario);
  const fetches = [];
  for (const init of scenario.fetches) {
    [fetch, hop] = [fetches.length, 0];
    fetches.push(await page.fetch(init));
  }
  await page.close();
  console.log(JSON.stringify({ name: scenario.name, fetches }));
}
process.exit(0);
