/** What the API answered instead of what was asked for (RFC 9457). */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The API answered ${status}.`);
    this.status = status;
    this.title = body.title || "That did not work";
    this.requestId = body.request_id;
  }

  static async of(response) {
    let body = {};
    try {
      body = await response.json();
    } catch {
      // not ours: a proxy's page, or nothing
    }
    return new Problem(response.status, body);
  }
}

export class Unreachable extends Error {
  constructor() {
    super("The control plane does not answer. Check that it runs and that this machine reaches it.");
    this.title = "No connection";
  }
}
