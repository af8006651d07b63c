// Talking to the server. The secret of the link goes from the address into this tab's store and then in a header of each request.

const TOKEN = "rawi.token";
const channel = "BroadcastChannel" in window ? new BroadcastChannel("rawi") : null;
let token = sessionStorage.getItem(TOKEN) || "";
const changed = new Set();

// A new tab of the same server asks an open one; a new link tells the open ones.
if (channel) {
  channel.onmessage = ({ data }) => {
    if (data.ask && token) channel.postMessage({ token });
    if (data.token && data.token !== token && (data.fresh || !token)) use(data.token);
  };
}

function use(found) {
  token = found;
  sessionStorage.setItem(TOKEN, token);
  changed.forEach((tell) => tell());
}

export function takeToken() {
  const [found, ...rest] = location.hash.slice(1).split("/");
  if (/^[0-9a-f]{32}$/.test(found)) {
    use(found);
    channel?.postMessage({ token, fresh: true });
    history.replaceState(null, "", `/#/${rest.join("/")}`);
  }
  if (token || !channel) return Promise.resolve(token);
  return new Promise((done) => {
    changed.add(() => done(token));
    channel.postMessage({ ask: true });
    setTimeout(() => done(token), 400);
  });
}

export const onToken = (tell) => changed.add(tell);

export class Refused extends Error {
  constructor(status, body) {
    super(body?.error || `${status}`);
    this.status = status;
    this.body = body;
  }
}

async function answer(path, options = {}) {
  const response = await fetch(path, { ...options, headers: { ...options.headers, "X-Rawi-Token": token }, cache: "no-store" });
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, body);
  return body;
}

export const get = (path) => answer(path);

export const post = (path, body, keepalive = false) => {
  const text = JSON.stringify(body);
  // A browser that is leaving sends at most 64 KiB.
  return answer(path, { method: "POST", body: text, headers: { "Content-Type": "application/json" }, keepalive: keepalive && text.length < 60000 });
};

export function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The stream of what happens: `tell` gets each event, `state` whether the server is there. Begins anew until it is stopped.
export function listen(tell, state) {
  const stop = new AbortController();
  (async () => {
    for (let wait = 300; !stop.signal.aborted; wait = Math.min(wait * 2, 5000)) {
      try {
        const response = await fetch("/api/events", { headers: { "X-Rawi-Token": token }, signal: stop.signal, cache: "no-store" });
        if (response.status === 401) state("restarted");
        if (response.ok) {
          wait = 300;
          state("here");
          await lines(response.body, tell);
        }
      } catch { /* It is told below. */ }
      if (stop.signal.aborted) return;
      state("away");
      await new Promise((done) => setTimeout(done, wait));
    }
  })();
  return () => stop.abort();
}

async function lines(body, tell) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    for (const line of parts) if (line) tell(JSON.parse(line));
  }
}
