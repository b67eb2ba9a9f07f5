/* The course in its frame: launched as an LMS does, brought up to date in place, in the size of a device. */
(() => {
  "use strict";
  const { preview } = window;
  const DEVICES = { small: [360, 640], phone: [390, 844], tablet: [820, 1180], desktop: [1280, 800] };
  const PATIENCE = 15000; // milliseconds for a course to get ready before it is shown as it is
  const LOOK = 12; // milliseconds between two looks

  const stage = (preview.stage = {
    /** What is played: `{frame, launch, edition, number}`; `number` is the build that it shows. */
    current: null,
    /** The last whole build. */
    number: 0,
    /** Identifier of the page that is open; empty in packages of other tools. */
    page: "",
    /** Called when another page is open. */
    turned: () => {},
    /** What an author chooses. */
    chosen: { target: "", language: "-", theme: "auto", device: "phone", line: "full" }
  });

  const device = preview.find("device");

  /** The player inside the frame, if it is ours and has begun. */
  const player = (frame) => {
    try {
      const found = frame.contentWindow.elearn;
      return found && found.pages && found.session && found.session.state ? found : null;
    } catch {
      return null; // a page of another site
    }
  };
  stage.player = () => stage.current && player(stage.current.frame);

  // --- size ---

  /** Fit the device into the desk: never wider than it, never higher, made smaller if it must be. */
  stage.fit = () => {
    const [width, height] = DEVICES[stage.chosen.device];
    const desk = preview.find("desk").getBoundingClientRect();
    const scale = Math.min(1, (desk.width - 48) / width);
    const high = Math.min(height, (desk.height - 64) / scale);
    device.style.setProperty("--wide", `${width}px`);
    device.style.setProperty("--high", `${Math.max(240, Math.floor(high))}px`);
    device.style.setProperty("--scale", scale);
    device.dataset.device = stage.chosen.device;
    const size = `${width} × ${Math.floor(high)}`;
    preview.find("measure").textContent = scale < 1 ? `${size}, at ${Math.round(scale * 100)} %` : size;
  };
  new ResizeObserver(() => stage.fit()).observe(preview.find("desk"));

  // --- light and dark ---

  /** Have the course look light or dark as on a device with this setting; with "auto" its learner's own choice holds. */
  stage.look = (frame = stage.current && stage.current.frame) => {
    const theme = stage.chosen.theme;
    device.dataset.theme = theme;
    if (theme === "auto") return;
    window.localStorage.setItem("elearn-theme", theme);
    if (frame && player(frame)) frame.contentDocument.documentElement.setAttribute("data-theme", theme);
  };

  /** Change that setting. */
  stage.paint = (theme) => {
    stage.chosen.theme = theme;
    window.localStorage.removeItem("elearn-theme");
    stage.look();
    if (theme === "auto" && stage.player())
      stage.current.frame.contentDocument.documentElement.setAttribute("data-theme", theme);
  };

  // --- launching ---

  const folder = () => `play/${preview.view}/${stage.chosen.target}/${stage.chosen.language}/`;

  const address = (launch, page) => {
    const path = launch.path.split("/").map(encodeURIComponent).join("/");
    const query = launch.query.replace(/#.*/, "");
    return folder() + path + query + (page ? `#${page}` : launch.query.slice(query.length));
  };

  function newFrame(launch, page) {
    // A course may open windows, as LMSs let it; it may not lead this page away.
    const frame = preview.el("iframe", {
      title: `The course: ${launch.title}`,
      src: address(launch, page),
      allow: "autoplay; fullscreen; clipboard-write",
      sandbox:
        "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads"
    });
    frame.addEventListener("load", () => stage.look(frame));
    return frame;
  }

  /**
   * Launch something. `how`: `page` to open, `scroll` to there, `beside`: behind what is shown until it is ready, `resume`: go
   * on with the record whatever the course has said about its end, `fresh`: without any record.
   */
  stage.launch = async (launch, edition, how = {}) => {
    const run = (stage.run = {});
    await preview.lms.load(edition).catch(() => preview.toast("The engine of the LMS could not be loaded."));
    if (stage.run !== run) return; // something else was launched meanwhile
    const old = stage.current;
    if (old && how.beside) end(old, how);
    else remove(old, how);
    if (how.fresh) preview.lms.newLearner(true);
    preview.lms.launch(launch, edition);
    const frame = newFrame(launch, how.page);
    stage.current = { frame, launch, edition, number: stage.number };
    if (how.beside && old) frame.className = "coming";
    device.append(frame);
    const ready = await whenReady(frame, how.page);
    if (stage.run !== run) return void frame.remove();
    if (ready && how.scroll) frame.contentWindow.scrollTo(0, how.scroll);
    frame.className = "";
    device.querySelectorAll("iframe").forEach((other) => other !== frame && other.remove());
    if (ready) settle(frame, how.scroll);
  };

  /** End what is shown, while it still is: the player saves and says goodbye to its LMS. */
  function end(old, how) {
    const inside = player(old.frame);
    try {
      if (inside) inside.session.finish("");
    } catch (problem) {
      console.warn(problem); // a fault of the course's own; the session is closed anyway
    }
    preview.lms.close(how);
  }

  /** Take it away as a browser does when the learner closes the window: the course hears `pagehide`. */
  function remove(old, how) {
    if (old) old.frame.remove();
    device.querySelectorAll("iframe").forEach((frame) => frame.remove());
    preview.lms.close(how);
    stage.page = "";
    stage.current = null;
  }
  stage.close = (how = {}) => {
    stage.run = {};
    remove(stage.current, how);
  };

  const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /** Wait until the player shows a page, the wanted one if there is one; null when it is not ours or does not come. */
  async function whenReady(frame, page) {
    const until = performance.now() + PATIENCE;
    let complete = false;
    frame.addEventListener("load", () => (complete = true));
    while (performance.now() < until && frame.isConnected) {
      const inside = player(frame);
      const open = inside && inside.pages.current;
      if (open && page && open.id !== page && inside.pages.find(page)) await jump(inside, page);
      if (open) return inside;
      if (complete && !frame.contentWindow.elearn) return null;
      await sleep(LOOK);
    }
    return null;
  }

  /** Open a page even where the course's order has it locked: an author has not done what comes before. */
  function jump(inside, page, how = {}) {
    const { lockedBy } = inside.pages;
    inside.pages.lockedBy = () => null;
    const shown = inside.pages.show(page, how);
    inside.pages.lockedBy = lockedBy;
    return shown;
  }

  /** Follow the player from page to page. */
  function settle(frame, scroll) {
    const inside = player(frame);
    if (!inside) return;
    stage.look(frame);
    inside.pages.enhance((article, page) => notice(frame, page));
    notice(frame, inside.pages.current);
    if (!scroll) return;
    const view = frame.contentWindow;
    view.addEventListener(
      "load",
      () => {
        if (view.scrollY < scroll) view.scrollTo(0, scroll); // pictures have come and made room
      },
      { once: true }
    );
  }

  function notice(frame, page) {
    if (!stage.current || stage.current.frame !== frame) return;
    stage.page = page.id;
    stage.turned(page);
  }

  // --- what the author does ---

  /** Show a page of what is launched; false when it is no part of it. */
  stage.show = (page) => {
    const inside = stage.player();
    if (!inside || inside.session.ended || !inside.pages.find(page)) return false;
    const { session } = inside;
    if (inside.course.units > 1 && !session.pages.some((one) => one.id === page)) return false;
    if (inside.pages.current.id !== page) jump(inside, page);
    return true;
  };

  /** Where the learner is: page and how far down. */
  stage.place = () => {
    const inside = stage.player();
    return { page: stage.page, scroll: inside ? stage.current.frame.contentWindow.scrollY : 0 };
  };

  /**
   * Put new text into the player that is open, as it would get it if it loaded the pages now: nothing flickers, nothing is
   * launched. False when that is not possible.
   */
  stage.swap = async (pages, number) => {
    const inside = stage.player();
    if (!inside || inside.session.ended) return false;
    const { frame } = stage.current;
    const known = pages.filter((page) => inside.pages.find(page));
    const came = await Promise.all(known.map((page) => script(frame, `${page}.js?build=${number}`)));
    if (!came.every(Boolean) || stage.current.frame !== frame) return false;
    stage.current.number = number;
    const open = inside.pages.current.id;
    if (!known.includes(open)) return true;
    const view = frame.contentWindow;
    const { scrollX, scrollY } = view;
    await jump(inside, open, { keep: true });
    view.scrollTo(scrollX, scrollY);
    return true;
  };

  function script(frame, source) {
    return new Promise((resolve) => {
      const element = frame.contentDocument.createElement("script");
      element.src = source;
      element.onload = () => resolve(true);
      element.onerror = () => resolve(false);
      frame.contentDocument.head.append(element);
    });
  }

  /** Have the line be slow, fast or cut; the course hears of it as on a phone. */
  stage.connect = async (line) => {
    const before = stage.chosen.line;
    stage.chosen.line = line;
    preview.lms.ask({ cut: line === "cut" });
    const refusal = await preview.send("line", { view: preview.view, line });
    if (refusal) preview.toast(refusal);
    const word = line === "cut" ? "offline" : before === "cut" ? "online" : "";
    if (word) preview.lms.note(word === "offline" ? "The connection is cut." : "The connection is back.");
    if (word && stage.current) stage.current.frame.contentWindow.dispatchEvent(new Event(word));
  };
})();
