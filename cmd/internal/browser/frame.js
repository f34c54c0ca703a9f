// A page of a scenario: told by the controller what to fetch, it says what
// script sees. Header values are strings of U+0000 to U+00FF, as in scenarios.
"use strict";

addEventListener("message", async ({ data: { init } }) => {
  const via = init.destination ? viaElement : init.api === "xhr" ? viaXHR : viaFetch;
  parent.postMessage(await via(init), "*");
});

async function viaFetch({ url, api, bodyStream, ...init }) {
  let response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    return { outcome: error.name === "AbortError" ? "aborted" : "network-error", note: String(error) };
  }
  // A request is under way until its response has been read, which shows when keepalive bodies are added up.
  await response.arrayBuffer().catch(() => {});
  return {
    outcome: "response",
    response: {
      type: response.type,
      status: response.status,
      url: response.url.split("#")[0],
      redirected: response.redirected,
      headers: [...response.headers],
    },
  };
}

function viaXHR({ url, method, headers, body, credentials, uploadListener }) {
  return new Promise(resolve => {
    const failed = note => resolve({ outcome: "network-error", note });
    const xhr = new XMLHttpRequest();
    try {
      xhr.open(method ?? "GET", url);
      for (const [name, value] of headers ?? []) xhr.setRequestHeader(name, value);
      xhr.withCredentials = credentials === "include";
      if (uploadListener) xhr.upload.addEventListener("progress", () => {});
      xhr.onerror = () => failed("error");
      xhr.onabort = () => failed("abort");
      xhr.onload = () => resolve({
        outcome: "response",
        response: { status: xhr.status, url: xhr.responseURL.split("#")[0], headers: visible(xhr) },
      });
      xhr.send(body ?? null);
    } catch (error) {
      failed(String(error));
    }
  });
}

const elements = { image: "img", script: "script" };

// viaElement shows less than the others: whether a script was loaded, and of an image nothing.
function viaElement({ url, destination, referrerPolicy }) {
  return new Promise(resolve => {
    const element = document.createElement(elements[destination]);
    const seen = destination === "script";
    element.onload = () => resolve({ outcome: seen ? "response" : "" });
    element.onerror = () => resolve({ outcome: seen ? "network-error" : "", note: "error" });
    if (referrerPolicy) element.referrerPolicy = referrerPolicy;
    element.src = url;
    document.documentElement.append(element);
  });
}

// visible is getAllResponseHeaders as sorted pairs.
function visible(xhr) {
  const lines = xhr.getAllResponseHeaders().split("\r\n").filter(line => line !== "");
  const pairs = lines.map(line => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
  });
  return pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

parent.postMessage("ready", "*");
