// Who writes an assessment: one tab at a time. Tabs tell each other what they saved, and hand over when they are asked.

const PATIENCE = 700;
const BEFORE_STEALING = 2_500;

/** What the tabs of one browser tell each other. */
export class Tabs {
  /** @param {(message: any) => void} hear */
  constructor(hear) {
    this.channel = "BroadcastChannel" in self ? new BroadcastChannel("connectivity-workbench") : null;
    if (this.channel) this.channel.onmessage = (event) => hear(event.data);
  }

  /** @param {{type: "saved" | "listed" | "yield", id?: string}} message */
  tell(message) {
    this.channel?.postMessage(message);
  }
}

/** The right to write one assessment. */
export class Claim {
  /**
   * @param {string} id
   * @param {() => void} lost called when another tab took it
   */
  constructor(id, lost) {
    this.name = `connectivity-workbench-${id}`;
    this.lost = lost;
    this.held = false;
    this.letGo = () => undefined;
  }

  /**
   * Ask for it; a page that is just being left may still have it for a moment.
   * @returns {Promise<boolean>}
   */
  ask() {
    return this.request({ signal: AbortSignal.timeout(PATIENCE) });
  }

  /**
   * Take it from the tab that was asked to hand it over, and that may be frozen.
   * @returns {Promise<boolean>}
   */
  async take() {
    const handed = await this.request({ signal: AbortSignal.timeout(BEFORE_STEALING) });
    return handed || this.request({ steal: true });
  }

  /** Give it back. */
  release() {
    this.held = false;
    this.letGo();
  }

  request(options) {
    // Where tabs cannot be told apart, the version of what was read is looked at before each write.
    if (!navigator.locks) return Promise.resolve((this.held = true));
    return new Promise((resolve) => {
      const until = () =>
        new Promise((release) => {
          this.held = true;
          this.letGo = () => release(undefined);
          resolve(true);
        });
      navigator.locks.request(this.name, options, until).catch(() => {
        const had = this.held;
        this.held = false;
        if (had) this.lost();
        resolve(false);
      });
    });
  }
}
