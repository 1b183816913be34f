/*
 * The settings of a reader: how the text looks, and what is shown with it. They are kept on the device.
 *
 * Scripts add theirs; the window that lists all is made when it is first opened. What must be known before the page is
 * painted is set by a line in the head of each page. Without this script there is no button.
 */
(() => {
  "use strict";

  const { store, dialogs } = window.glossator;
  const { make } = window.glossator.dom;
  const GROUPS = { look: "How the text looks", shown: "What is shown", device: "On this device" };

  const settings = [];
  const actions = [];

  /* `options` are pairs of a value and its words; the empty value, or else the first, holds until another is chosen. */
  const addChoice = ({ key, words, options, show, group = "shown" }) => {
    const values = options.map(([value]) => value);
    const usual = values.includes("") ? "" : values[0];
    const setting = { key, words, options, group, value: null, control: null };
    setting.apply = (value) => {
      setting.value = values.includes(value) ? value : usual;
      show(setting.value);
      setting.control?.(setting.value);
    };
    setting.choose = (value) => {
      setting.apply(value);
      if (value === usual) store.remove(key);
      else store.set(key, value);
    };
    setting.apply(store.get(key));
    settings.push(setting);
  };

  /* On until the reader switches it off; `show` is told now, and whenever that changes. */
  const addSwitch = ({ key, words, show, group }) =>
    addChoice({ key, words, options: [["on"], ["off"]], group, show: (value) => show(value === "on") });

  /* A button in the window; what `action` returns is said beside it. */
  const addAction = ({ words, action, group = "device" }) => actions.push({ words, action, group });

  addEventListener("storage", (event) => {
    for (const setting of settings) if (event.key === setting.key || event.key === null) setting.apply(store.get(setting.key));
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const setting of settings) setting.apply(store.get(setting.key)); // a page still in memory
  });

  // --- the window ---

  const switchOf = (setting) => {
    const box = make("input", { type: "checkbox" });
    setting.control = (value) => (box.checked = value === "on");
    box.addEventListener("change", () => setting.choose(box.checked ? "on" : "off"));
    return make("label", { className: "gl-setting" }, box, make("span", { textContent: setting.words }));
  };

  const choiceOf = (setting) => {
    const boxes = setting.options.map(([value, words]) => {
      const box = make("input", { type: "radio", name: setting.key, value });
      box.addEventListener("change", () => setting.choose(value));
      return make("label", {}, box, make("span", { textContent: words }));
    });
    const field = make("fieldset", { className: "gl-setting" }, make("legend", { textContent: setting.words }), ...boxes);
    setting.control = (value) => (field.querySelector(`[value="${value}"]`).checked = true);
    return field;
  };

  const actionOf = ({ words, action }) => {
    const said = make("span", { role: "status" });
    const button = make("button", { type: "button", className: "gl-button", textContent: words });
    button.addEventListener("click", () => (said.textContent = action() ?? ""));
    return make("p", { className: "gl-setting" }, button, " ", said);
  };

  const groupOf = ([group, title]) => {
    const mine = settings.filter((setting) => setting.group === group);
    const isSwitch = ({ options }) => options.every(([, words]) => words === undefined);
    const controls = mine.map((setting) => (isSwitch(setting) ? switchOf : choiceOf)(setting));
    for (const setting of mine) setting.control(setting.value);
    controls.push(...actions.filter((one) => one.group === group).map(actionOf));
    return controls.length > 0 ? [make("section", {}, make("h3", { textContent: title }), ...controls)] : [];
  };

  let dialog = null;
  const button = document.querySelector(".gl-settings-open");
  const open = () => {
    const told = "Kept in this browser, for all pages, until you change it or clear the browser’s data.";
    dialog ??= dialogs.make({
      className: "gl-settings",
      title: "Settings",
      body: [...Object.entries(GROUPS).flatMap(groupOf), make("p", {}, told)],
    });
    dialog.open(button);
  };
  button?.addEventListener("click", open);

  // --- those of every page ---

  const onRoot = (name) => (value) => {
    if (value === "") delete document.documentElement.dataset[name];
    else document.documentElement.dataset[name] = value;
  };
  addChoice({
    key: "glossator-size",
    words: "Text size",
    options: [["s", "Small"], ["", "Normal"], ["l", "Large"], ["xl", "Largest"]],
    show: onRoot("glSize"),
    group: "look",
  });
  addChoice({
    key: "glossator-face",
    words: "Typeface",
    options: [["", "Serif"], ["sans", "Sans serif"]],
    show: onRoot("glFace"),
    group: "look",
  });
  addChoice({
    key: "glossator-scheme",
    words: "Colours",
    options: [["", "As this device"], ["light", "Light"], ["dark", "Dark"]],
    show: onRoot("glScheme"),
    group: "look",
  });

  window.glossator = { ...window.glossator, settings: { addSwitch, addChoice, addAction } };
})();
