// The forms in which a checklist leaves and comes back, and the way to what reads and writes them.
import { handed } from "./handed.js";

/** Each form with its media type. */
export const MEDIA = {
  yaml: "application/yaml",
  json: "application/json",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
export const FORMATS = Object.keys(MEDIA);

/** What reads and writes files: a script that is loaded once, when it is first asked for. */
export class Files {
  /** @param {string} address of the script */
  constructor(address) {
    this.address = address;
    /** @type {Promise<any> | null} */
    this.loading = null;
  }

  /** @returns {Promise<typeof import("./files.js")>} */
  tools() {
    this.loading ??= handed(this.address, "workbench-files").catch((failure) => {
      // With a connection again, the next time finds it.
      this.loading = null;
      throw failure;
    });
    return this.loading;
  }
}

/**
 * Hand a file to the person.
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
