// What the page does not need at once: a script, which hands something over in an event.

/**
 * Load a script and take what it hands over.
 * @param {string} address
 * @param {string} name of the event
 * @returns {Promise<any>}
 */
export function handed(address, name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const take = (event) => resolve(event.detail);
    document.addEventListener(name, take, { once: true });
    script.addEventListener("error", () => {
      document.removeEventListener(name, take);
      script.remove();
      reject(new Error(address));
    });
    script.src = address;
    document.head.append(script);
  });
}
