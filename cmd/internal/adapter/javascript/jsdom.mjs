// jsdom as a client adapter. Start it with: node cmd/internal/adapter/javascript/jsdom.mjs
//
// The library's: XMLHttpRequest of a window, with everything that it does about CORS. jsdom has no fetch(), so fetches that
// are not of XMLHttpRequest are skipped. The adapter's: where connections go. jsdom takes a dispatcher of undici for that;
// the adapter's connects to the runner, whatever the host, and trusts its authority.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isProgram, requestWith, serve, Skip } from './protocol.mjs';

const { version, engines } = createRequire(import.meta.url)('jsdom/package.json');

const { JSDOM, VirtualConsole, Agent, buildConnector } = await load();

const about = {
  name: 'jsdom',
  version,
  parallel: 16,
  capabilities: ['https', 'xhr', 'upload-listener', 'null-origin', 'status-407'],
};

/** Imports the library, which an older Node.js cannot. */
async function load() {
  try {
    return { ...(await import('jsdom')), ...(await import('undici')) };
  } catch (error) {
    console.error(`jsdom ${version} needs Node.js ${engines.node}; this is ${process.version}: ${error.message}`);
    process.exit(1);
  }
}

let dispatcher;

function start({ proxy, ca }) {
  const { hostname, port } = new URL(proxy);
  const connect = buildConnector({ ca: readFileSync(ca) });
  dispatcher = new Agent({
    connect: (options, callback) =>
      connect({ ...options, servername: options.servername || options.hostname, hostname, port }, callback),
  });
}

/** Has connections go to servers in this process: connection(origin) is a stream to one. */
export function within(connection) {
  dispatcher = new Agent({
    connect: ({ protocol, host }, callback) => queueMicrotask(() => callback(null, connection(`${protocol}//${host}`))),
  });
}

export function open({ origin, page, fetches }) {
  if (fetches.some(({ api }) => api !== 'xhr')) {
    throw new Skip('jsdom has no fetch()', 'https://github.com/jsdom/jsdom/issues/1724');
  }
  // The page of an opaque origin is about:blank, which is what jsdom has one for.
  const url = page ?? (origin === 'null' ? 'about:blank' : `${origin}/`);
  const { window } = new JSDOM('', { url, resources: { dispatcher }, virtualConsole: new VirtualConsole() });
  return { fetch: (init) => requestWith(window, init), close: () => window.close() };
}

if (isProgram(import.meta)) await serve(about, start, open);
