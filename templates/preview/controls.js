/* Controls of the bar and the columns: they remember what an author has chosen, for this tab and for later ones. */
(() => {
  "use strict";
  const { preview } = window;
  const { el, find } = preview;

  /** Keep a choice. */
  const remember = (preview.remember = (name, value) => {
    preview.tab.set(name, value);
    preview.habits.set(name, value);
  });
  /** What was chosen in this tab, or else in the last one. */
  preview.remembered = (name, otherwise) => preview.tab.get(name, preview.habits.get(name, otherwise));

  /** Have radio buttons work: `act(value)` when another one is chosen. The line is not remembered. */
  preview.radios = (name, value, act) => {
    for (const field of document.querySelectorAll(`[name=${name}]`)) {
      field.checked = field.value === value;
      field.addEventListener("change", () => {
        if (name !== "line") remember(name, field.value);
        act(field.value);
      });
    }
  };

  /** Fill a list to choose from: `values` are pairs of a value and its words. */
  preview.select = (name, values, value, act) => {
    const field = find(name);
    field.replaceChildren(...values.map(([id, text]) => el("option", { value: id, selected: id === value }, text)));
    field.onchange = () => {
      preview.tab.set(name, field.value);
      act(field.value);
    };
  };

  /** The English name of a language. */
  preview.languageName = (tag) => {
    try {
      return new Intl.DisplayNames(["en"], { type: "language" }).of(tag);
    } catch {
      return tag;
    }
  };

  /** A column that can be folded and made wider, with the mouse and with arrow keys; widths in pixels. */
  preview.column = (side, least, most) => {
    const split = find(`split-${side}`);
    const fold = find(`fold-${side}`);
    const sign = side === "left" ? 1 : -1;
    const set = (width, keep) => {
      const wide = Math.round(Math.min(most, Math.max(least, width)));
      document.body.style.setProperty(`--${side}`, `${wide}px`);
      split.setAttribute("aria-valuenow", wide);
      if (keep) preview.habits.set(side, wide);
    };
    split.setAttribute("aria-valuemin", least);
    split.setAttribute("aria-valuemax", most);
    set(preview.habits.get(side, innerWidth > 1600 ? 400 : 320), false);
    split.addEventListener("pointerdown", (event) => {
      const from = event.clientX;
      const width = find(side).getBoundingClientRect().width;
      split.setPointerCapture(event.pointerId);
      document.body.classList.add("sizing");
      const move = (at) => set(width + sign * (at.clientX - from), true);
      split.addEventListener("pointermove", move);
      split.addEventListener(
        "lostpointercapture",
        () => {
          split.removeEventListener("pointermove", move);
          document.body.classList.remove("sizing");
        },
        { once: true }
      );
    });
    split.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 16, ArrowLeft: -16 }[event.key];
      if (!step) return;
      event.preventDefault();
      set(find(side).getBoundingClientRect().width + sign * step, true);
    });
    const folded = (on) => {
      document.body.classList.toggle(`no-${side}`, on);
      fold.setAttribute("aria-expanded", String(!on));
    };
    folded(preview.habits.get(`no-${side}`, false));
    fold.addEventListener("click", () => {
      const on = fold.getAttribute("aria-expanded") === "true";
      folded(on);
      preview.habits.set(`no-${side}`, on);
    });
  };
})();
