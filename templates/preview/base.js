/* What all parts of the preview's page use: making elements, settings that stay, talking to the server, words for sizes.
 * Classic scripts, one after the other; everything hangs on the one global `preview`. */
(() => {
  "use strict";
  const preview = (window.preview = {});

  /** This page's own name for the server: each open page has a line of its own. */
  preview.view = Math.random().toString(36).slice(2, 12);
  /** The course or package as the server last told it, see `Studio.state`. */
  preview.state = null;

  /** Make an element: `el("p.big", {id: "x", click: f}, "text", child)`; what is null or false is left out. */
  preview.el = (what, attributes = {}, ...children) => {
    const [tag, ...classes] = what.split(".");
    const element = document.createElement(tag);
    if (classes.length) element.className = classes.join(" ");
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  };

  /** A mark from the page's sprite; it says nothing to screen readers. */
  preview.mark = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", `mark mark-${name}`);
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#m-${name}`);
    svg.append(use);
    return svg;
  };

  preview.find = (id) => document.getElementById(id);

  /** Put new content into an element, keeping where it is scrolled to. */
  preview.fill = (element, ...children) => {
    const top = element.scrollTop;
    element.replaceChildren(...children.flat().filter(Boolean));
    element.scrollTop = top;
  };

  // --- settings: of the author (all tabs), of this tab ---

  const stored = (place) => ({
    get(name, otherwise) {
      try {
        return JSON.parse(place().getItem(`elearn-preview:${name}`)) ?? otherwise;
      } catch {
        return otherwise;
      }
    },
    set(name, value) {
      try {
        place().setItem(`elearn-preview:${name}`, JSON.stringify(value));
      } catch {
        return; // storage is forbidden or full: it holds for this visit
      }
    }
  });
  preview.habits = stored(() => window.localStorage);
  preview.tab = stored(() => window.sessionStorage);

  // --- the server ---

  /** Ask for JSON; null when there is no answer. */
  preview.ask = async (path) => {
    try {
      const answer = await fetch(path);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  };

  /** Send JSON; the words of a refusal, or an empty text. */
  preview.send = async (path, value) => {
    try {
      const answer = await fetch(path, { method: "POST", body: JSON.stringify(value) });
      return answer.ok ? "" : await answer.text();
    } catch {
      return "The preview has ended.";
    }
  };

  // --- words ---

  /** Text in which what stands between backticks is code. */
  preview.prose = (text) => text.split("`").map((part, index) => (index % 2 ? preview.el("code", {}, part) : part));

  /** "1 question", "3 questions". */
  preview.count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

  preview.size = (bytes) => {
    if (bytes < 1000) return `${bytes} B`;
    return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  };

  /** Seconds that bytes take at 64 kbit/s. */
  preview.wait = (bytes) => {
    const seconds = bytes / 8000;
    return seconds < 10
      ? `${seconds.toFixed(1)} s`
      : seconds < 90
        ? `${Math.round(seconds)} s`
        : `${Math.round(seconds / 60)} min`;
  };

  /** The clock with seconds. */
  preview.clock = (at) => new Date(at).toLocaleTimeString("en-GB");

  /** A short message at the foot of the page. */
  preview.toast = (text) => {
    const place = preview.find("toast");
    place.textContent = text;
    place.hidden = false;
    clearTimeout(preview.toast.timer);
    preview.toast.timer = setTimeout(() => (place.hidden = true), 6000);
  };

  // --- tabs (ARIA: one list of tabs, arrow keys go through them) ---

  /** Have a list of tabs work; `shown(id)` is called with the panel's id. */
  preview.tabs = (list, shown = () => {}) => {
    const tabs = [...list.querySelectorAll("[role=tab]")];
    const choose = (tab, focus) => {
      for (const one of tabs) {
        const on = one === tab;
        one.setAttribute("aria-selected", String(on));
        one.tabIndex = on ? 0 : -1;
        preview.find(one.getAttribute("aria-controls")).hidden = !on;
      }
      if (focus) tab.focus();
      preview.tab.set(list.id, tab.id);
      shown(tab.getAttribute("aria-controls"));
    };
    tabs.forEach((tab) => tab.addEventListener("click", () => choose(tab, false)));
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const visible = tabs.filter((tab) => !tab.hidden);
      choose(visible[(visible.indexOf(document.activeElement) + step + visible.length) % visible.length], true);
    });
    const before = tabs.find((tab) => tab.id === preview.tab.get(list.id));
    choose(before || tabs[0], false);
    return (id) =>
      choose(
        tabs.find((tab) => tab.id === id),
        false
      );
  };
})();
