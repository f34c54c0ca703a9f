// The adapter's side of the protocol of ../README.md: lines of JSON on standard input and output.

import { realpathSync } from 'node:fs';
import http from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Whether a module is the program, and not imported by it. */
export function isProgram({ url }) {
  return realpathSync(process.argv[1]) === fileURLToPath(url);
}

/** What an adapter throws about a scenario that its client cannot be asked for. */
export class Skip extends Error {
  constructor(reason, link) {
    super(reason);
    this.link = link;
  }
}

/**
 * Speaks the protocol for a client.
 *
 * @param about name, version, capabilities and parallel, as the answer to start has them
 * @param start called once with the proxy's URL and the path of the authority's certificate
 * @param open called with each scenario; returns a page with fetch(init), which returns what script saw, and close()
 */
export async function serve(about, start, open) {
  const say = (reply) => process.stdout.write(`${JSON.stringify(reply)}\n`);
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line);
    switch (message.command) {
      case 'start':
        await start(message);
        say({ reply: 'started', protocol: 1, kind: 'client', ...about });
        break;
      case 'run':
        run(open, message).then(
          (fetches) => say({ reply: 'result', id: message.id, fetches }),
          (error) =>
            say(
              error instanceof Skip
                ? { reply: 'skipped', id: message.id, reason: error.message, link: error.link }
                : { reply: 'errored', id: message.id, message: String(error?.stack ?? error) },
            ),
        );
        break;
      case 'stop':
        process.exit(0);
    }
  }
}

/** Makes the fetches of a scenario, one after the other. */
async function run(open, { scenario, begin }) {
  const page = await open(scenario);
  try {
    const fetches = [];
    for (const [i, init] of scenario.fetches.entries()) {
      if (init.after) await sleep(init.after * 1000);
      await get(begin[i]);
      fetches.push(await page.fetch(init));
    }
    return fetches;
  } finally {
    await page.close();
  }
}

/** Tells the runner that a fetch begins. */
function get(url) {
  return new Promise((resolve, reject) => {
    http.get(url, { agent: false }, (response) => response.resume().on('end', resolve)).on('error', reject);
  });
}

/** The outcome of what threw or rejected: to script, a network error and what the API refuses are one. */
export function failed(error) {
  return {
    outcome: 'network-error',
    error: { code: 'network', phase: 'request', hop: 0, message: String(error?.message ?? error) },
  };
}

/** Makes a fetch with a window's fetch() and tells what script sees. */
export async function fetchWith(window, init) {
  const { url, api, after, origin, topLevel, destination, bodyStream, uploadListener, ...rest } = init;
  if (bodyStream) {
    rest.body = new window.ReadableStream({ start: (c) => (c.enqueue(new Uint8Array([104, 105])), c.close()) });
    rest.duplex = 'half';
  }
  try {
    const response = await window.fetch(url, rest);
    const { type, status, redirected } = response;
    return {
      outcome: 'response',
      response: { type, status, url: response.url, redirected, headers: [...response.headers] },
    };
  } catch (error) {
    return failed(error);
  }
}

/** Makes a request with a window's XMLHttpRequest and tells what script sees. */
export function requestWith(window, { url, method = 'GET', headers = [], body, credentials, uploadListener }) {
  return new Promise((resolve) => {
    try {
      const xhr = new window.XMLHttpRequest();
      xhr.open(method, url);
      for (const [name, value] of headers) xhr.setRequestHeader(name, value);
      xhr.withCredentials = credentials === 'include';
      if (uploadListener) xhr.upload.addEventListener('progress', () => {});
      xhr.onerror = () => resolve(failed('the error event'));
      xhr.onabort = () => resolve({ ...failed('the abort event'), outcome: 'aborted' });
      xhr.onload = () =>
        resolve({
          outcome: 'response',
          response: { status: xhr.status, url: xhr.responseURL, headers: pairs(xhr.getAllResponseHeaders()) },
        });
      xhr.send(body);
    } catch (error) {
      resolve(failed(error));
    }
  });
}

/** The lines that getAllResponseHeaders() returns. */
function pairs(lines) {
  return (lines ?? '')
    .split('\r\n')
    .filter((line) => line)
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
}
