/* Every call of the course to its LMS as it happens, with its answer, its error and what it means. */
(() => {
  "use strict";
  const { preview } = window;
  const { el, mark } = preview;
  const MOST_SHOWN = 400;

  const list = preview.find("calls-list");
  const pause = preview.find("calls-pause");
  const filter = preview.find("calls-filter");
  const count = preview.find("calls-count");
  let paused = false;
  let drawn = 0; // entries that have been looked at, dropped ones included
  let cleared = 0;

  const matches = (entry) => {
    const words = filter.value.trim().toLowerCase();
    return !words || text(entry).toLowerCase().includes(words);
  };

  /** An entry as a line of text. */
  function text(entry) {
    const time = preview.clock(entry.at);
    if (entry.event) return `${time}\t— ${entry.event}`;
    const error = entry.wrong ? `\terror ${entry.code}: ${entry.meaning}` : "";
    return `${time}\t${entry.name}(${entry.values.map((value) => JSON.stringify(value)).join(", ")})\t→ ${JSON.stringify(entry.answer)}${error}`;
  }

  const short = (value) => (value.length > 200 ? `${value.slice(0, 200)}…` : value);

  function item(entry) {
    if (entry.event) return el("li.event", {}, el("time", {}, preview.clock(entry.at)), entry.event);
    const values = entry.values
      .map((value) => el("span.value", {}, `"${short(value)}"`))
      .flatMap((part, index) => (index ? [", ", part] : [part]));
    return el(
      entry.wrong ? "li.call.wrong" : "li.call",
      {},
      el("p.said", {}, entry.says),
      el(
        "p.code",
        {},
        el("time", {}, preview.clock(entry.at)),
        el("b", {}, entry.name.replace(/^LMS/, "")),
        "(",
        values,
        ") ",
        el("span.answer", {}, `→ "${short(entry.answer)}"`)
      ),
      entry.wrong ? el("p.error-text", {}, mark("error"), `Error ${entry.code}: ${entry.meaning}.`) : null,
      entry.strange ? el("p.warning-text", {}, mark("warning"), entry.strange) : null
    );
  }

  /** Draw what has come since. The list is never longer than a browser can bear; "Copy" has all. */
  preview.drawCalls = (anew) => {
    const { calls, dropped } = preview.lms;
    const total = calls.length + dropped;
    count.textContent = paused
      ? `paused, ${preview.count(total - drawn, "new entry", "new entries")}`
      : preview.count(total - cleared, "entry", "entries");
    if (paused && !anew) return;
    const from = anew ? Math.max(cleared, dropped) : Math.max(drawn, dropped);
    const fresh = calls
      .slice(from - dropped)
      .filter(matches)
      .slice(-MOST_SHOWN);
    drawn = total;
    if (anew) list.replaceChildren();
    if (!fresh.length) return;
    const below = list.scrollHeight - list.scrollTop - list.clientHeight < 40; // who reads further up is left alone
    list.append(...fresh.map(item));
    while (list.childElementCount > MOST_SHOWN) list.firstElementChild.remove();
    if (below || anew) list.scrollTop = list.scrollHeight;
  };

  filter.addEventListener("input", () => preview.drawCalls(true));
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    preview.drawCalls(false);
  });
  preview.find("calls-clear").addEventListener("click", () => {
    cleared = preview.lms.calls.length + preview.lms.dropped;
    preview.drawCalls(true);
  });
  preview.find("calls-copy").addEventListener("click", async () => {
    const lines = preview.lms.calls.slice(Math.max(0, cleared - preview.lms.dropped)).filter(matches);
    try {
      await navigator.clipboard.writeText(`${lines.map(text).join("\n")}\n`);
      preview.toast(`${preview.count(lines.length, "entry", "entries")} copied.`);
    } catch {
      preview.toast("This browser lets nothing be copied here.");
    }
  });
})();
