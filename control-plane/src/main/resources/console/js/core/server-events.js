/** Takes a text/event-stream apart, however it was cut into chunks. */
export class ServerEvents {
  #onEvent;
  #rest = "";
  #event = ServerEvents.#empty();

  constructor(onEvent) {
    this.#onEvent = onEvent;
  }

  static #empty() {
    return { id: null, type: "message", data: [] };
  }

  push(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    lines.forEach((line) => this.#line(line));
  }

  #line(line) {
    if (line === "") {
      if (this.#event.data.length > 0) {
        this.#onEvent({ ...this.#event, data: this.#event.data.join("\n") });
      }
      this.#event = ServerEvents.#empty();
      return;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") {
      this.#event.data.push(value);
    } else if (field === "event") {
      this.#event.type = value;
    } else if (field === "id") {
      this.#event.id = value;
    }
  }
}
