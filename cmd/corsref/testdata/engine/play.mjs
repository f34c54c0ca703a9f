// Plays scenarios, one a line on standard input, each in an engine of its own, and prints {"name", "fetches"} for each.
// usage: node play.mjs CORSREF ADDRESS CA.pem: every connection goes to ADDRESS, whatever the host.
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import { Engine } from './client.mjs';

const [command, address, authority] = process.argv.slice(2);
const [host, port] = address.split(':');
const ca = readFileSync(authority);

/** connect connects to the one server there is. */
function connect(options) {
  const socket = net.connect({ host, port: Number(port) });
  if (options.protocol === 'https:' || options._defaultAgent?.protocol === 'https:') {
    const servername = net.isIP(options.hostname) ? '' : options.hostname;
    return tls.connect({ socket, servername, host: options.hostname, ca });
  }
  return socket;
}

/** told is what the engine is told of a fetch: its page, and what the page asks for. */
function told(scenario, { origin, topLevel, after, ...init }) {
  const page = { origin: origin ?? scenario.origin };
  if (page.origin === scenario.origin && scenario.page !== undefined) page.url = scenario.page;
  if ((topLevel ?? scenario.topLevel) !== undefined) page.topLevel = topLevel ?? scenario.topLevel;
  if (scenario.ancestors !== undefined) page.ancestors = scenario.ancestors;
  if (scenario.embedderPolicy !== undefined) page.embedderPolicy = scenario.embedderPolicy;
  return { page, init };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { begin, scenario } = JSON.parse(line);
  const engine = new Engine(command, { createConnection: connect });
  const fetches = [];
  for (const [index, fetch] of scenario.fetches.entries()) {
    await new Promise((resolve, reject) => net.connect({ host, port: Number(port) }, function () {
      this.end(`GET ${begin}${index} HTTP/1.1\r\nHost: ${address}\r\nConnection: close\r\n\r\n`);
      this.on('data', () => {});
      this.on('close', resolve);
      this.on('error', reject);
    }));
    if (fetch.after) engine.advance(fetch.after);
    const { page, init } = told(scenario, fetch);
    fetches.push(await engine.fetch(page, init));
  }
  engine.close();
  console.log(JSON.stringify({ name: scenario.name ?? '', fetches }));
}
