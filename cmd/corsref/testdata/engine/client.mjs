// A small client of `corsref engine`: fetches as a browser makes them, over node:http and node:https.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import http from 'node:http';
import https from 'node:https';

/** Engine is one user agent: a process that decides, and sockets that it sends over. */
export class Engine {
  #process;
  #waiting = new Map(); // by id: who waits for the answer to the last message
  #count = 0;
  #network;

  /** @param {string} command the corsref program; @param {object} network options of http.request: ca, createConnection … */
  constructor(command, network = {}) {
    this.#network = network;
    this.#process = spawn(command, ['engine'], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      const message = JSON.parse(line);
      const resolve = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      resolve?.(message);
    });
  }

  #say(message) {
    const answer = new Promise((resolve) => this.#waiting.set(message.id, resolve));
    this.#process.stdin.write(JSON.stringify(message) + '\n');
    return answer;
  }

  /** advance tells the engine that time has passed. */
  advance(seconds) {
    this.#process.stdin.write(JSON.stringify({ type: 'advance', seconds }) + '\n');
  }

  /** fetch makes a fetch of a page and returns the verdict, and the body that script reads. */
  async fetch(page, init) {
    const id = String(++this.#count);
    let message = await this.#say({ type: 'start', id, page, fetch: init });
    let body = '';
    while (message.type === 'send') {
      const { request } = message;
      try {
        const response = await this.#send(request, request.body === 'none' ? undefined : (init.body ?? ''));
        body = response.body;
        message = await this.#say({ type: 'receive', id, status: response.status, headers: response.headers });
      } catch (error) {
        message = await this.#say({ type: 'fail', id, reason: error.message });
      }
    }
    if (message.type === 'error') throw new Error(message.message);
    if (message.localBody !== undefined) body = Buffer.from(message.localBody, 'base64').toString();
    return { verdict: message.verdict, body: message.nullBody ? '' : body };
  }

  /** send sends one request and returns the answer as it came. */
  #send({ method, url, headers }, body) {
    const { protocol, hostname, port, host, pathname, search } = new URL(url);
    return new Promise((resolve, reject) => {
      const request = (protocol === 'https:' ? https : http).request({
        method, hostname: hostname.replace(/^\[|\]$/g, ''), port, path: pathname + search, setHost: false,
        headers: ['Host', host, ...headers.flat(), 'Connection', 'close'],
        ...this.#network,
      }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const lines = [];
          for (let i = 0; i < response.rawHeaders.length; i += 2) lines.push(response.rawHeaders.slice(i, i + 2));
          resolve({ status: response.statusCode, headers: lines, body: Buffer.concat(chunks).toString('latin1') });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  /** close ends the process. */
  close() {
    this.#process.stdin.end();
  }
}
