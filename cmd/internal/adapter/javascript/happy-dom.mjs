// happy-dom as a client adapter. Start it with: node cmd/internal/adapter/javascript/happy-dom.mjs
//
// The library's: fetch() and XMLHttpRequest of a window, with everything that they do about CORS. The adapter's: where
// connections go. happy-dom knows no proxy; it calls node:http and node:https with an agent of their own for each request,
// so the adapter has every agent connect to the runner, whatever the host, and trust its authority.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { Window } from 'happy-dom';
import { fetchWith, isProgram, requestWith, serve } from './protocol.mjs';

const { version } = createRequire(import.meta.url)('happy-dom/package.json');

const about = {
  name: 'happy-dom',
  version,
  parallel: 16,
  capabilities: ['https', 'xhr', 'upload-listener', 'body-stream', 'status-407'],
};

function start({ proxy, ca }) {
  const { hostname: host, port } = new URL(proxy);
  const authority = readFileSync(ca);
  http.Agent.prototype.createConnection = () => net.connect({ host, port });
  https.Agent.prototype.createConnection = ({ servername, rejectUnauthorized }) =>
    tls.connect({ host, port, servername, rejectUnauthorized, ca: authority });
}

/** Has connections go to servers in this process: connection(origin) is a stream to one. */
export function within(connection) {
  http.Agent.prototype.createConnection = ({ host, port }) => connection(`http://${host}:${port}`);
  https.Agent.prototype.createConnection = ({ host, port }) => connection(`https://${host}:${port}`);
}

export function open({ origin, page = `${origin}/` }) {
  const window = new Window({ url: page });
  return {
    fetch: (init) => (init.api === 'xhr' ? requestWith : fetchWith)(window, init),
    close: () => window.happyDOM.close(),
  };
}

if (isProgram(import.meta)) await serve(about, start, open);
