// A call: microphone, offer, answer through the gateway, sound. No key comes here.

import { byId, clock, everySecond, h, seen } from "./dom.js";
import { ask } from "./gateway.js";

const AUDIBLE = 0.01; // the root mean square of a frame that somebody could hear
const SHOWN_EVENTS = 200;

const MICROPHONE = {
  NotAllowedError: "The microphone isn't allowed here: allow it beside the address, and try again.",
  NotFoundError: "There is no microphone.",
};
const stopTracks = (stream) => { for (const track of stream?.getTracks() ?? []) track.stop(); };

export class Call {
  #peer = null;
  #microphone = null;
  #sounds = null;
  #id = null;
  #pressed = 0;
  #offered = 0;
  #stops = [];
  #ended;

  constructor(ended) { this.#ended = ended; }

  get isOpen() { return this.#peer !== null; }

  /** Make the call; rejects where the microphone or the gateway refuses. */
  async open(config) {
    byId("call").hidden = false;
    byId("call").after(byId("reply")); // the latest stands first
    seen("call");
    byId("events").replaceChildren();
    byId("call-figures").replaceChildren();
    this.#state("asking for the microphone");
    this.#pressed = performance.now();
    const peer = new RTCPeerConnection();
    this.#peer = peer;
    try {
      const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (this.#peer !== peer) return void stopTracks(microphone); // hung up meanwhile
      this.#microphone = microphone;
      this.#event("microphone ready");
      for (const track of microphone.getTracks()) peer.addTrack(track, microphone);
      peer.ontrack = ({ streams: [stream] }) => this.#listen(stream);
      peer.onconnectionstatechange = () => this.#connection(peer);
      const channel = peer.createDataChannel("oai-events");
      channel.onopen = () => this.#event("channel open");
      channel.onmessage = ({ data }) => this.#received(data);
      await peer.setLocalDescription();
      this.#state("calling");
      this.#offered = performance.now();
      this.#event("offer sent");
      const { value } = await ask("call", { method: "POST", body: { sdp: peer.localDescription.sdp, config } });
      this.#id = value.call_id;
      if (this.#peer !== peer) return void this.#release(); // hung up while the answer was on its way
      this.#figure("Answer", this.#since(this.#offered));
      this.#event("answer received", { call_id: value.call_id, ends_at: value.ends_at });
      await peer.setRemoteDescription({ type: "answer", sdp: value.sdp });
      this.#state("answered");
      seen("call");
      if (value.ends_at) this.#countDown(value.ends_at);
    } catch (error) {
      if (this.#peer !== peer) return;
      this.close("failed");
      throw MICROPHONE[error.name] ? new Error(MICROPHONE[error.name]) : error;
    }
  }

  /** End the call, here and at the provider's. */
  close(state = "ended") {
    if (!this.#peer) return;
    this.#peer.close();
    this.#peer = null;
    stopTracks(this.#microphone);
    this.#microphone = null;
    void this.#sounds?.close();
    this.#sounds = null;
    for (const stop of this.#stops.splice(0)) stop();
    byId("speaker").srcObject = null;
    this.#state(state);
    this.#event(`call ${state}`);
    this.#release();
    this.#ended();
  }

  #release() {
    const id = this.#id;
    this.#id = null;
    if (id) ask(`call/${encodeURIComponent(id)}`, { method: "DELETE", keepalive: true }).catch((error) => this.#event("hangup refused", { message: error.message }));
  }

  #since(start) { return Math.round(performance.now() - start); }

  #state(text) { byId("call-state").textContent = text; }

  #figure(name, value) {
    const unit = typeof value === "number" ? " ms" : "";
    const old = [...byId("call-figures").children].find((one) => one.dataset.name === name);
    const next = h("div", { "data-name": name }, h("dt", {}, name), h("dd", {}, `${value}${unit}`));
    if (old) old.replaceWith(next);
    else byId("call-figures").append(next);
  }

  #countDown(endsAt) {
    this.#stops.push(everySecond(() => {
      const left = endsAt - Date.now() / 1000;
      this.#figure("Ends in", clock(left));
      if (left > 0) return true;
      this.close("ended by the gateway's limit");
      return false;
    }));
  }

  #connection(peer) {
    this.#event(`connection ${peer.connectionState}`);
    if (peer.connectionState === "connected") this.#state("connected");
    if (peer.connectionState === "failed") this.close("lost");
  }

  /** Play what comes, and note when it is first heard. */
  #listen(stream) {
    byId("speaker").srcObject = stream;
    this.#event("sound track");
    this.#sounds = new AudioContext();
    const analyser = this.#sounds.createAnalyser();
    this.#sounds.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const loudness = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
      if (loudness < AUDIBLE) return;
      clearInterval(timer);
      this.#figure("First sound", this.#since(this.#offered));
      this.#event("first sound");
    }, 20);
    this.#stops.push(() => clearInterval(timer));
  }

  #received(data) {
    let event;
    try {
      event = JSON.parse(data);
    } catch {
      event = { type: "not JSON", data };
    }
    this.#event(String(event.type ?? "event"), event);
  }

  #event(name, about) {
    const list = byId("events");
    const time = h("span", { class: "time" }, `${(this.#since(this.#pressed) / 1000).toFixed(2)} s`);
    list.append(h("li", {}, time, about === undefined ? h("span", {}, name)
      : h("details", {}, h("summary", {}, name), h("pre", {}, h("code", {}, JSON.stringify(about, null, 2))))));
    if (list.children.length > SHOWN_EVENTS) list.firstElementChild.remove();
    list.scrollTop = list.scrollHeight;
  }
}
