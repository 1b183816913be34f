/*
 * Reads a data file of the site, such as `pages.json`, or runs another script, when it is asked for.
 *
 * From a server the data are fetched. Among the files of a disk nothing can be fetched; there the offline copy of the
 * site has a script beside the file, `pages.json.js`, which hands the same data over.
 */
(() => {
  "use strict";

  const fetched = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };

  /* Runs the script at an address; its element as a promise, which is broken where there is none. */
  const load = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.addEventListener("load", () => resolve(script));
      script.addEventListener("error", reject);
      script.src = address;
      document.head.append(script);
    });

  const handedOver = async (address) => (await load(`${address}.js`)).answer;

  /* The data as a promise, which is broken where there is none. */
  const data = location.protocol === "file:" ? handedOver : fetched;

  window.glossator = { ...window.glossator, data, load };
})();
