// The controller: asks for jobs, runs each in iframes of its own, posts back
// what script saw. A job is {id, frames: [{src, sandbox}], fetches:
// [{frame, after, init}], timeout}; the answer is {id, fetches: [verdict, ...]}
// or {id, error}. What it asks for is same-origin with this page.
"use strict";

const most = 12; // jobs at once, if it is given as many
let running = 0;
let wake = () => {};

// A page without a URL that others could know, of an opaque origin.
const dataPage = "data:text/html," + encodeURIComponent(`<meta charset="utf-8"><script src="${origin}/.browser/frame.js"></script>`);

async function main() {
  for (;;) {
    while (running >= most) await new Promise(resolve => { wake = resolve; });
    const { jobs, go, done } = await post("next", { free: most - running, running });
    if (go) {
      location.replace(go);
      return;
    }
    if (done) return;
    for (const job of jobs) work(job);
  }
}

async function work(job) {
  running++;
  const answer = await run(job).catch(error => ({ id: job.id, error: String(error) }));
  await post("result", answer);
  running--;
  wake();
}

async function post(path, message) {
  const response = await fetch("/.browser/" + path, { method: "POST", body: JSON.stringify(message), cache: "no-store" });
  return response.json();
}

async function run(job) {
  const frames = [];
  try {
    for (const { src, sandbox } of job.frames) frames.push(await open(job, src, sandbox));
    const verdicts = [];
    for (const [index, { frame, after, init }] of job.fetches.entries()) {
      if (after) await new Promise(resolve => setTimeout(resolve, after * 1000));
      await post("begin", { id: job.id, index });
      verdicts.push(await ask(job, frames[frame], { init }));
    }
    return { id: job.id, fetches: verdicts };
  } finally {
    for (const frame of frames) frame.remove();
  }
}

async function open(job, src, sandbox) {
  const frame = document.createElement("iframe");
  if (sandbox) frame.sandbox = "allow-scripts";
  const ready = reply(job, frame, "the frame did not load");
  frame.src = src || dataPage;
  document.body.append(frame);
  await ready;
  return frame;
}

function ask(job, frame, message) {
  const answer = reply(job, frame, "no answer from the frame");
  frame.contentWindow.postMessage(message, "*");
  return answer;
}

// reply waits for the next message of a frame.
function reply(job, frame, complaint) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(complaint)), job.timeout * 1000);
    const listen = event => {
      if (event.source === frame.contentWindow) finish(() => resolve(event.data));
    };
    const finish = then => {
      clearTimeout(timer);
      removeEventListener("message", listen);
      then();
    };
    addEventListener("message", listen);
  });
}

addEventListener("DOMContentLoaded", main);
