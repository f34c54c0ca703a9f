// Reads one [input, base] a line, base null for none; writes null for failure, or
// [href, origin, scheme, username, password, host, port, path, query, fragment], a line each.
import readline from 'node:readline';
import { once } from 'node:events';
import whatwg from 'whatwg-url';

const { parseURL, serializeURL, serializeURLOrigin, serializeHost, serializePath } = whatwg;

function answer([input, base]) {
  let baseURL = null;
  if (base !== null) {
    baseURL = parseURL(base);
    if (baseURL === null) return null;
  }
  const url = parseURL(input, { baseURL });
  if (url === null) return null;
  return [
    serializeURL(url), serializeURLOrigin(url), url.scheme, url.username, url.password,
    url.host === null ? null : serializeHost(url.host), url.port, serializePath(url), url.query, url.fragment,
  ];
}

for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (!process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n')) {
    await once(process.stdout, 'drain');
  }
}
