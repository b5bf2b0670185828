/** Who is signed in, as the API sees them. */
export class Person {
  constructor({ subject, roles }) {
    this.subject = subject;
    this.roles = (roles ?? []).map((role) => role.toLowerCase());
  }

  is(role) {
    return this.roles.includes(role);
  }

  get requests() {
    return this.is("requester");
  }

  get audits() {
    return this.is("auditor") || this.is("admin");
  }

  get collects() {
    return this.is("collector") || this.is("admin");
  }

  get holds() {
    return this.is("hold_officer");
  }

  get seesRuns() {
    return this.requests || this.audits;
  }

  get seesEvidence() {
    return this.audits || this.collects || this.holds;
  }

  get seesHolds() {
    return this.audits || this.holds;
  }

  mayCancel(run) {
    return this.is("admin") || (this.requests && run.requested_by === this.subject);
  }
}
